using System.Text;

namespace Connectors.Runtime.Requests;

/// <summary>Writes the headers of a request: those of the spec, its cookies, and what every request says of itself.</summary>
internal static class RequestHeaders
{
    private const string Accepted = "application/json";
    private const string Encodings = "gzip, deflate, br";
    private const string StreamEncodings = "gzip, br";
    private const string AnyFile = "*/*";
    private const string AsItIs = "identity";
    private const string Agent = "Connectors/1.0";

    /// <summary>Adds the headers of a request to its message.</summary>
    /// <exception cref="Errors.ConnectorException">A value has a character that no header may have.</exception>
    public static void Add(HttpRequestMessage message, VendorRequest request, IReadOnlyCollection<PlacedValue> values)
    {
        foreach (var value in values.Where(v => v.At.Place == Place.Header))
        {
            Add(message, value.At.Name, string.Join(", ", value.Values), request);
        }

        var cookies = values.Where(v => v.At.Place == Place.Cookie).SelectMany(v => v.Values.Select(text => v.At.Name + "=" + CookieText(text))).ToList();
        if (cookies.Count > 0)
        {
            Add(message, "Cookie", string.Join("; ", cookies), request);
        }

        foreach (var (name, value) in request.Plan.Soap is { } soap ? Soap.Envelope.Headers(soap) : [])
        {
            AddMissing(message, name, value);
        }

        AddMissing(message, "Accept", request.Into is null ? request.Plan.Xml?.Accepts ?? request.Plan.Format?.Accepts ?? Accepted : AnyFile);
        AddMissing(message, "User-Agent", Agent);
        message.Headers.Remove("Accept-Encoding");
        AddMissing(message, "Accept-Encoding", EncodingsOf(request));
    }

    // Files hardly shrink, and are read while they arrive.
    private static string EncodingsOf(VendorRequest request) =>
        request.Into is not null ? AsItIs : request.Plan.Soap is null && request.Plan.Xml is null && !request.TakesRows ? Encodings : StreamEncodings;

    private static void Add(HttpRequestMessage message, string name, string value, VendorRequest request)
    {
        if (value.Any(c => c is < ' ' or > '~'))
        {
            throw request.Refused($"the value of the header {name} has a character that no header may have");
        }

        if (!message.Headers.TryAddWithoutValidation(name, value) && message.Content is { } content)
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void AddMissing(HttpRequestMessage message, string name, string value)
    {
        if (!message.Headers.Contains(name))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>Escapes what a cookie value may not have (RFC 6265) and leaves the rest, so that tokens arrive as they are.</summary>
    private static string CookieText(string value)
    {
        var text = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            var c = (char)octet;
            text.Append(c is > ' ' and <= '~' and not ('"' or ',' or ';' or '\\') ? c.ToString() : Uri.HexEscape(c));
        }

        return text.ToString();
    }
}
