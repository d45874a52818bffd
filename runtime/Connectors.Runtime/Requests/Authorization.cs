using System.Text;

namespace Connectors.Runtime.Requests;

/// <summary>The two standard ways to send credentials, as values of <see cref="ConnectorDefinition.Send"/>.</summary>
public static class Authorization
{
    /// <summary>The header both ways use.</summary>
    internal const string Header = "Authorization";

    /// <summary>HTTP Basic (RFC 7617): user and password, UTF-8, in Base64.</summary>
    public static SentValue Basic(RequestText user, RequestText password) => In((in RequestScope scope) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user(scope) + ":" + password(scope))));

    /// <summary>A bearer token (RFC 6750).</summary>
    public static SentValue Bearer(RequestText token) => In((in RequestScope scope) => "Bearer " + token(scope));

    private static SentValue In(RequestText value) => new(new PlaceName(Place.Header, Header), [value]);
}
