using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>A reply that values are taken of.</summary>
/// <param name="Says">The reply in messages: <c>the reply of POST /people</c>.</param>
/// <param name="Replies">The contract's replies it can be; null where it is not a whole reply but a record in one, which has neither headers nor status.</param>
/// <param name="Body">What its body is; asked for only where something is taken of it.</param>
/// <param name="IsKnown">Whether the contract has the request; where it has not, which has been reported, nothing is known of its headers.</param>
internal sealed record TakenReply(string Says, IReadOnlyList<ContractReply>? Replies, Func<PathScope> Body, bool IsKnown = true);

/// <summary>Binds what is lifted out of replies (grammar 3, Take): by log-ins, by steps, out of records that were found.</summary>
internal sealed class TakeBinder(BindContext context, PathBinder paths)
{
    /// <summary>Binds the values of a <c>take</c>.</summary>
    public EquatableArray<TakenValue> Bind(IReadOnlyList<YamlEntry> take, TakenReply reply)
    {
        PathScope? scope = null;
        return take.Select(entry => Value(entry, reply, () => scope ??= reply.Body())).OfType<TakenValue>().ToEquatable();
    }

    /// <summary>Binds the path of a single value in a reply's body.</summary>
    public VendorPath? Path(YamlScalar node, TakenReply reply) => FromBody(node, reply.Body())?.Path;

    private TakenValue? Value(YamlEntry entry, TakenReply reply, Func<PathScope> body)
    {
        if (!ScalarSyntax.IsName(entry.Key.Text))
        {
            context.Report(DiagnosticRules.Malformed, entry.Key, $"'{entry.Key.Text}' cannot be the name of a value; names have lower case letters, digits and underscores, a letter first.");
        }

        if (entry.Value is not YamlMapping mapping)
        {
            return entry.Value is YamlScalar { IsEmpty: false } path && FromBody(path, body()) is { } found ? new TakenValue(entry.Key.Text, found) : null;
        }

        if (mapping.Entry("last_segment") is { } last && mapping["status"] is not null)
        {
            context.Report(DiagnosticRules.IdleOption, last.Key, "'last_segment' has no meaning with 'status'.");
        }

        TakenFrom? from = mapping.Scalar("header") is { } header ? FromHeader(header, reply)
            : mapping.Scalar("body") is { } node ? FromBody(node, body())
            : mapping.Entry("status") is { } status ? FromStatus(status, reply)
            : null;
        return from is null ? null : new TakenValue(entry.Key.Text, from) { LastSegment = mapping.Flag("last_segment") };
    }

    private TakenFrom.Body? FromBody(YamlScalar node, PathScope scope)
    {
        if (paths.BindSingle(node, scope) is not { } path)
        {
            return null;
        }

        if (path.View.Kind is JsonKind.Object or JsonKind.Array)
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(path.View.Kind)} at '{node.Text}', which cannot be sent as a text.");
        }

        return new TakenFrom.Body(path.Path);
    }

    private TakenFrom.Header? FromHeader(YamlScalar node, TakenReply reply)
    {
        if (reply.Replies is null)
        {
            context.Report(DiagnosticRules.IdleOption, node, $"Values are taken here of {reply.Says}, which has no headers.");
            return null;
        }

        var known = reply.Replies.SelectMany(static r => r.Headers).Select(static h => h.Name).ToList();
        if (context.Contract is not null && reply.IsKnown && !known.Contains(node.Text, StringComparer.OrdinalIgnoreCase))
        {
            context.Report(DiagnosticRules.UndeclaredHeader, node, $"The contract mentions no header '{node.Text}' for {reply.Says}{Suggest.Hint(node.Text, known)}");
        }

        return new TakenFrom.Header(node.Text);
    }

    private TakenFrom.Status? FromStatus(YamlEntry entry, TakenReply reply)
    {
        if (reply.Replies is null || !(entry.Value is YamlScalar { Text: "true" }))
        {
            context.Report(DiagnosticRules.IdleOption, entry.Key, reply.Replies is null ? $"Values are taken here of {reply.Says}, which has no status." : "'status' takes 'true': the status itself.");
            return null;
        }

        return new TakenFrom.Status();
    }
}
