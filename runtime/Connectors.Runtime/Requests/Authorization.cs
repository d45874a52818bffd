using System.Text;

namespace Connectors.Runtime.Requests;

/// <summary>The standard ways to send credentials.</summary>
public static class Authorization
{
    /// <summary>The header they use.</summary>
    internal const string Header = "Authorization";

    /// <summary>HTTP Basic (RFC 7617): user and password, UTF-8, in Base64.</summary>
    public static SentValue Basic(RequestText user, RequestText password) => In((in RequestScope scope) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user(scope) + ":" + password(scope))));

    /// <summary>A bearer token (RFC 6750).</summary>
    public static SentValue Bearer(RequestText token) => In((in RequestScope scope) => "Bearer " + token(scope));

    /// <summary>The credentials of an OAuth 2 client (RFC 6749 2.3.1): HTTP Basic, with both encoded as in a form.</summary>
    public static SentValue Client(RequestText id, RequestText secret) => Basic((in RequestScope scope) => Encoded(id(scope)), (in RequestScope scope) => Encoded(secret(scope)));

    private static string Encoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static SentValue In(RequestText value) => new(new PlaceName(Place.Header, Header), [value]);
}
