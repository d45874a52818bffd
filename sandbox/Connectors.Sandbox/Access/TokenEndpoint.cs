using System.Text;
using System.Text.Json;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Formats;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Connectors.Sandbox.Access;

/// <summary>Plays the endpoints of OAuth 2 (RFC 6749): tokens, and the page where somebody agrees, who agrees to everything at once.</summary>
internal sealed class TokenEndpoint
{
    private readonly IReadOnlyDictionary<string, string> _connection;
    private readonly Grants _grants;

    public TokenEndpoint(ConnectorSpec spec, IReadOnlyDictionary<string, string> connection, ulong seed)
    {
        _connection = connection;
        _grants = new Grants(seed);
        RefreshToken = spec.Connection.Auth.Any(a => a is AuthSpec.Session { From: SessionSource.Token { Code: not null } }) ? _grants.Agree() : null;
    }

    /// <summary>A refresh token as if somebody had agreed before; null where nobody has to.</summary>
    public string? RefreshToken { get; }

    /// <param name="http">The request.</param>
    /// <param name="logIn">What it is about.</param>
    /// <param name="api">The endpoint.</param>
    /// <param name="told">What must be answered under a name.</param>
    /// <param name="json">Where the body goes.</param>
    /// <param name="headers">Where headers are added.</param>
    /// <returns>The status.</returns>
    public async Task<int> AnswerAsync(HttpRequest http, LogIn logIn, ApiSpec api, Func<string, string?> told, Utf8JsonWriter json, IDictionary<string, string> headers)
    {
        var source = (SessionSource.Token)logIn.Sessions.Spec.From;
        if (source.Code is { } code && code.Api == api.Name)
        {
            return Agree(http, code, json, headers);
        }

        if (!HttpMethods.IsPost(http.Method))
        {
            return Refuse(json, 405, "invalid_request");
        }

        using var body = await (http.HasFormContentType ? ReadBody.FormAsync(http) : ReadBody.JsonAsync(http)).ConfigureAwait(false);
        if (body.Problem is not null || http.HasFormContentType != (source.Request.Form == BodyForm.UrlEncoded))
        {
            return Refuse(json, 400, "invalid_request");
        }

        var request = new VendorRequest { Http = http, Operation = new ContractOperation { Method = http.Method, Path = "/" }, PathValues = new Dictionary<string, string>(), Body = body.Json?.RootElement };
        if (logIn.Gate.Check(request, logIn.Position, Strike.Nothing) is not null || (source.Client is { } client && http.Headers.Authorization != BasicText(client)))
        {
            return Refuse(json, 401, "invalid_client");
        }

        if (!logIn.Gate.Carries(request, source.Request.Send, logIn.Position))
        {
            return Refuse(json, 400, "invalid_request");
        }

        string? refresh = null;
        if (source.Code is not null && (refresh = _grants.Redeem(request)) is null)
        {
            return Refuse(json, 400, "invalid_grant");
        }

        Write(json, logIn.Sessions, logIn.Sessions.Begin(headers, told), refresh);
        return 200;
    }

    private int Agree(HttpRequest http, CodeSpec code, Utf8JsonWriter json, IDictionary<string, string> headers)
    {
        var query = http.Query;
        var right = query["response_type"] == "code" && query["client_id"] == Templates.Fill(code.ClientId, _connection) && query["scope"].ToString() == code.Scope
            && query["code_challenge_method"] == "S256" && query["code_challenge"].Count == 1 && query["state"].Count == 1
            && code.Extra.All(e => query[e.At.Name] == Templates.Fill(e.Values[0], _connection));
        if (!right || !Uri.TryCreate(query["redirect_uri"], UriKind.Absolute, out var redirect))
        {
            return Refuse(json, 400, "invalid_request");
        }

        headers["Location"] = QueryHelpers.AddQueryString(redirect.OriginalString, new Dictionary<string, string?>
        {
            ["code"] = _grants.Code(redirect.OriginalString, query["code_challenge"].ToString()),
            ["state"] = query["state"],
        });
        return 302;
    }

    private string BasicText(AuthSpec.Basic client) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Encoded(client.User) + ":" + Encoded(client.Password)));

    private string Encoded(Template template) => Uri.EscapeDataString(Templates.Fill(template, _connection)).Replace("%20", "+", StringComparison.Ordinal);

    private static int Refuse(Utf8JsonWriter json, int status, string error)
    {
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteEndObject();
        json.Flush();
        return status;
    }

    private static void Write(Utf8JsonWriter json, Sessions sessions, Dictionary<string, string> says, string? refresh)
    {
        var reply = new SortedDictionary<string, string>(says, StringComparer.Ordinal) { ["token_type"] = "Bearer" };
        if (refresh is not null)
        {
            reply["refresh_token"] = refresh;
        }

        json.WriteStartObject();
        json.WriteNumber("expires_in", sessions.LifeSaid);
        Members(json, reply.Select(r => (r.Key.Split('.'), r.Value)), 0);
        json.WriteEndObject();
        json.Flush();
    }

    // What stands under one name is one object.
    private static void Members(Utf8JsonWriter json, IEnumerable<(string[] Path, string Value)> values, int depth)
    {
        foreach (var member in values.GroupBy(v => v.Path[depth], StringComparer.Ordinal))
        {
            if (member.FirstOrDefault(m => m.Path.Length == depth + 1) is { Path: not null } leaf)
            {
                json.WriteString(member.Key, leaf.Value);
                continue;
            }

            json.WriteStartObject(member.Key);
            Members(json, member, depth + 1);
            json.WriteEndObject();
        }
    }
}
