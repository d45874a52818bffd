using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes what bodies are written in as the runtime's formats.</summary>
internal static class FormatText
{
    /// <summary>C# for a format.</summary>
    public static string Of(WireFormat format) => format switch
    {
        WireFormat.JsonApi api => $"new global::Connectors.Runtime.Formats.JsonApiFormat {{ {string.Join(", ", Members(api))} }}",
        WireFormat.JsonLines => "new global::Connectors.Runtime.Formats.JsonLinesFormat()",
        WireFormat.Csv csv => $"new global::Connectors.Runtime.Formats.CsvFormat {{ Separator = {Literals.String(csv.Separator.ToString())}[0], Literals = [{string.Join(", ", csv.Literals.Select(Literals.String))}] }}",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a format"),
    };

    private static IEnumerable<string> Members(WireFormat.JsonApi format)
    {
        if (format.Joins.Count > 0)
        {
            yield return $"Joins = [{string.Join(", ", format.Joins.Select(Literals.String))}]";
        }

        if (format.Envelope is { } envelope)
        {
            var relations = string.Concat(envelope.Relations.Select(r => $".Add({Literals.String(r.Name)}, {Literals.String(r.Type)})"));
            yield return $"Envelope = new global::Connectors.Runtime.Formats.ResourceEnvelope({Literals.String(envelope.Type)}, System.Collections.Immutable.ImmutableDictionary<string, string>.Empty{relations})";
        }
    }
}
