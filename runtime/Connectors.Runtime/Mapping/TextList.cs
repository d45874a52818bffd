namespace Connectors.Runtime.Mapping;

/// <summary>Joins texts that a mapper has read.</summary>
public static class TextList
{
    /// <summary>The texts that are there with <paramref name="separator"/> between them; null when none is.</summary>
    public static string? Join(string separator, params ReadOnlySpan<string?> texts)
    {
        var count = texts.Length - texts.Count((string?)null);
        if (count == texts.Length)
        {
            return count == 0 ? null : string.Join(separator, texts);
        }

        if (count == 0)
        {
            return null;
        }

        var there = new string?[count];
        var next = 0;
        foreach (var text in texts)
        {
            if (text is not null)
            {
                there[next++] = text;
            }
        }

        return string.Join(separator, there);
    }
}
