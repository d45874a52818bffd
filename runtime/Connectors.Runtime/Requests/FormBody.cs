namespace Connectors.Runtime.Requests;

/// <summary>Writes the body of a request as <c>application/x-www-form-urlencoded</c>.</summary>
internal static class FormBody
{
    /// <summary>The body; null without a value.</summary>
    public static HttpContent? Of(IEnumerable<PlacedValue> values)
    {
        var pairs = values.SelectMany(v => v.Values.Select(text => KeyValuePair.Create(v.At.Name, text))).ToList();
        return pairs.Count == 0 ? null : new FormUrlEncodedContent(pairs);
    }
}
