using System.Globalization;

namespace Connectors.Generators.Tests.Xml;

/// <summary>Writes what a long run found to bench/results/fuzz-xml.md.</summary>
internal static class FuzzReport
{
    public const string ReadWhole = "read_whole";
    public const string ReadInPart = "read_in_part";
    public const string Broken = "broken";
    public const string Refused = "refused";

    /// <summary>What may come of a reply.</summary>
    public static readonly (string Name, string Meaning)[] Outcomes =
    [
        (ReadWhole, "replies of which every record was read"),
        (ReadInPart, "replies with records set aside"),
        (Broken, "replies that are no XML: an error with line and column"),
        (Refused, "replies that are no answer: an error with the path"),
    ];

    /// <summary>Writes the report of a run without faults.</summary>
    public static void Write(int count, TimeSpan elapsed, IReadOnlyDictionary<string, int> outcomes)
    {
        var rows = Outcomes.Select(o => string.Create(CultureInfo.InvariantCulture, $"| fuzz.xml.{o.Name} | {outcomes.GetValueOrDefault(o.Name)} | {o.Meaning} |"));
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            # Spoilt XML replies

            {RunReport.Origin($"CONNECTORS_FUZZ={count} dotnet test tests/Connectors.Generators.Tests -c Release --filter FullyQualifiedName~Xml.FuzzTests")}

            | figure | value | unit |
            |---|---|---|
            | fuzz.xml.replies | {count} | replies |
            | fuzz.xml.faults | 0 | other exceptions, records set aside without a reason |
            | fuzz.xml.seconds | {elapsed.TotalSeconds:F0} | s |
            {string.Join("\n", rows)}

            """);
        RunReport.Write("fuzz-xml", text);
    }
}
