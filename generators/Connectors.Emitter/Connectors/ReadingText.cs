using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes what a read says of times and details beyond the common case: the initializers after their plans.</summary>
internal static class ReadingText
{
    /// <summary>The text and the end of a time; nothing where there is neither.</summary>
    public static string Of(SinceSpec since)
    {
        var members = new List<string>();
        if (since.Text is { } text)
        {
            members.Add($"Text = {RequestText.OfTime(text)}");
        }

        if (since.Until is { } until)
        {
            var at = until.At is { } place ? RequestText.Of(place) : "null";
            var around = until.Text is { } words ? RequestText.Of(words) : "null";
            members.Add($"Until = new UntilPlan({at}, {around}, TimeSpan.FromSeconds({Literals.Integer(until.MostSeconds)}))");
        }

        return Initializer(members);
    }

    /// <summary>How details are asked for; nothing where their record's id is enough.</summary>
    public static string Of(LookupSpec lookup, ConnectorSpec spec, SourceSpec source)
    {
        var members = new List<string>();
        if (LookupEmitter.HasFacts(lookup))
        {
            members.Add($"Facts = {LookupEmitter.Method(spec, source)}");
        }

        if (lookup.Url is not null)
        {
            members.Add("ByAddress = true");
        }

        if (lookup.Batch is { } batch)
        {
            string[] forms =
            [
                .. batch.Style == ListStyle.Repeat ? Array.Empty<string>() : [$"Style = ListStyle.{batch.Style}"],
                .. batch.Json == JsonKind.String ? Array.Empty<string>() : ["Body = BodyKind.Literal"],
            ];
            members.Add($"Batch = new BatchPlan({RequestText.Of(batch.At)}, {Literals.Integer(batch.Most)}, {Literals.String(batch.Records.Text)}, {Literals.String(batch.Match.Text)}){Initializer(forms)}");
        }

        return Initializer(members);
    }

    private static string Initializer(IReadOnlyCollection<string> members) => members.Count == 0 ? "" : $" {{ {string.Join(", ", members)} }}";
}
