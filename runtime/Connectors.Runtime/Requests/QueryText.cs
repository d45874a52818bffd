using System.Text;

namespace Connectors.Runtime.Requests;

/// <summary>Writes values into the query of an address.</summary>
internal static class QueryText
{
    /// <summary>The values as a query without its question mark, names and values escaped.</summary>
    public static string Write(IEnumerable<PlacedValue> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            foreach (var written in Written(value))
            {
                text.Append(text.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(value.At.Name)).Append('=').Append(written);
            }
        }

        return text.ToString();
    }

    /// <summary>A query without the parameters of these names; what stays keeps the form the vendor gave it.</summary>
    public static string Without(string query, IReadOnlyCollection<string> names) =>
        string.Join('&', query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !names.Contains(NameOf(p))));

    /// <summary>The parameters of a query by name; of several with one name the first.</summary>
    public static IReadOnlyDictionary<string, string> Read(string query)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in ReadAll(query))
        {
            read.TryAdd(name, value);
        }

        return read;
    }

    /// <summary>The parameters of a query, in order.</summary>
    public static IEnumerable<(string Name, string Value)> ReadAll(string query)
    {
        foreach (var parameter in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var value = parameter.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? parameter[(at + 1)..] : "";
            yield return (NameOf(parameter), Uri.UnescapeDataString(value.Replace('+', ' ')));
        }
    }

    /// <summary>A query with another value for the parameters of some names; the others keep their form.</summary>
    /// <param name="query">The query, with or without its question mark.</param>
    /// <param name="isMeant">Whether a parameter of that name has the other value.</param>
    /// <param name="value">The value, escaped.</param>
    public static string Masked(string query, Func<string, bool> isMeant, string value) =>
        string.Join('&', query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => isMeant(NameOf(p)) ? p.Split('=')[0] + "=" + value : p));

    private static string NameOf(string parameter) => Uri.UnescapeDataString(parameter.Split('=')[0].Replace('+', ' '));

    private static IEnumerable<string> Written(PlacedValue value)
    {
        var escaped = value.Values.Select(Uri.EscapeDataString);
        return value.Style switch
        {
            _ when value.Values.IsEmpty => [],
            ListStyle.Csv => [string.Join(',', escaped)],
            ListStyle.Space => [string.Join("%20", escaped)],
            ListStyle.Pipe => [string.Join("%7C", escaped)],
            _ => escaped,
        };
    }
}
