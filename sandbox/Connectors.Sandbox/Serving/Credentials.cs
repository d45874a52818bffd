using System.Text;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Serving;

/// <summary>Tells whether a request carries the credentials of the connection that HTTP carries.</summary>
internal sealed class Credentials(ConnectionSpec connection, IReadOnlyDictionary<string, string> values)
{
    /// <summary>The query parameters that credentials travel in; the contract need not list them.</summary>
    public HashSet<string> QueryNames { get; } =
        connection.Auth.OfType<AuthSpec.Send>().Select(s => s.At).Concat(connection.Auth.OfType<AuthSpec.Session>().SelectMany(s => s.Sent).Select(s => s.At))
            .Where(p => p.Kind == PlaceKind.Query).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether all of them are right.</summary>
    public bool Accept(HttpRequest request)
    {
        foreach (var auth in connection.Auth)
        {
            var right = auth switch
            {
                AuthSpec.Send { At.Kind: PlaceKind.Query } send => request.Query[send.At.Name] == Fill(send.Value),
                AuthSpec.Send { At.Kind: PlaceKind.Cookie } send => request.Cookies[send.At.Name] == Fill(send.Value),
                AuthSpec.Send { At.Kind: PlaceKind.Header } send => request.Headers[send.At.Name] == Fill(send.Value),
                AuthSpec.Bearer bearer => request.Headers.Authorization == "Bearer " + Fill(bearer.Token),
                AuthSpec.Basic basic => request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Fill(basic.User) + ":" + Fill(basic.Password))),
                _ => true,
            };
            if (!right)
            {
                return false;
            }
        }

        return true;
    }

    private string Fill(Template template) => Templates.Fill(template, values);
}
