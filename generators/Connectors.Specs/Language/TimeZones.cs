namespace Connectors.Specs.Language;

/// <summary>The time zones there are, by their IANA names. The compiler has a list of its own, because not every machine that compiles knows these names.</summary>
public static class TimeZones
{
    private static readonly Lazy<HashSet<string>> Names = new(Load);

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> All => Names.Value;

    /// <summary>Whether a text names a zone: <c>Europe/Helsinki</c>, <c>UTC</c>.</summary>
    public static bool Has(string text) => Names.Value.Contains(text);

    private static HashSet<string> Load()
    {
        using var stream = typeof(TimeZones).Assembly.GetManifestResourceStream("zones.txt")!;
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd().Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(static line => line[0] != '#'), StringComparer.Ordinal);
    }
}
