namespace Connectors.Runtime.Reading;

/// <summary>Reads Link headers (RFC 8288).</summary>
internal static class LinkHeader
{
    /// <summary>The target of the first link with a relation; null when there is none.</summary>
    public static string? Target(string? header, string relation)
    {
        var rest = header.AsSpan();
        while (rest.IndexOf('<') is >= 0 and var open && rest[open..].IndexOf('>') is > 0 and var length)
        {
            var target = rest.Slice(open + 1, length - 1);
            rest = rest[(open + length + 1)..];
            var parameters = rest[..EndOfLink(rest)];
            rest = rest[parameters.Length..];
            if (HasRelation(parameters, relation))
            {
                return target.Trim().ToString();
            }
        }

        return null;
    }

    /// <summary>Where the comma stands that ends a link, those in quotes not counted.</summary>
    private static int EndOfLink(ReadOnlySpan<char> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == ',' && !quoted)
            {
                return i;
            }
        }

        return text.Length;
    }

    private static bool HasRelation(ReadOnlySpan<char> parameters, string relation)
    {
        foreach (var parameter in parameters.ToString().Split(';', StringSplitOptions.TrimEntries))
        {
            var parts = parameter.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [var name, var value] && name.Equals("rel", StringComparison.OrdinalIgnoreCase))
            {
                return value.Trim('"').Split(' ').Contains(relation, StringComparer.OrdinalIgnoreCase);
            }
        }

        return false;
    }
}
