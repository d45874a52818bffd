using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds what every request of an action is sent with, anew for each request: a body has only the members that the contract gives it.</summary>
internal sealed class WithActions(BindContext context, YamlMapping mapping, ParameterBinder parameters)
{
    private readonly HashSet<YamlEntry> _sent = [];
    private readonly HashSet<string> _queries = new(StringComparer.Ordinal);
    private bool _isKnown = true;
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);

    /// <summary>The connection fields that it is made of, as far as it has been bound.</summary>
    public IReadOnlyCollection<string> Fields => _fields;

    /// <summary>What a request is sent with.</summary>
    /// <param name="operation">Its operation; null when the contract has none.</param>
    /// <param name="scope">What placeholders can name.</param>
    /// <param name="filled">Places that something else fills.</param>
    public IEnumerable<SentValue> Bind(ContractOperation? operation, TemplateScope scope, IReadOnlyCollection<Place> filled)
    {
        _isKnown &= operation is not null;
        _queries.UnionWith(operation?.Parameters.Where(static p => p.In == PlaceKind.Query).Select(static p => p.Name) ?? []);
        foreach (var (entry, at) in Entries().Where(e => !filled.Contains(e.At)))
        {
            if (at.Kind != PlaceKind.Body)
            {
                yield return Value(entry, at, null, scope);
            }
            else if (operation?.Body is { } body && Has(SchemaView.Of(context.Contract, body), at.Name))
            {
                yield return Value(entry, at, operation, scope);
            }
        }
    }

    /// <summary>Reports what no request of an action is sent with, and query parameters that none takes.</summary>
    public void CheckUnused()
    {
        foreach (var (entry, at) in Entries().Where(e => _isKnown && e.At.Kind == PlaceKind.Query && _sent.Contains(e.Entry) && !_queries.Contains(e.At.Name)))
        {
            context.Report(DiagnosticRules.UnknownParameter, entry.Key, $"No request of an action takes the query parameter '{at.Name}' in the contract{Suggest.Hint(at.Name, _queries)}");
        }

        // Where something else is wrong, it may be what would send them.
        foreach (var (entry, at) in Entries().Where(e => !context.HasErrors && !_sent.Contains(e.Entry)))
        {
            context.Report(DiagnosticRules.UnknownParameter, entry.Key, at.Kind == PlaceKind.Body ? $"No request of an action has '{at.Name}' in its body in the contract." : $"No action sends '{at.Name}': there is no request of an action.");
        }
    }

    private SentValue Value(YamlEntry entry, Place at, ContractOperation? operation, TemplateScope scope)
    {
        _sent.Add(entry);
        var value = parameters.Value(entry.Key, entry.Value, at, operation, scope);
        _fields.UnionWith(value.Values.SelectMany(static v => v.Parts).OfType<TemplatePart.Connection>().Select(static c => c.Field.Split('.')[0]));
        return value;
    }

    private IEnumerable<(YamlEntry Entry, Place At)> Entries() => new[] { ("headers", PlaceKind.Header), ("query", PlaceKind.Query), ("body", PlaceKind.Body) }
        .SelectMany(key => mapping.Entries(key.Item1).Select(entry => (entry, new Place(key.Item2, entry.Key.Text))));

    private static bool Has(SchemaView body, string path)
    {
        var view = body;
        foreach (var name in path.Split('.'))
        {
            if (view.Member(name) is not { } member)
            {
                return false;
            }

            view = member;
        }

        return true;
    }
}
