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
        foreach (var parameter in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var value = parameter.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? parameter[(at + 1)..] : "";
            read.TryAdd(NameOf(parameter), Uri.UnescapeDataString(value.Replace('+', ' ')));
        }

        return read;
    }

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
