using System.Text.RegularExpressions;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds token requests of OAuth 2. Their endpoints are in no contract: each becomes an api of its own, which only these requests go to.</summary>
internal sealed class TokenBinder(BindContext context, TemplateBinder templates)
{
    private static readonly Regex Placeholder = new(@"\{[^{}]*\}", RegexOptions.CultureInvariant);

    private bool _hasCode;

    /// <param name="mapping">The mapping with <c>token</c>.</param>
    /// <param name="scope">What its placeholders can name.</param>
    /// <param name="api">The api whose own entry it is; null for one of the connection's.</param>
    /// <param name="code">Whether the first token is given for an authorization code.</param>
    public SessionSource.Token? Bind(YamlMapping mapping, TemplateScope scope, string? api, bool code)
    {
        if (mapping.Scalar("token") is not { } address || mapping.Scalar("client_id") is not { } id || mapping.Scalar("client_secret") is not { } secret)
        {
            return null;
        }

        var (client, proof) = (templates.Bind(id, scope), templates.Bind(secret, scope));
        var basic = mapping.Text("client") != "body";
        var scopes = string.Join(mapping.Text("scope_separator") ?? " ", mapping.Texts("scope"));
        if (mapping.Entry("scope_separator") is { } separator && mapping["scope"] is null)
        {
            context.Report(DiagnosticRules.IdleOption, separator.Key, "'scope_separator' has no meaning without 'scope'.");
        }

        var sent = new List<SentValue>();
        if (!code)
        {
            sent.Add(Member("grant_type", Literal("client_credentials")));
        }

        if (!basic)
        {
            sent.Add(Member("client_id", client));
            sent.Add(Member("client_secret", proof));
        }

        if (!code && scopes.Length > 0)
        {
            sent.Add(Member("scope", Literal(scopes)));
        }

        foreach (var extra in Extra(mapping, "extra", PlaceKind.Body, scope))
        {
            // One that has a word of its own, such as another grant_type, is meant to replace it.
            sent.RemoveAll(s => s.At == extra.At);
            sent.Add(extra);
        }

        var request = new RequestSpec
        {
            Method = "POST",
            Api = Endpoint(address, scope, "token"),
            Path = new Template(default),
            ContractPath = address.Text,
            Send = sent.ToEquatable(),
            Form = mapping.Text("body") == "json" ? BodyForm.Json : BodyForm.UrlEncoded,
        };
        return new SessionSource.Token(request, basic ? new AuthSpec.Basic(client, proof) : null) { Code = code ? Code(mapping, client, scopes, scope, api) : null };
    }

    private CodeSpec? Code(YamlMapping mapping, Template client, string scopes, TemplateScope scope, string? api)
    {
        if (mapping.Scalar("authorize") is not { } authorize)
        {
            return null;
        }

        if (_hasCode || api is not null)
        {
            context.Report(DiagnosticRules.SessionCircle, authorize, "One consent is asked for per connection: a connector has one 'oauth2_code', among the entries of the connection.");
        }

        _hasCode = true;
        return new CodeSpec(Endpoint(authorize, scope, "authorize"), client, scopes, Extra(mapping, "authorize_extra", PlaceKind.Query, scope).ToEquatable());
    }

    private IEnumerable<SentValue> Extra(YamlMapping mapping, string key, PlaceKind kind, TemplateScope scope) => mapping.Entries(key)
        .Where(static e => e.Value is YamlScalar { IsEmpty: false })
        .Select(e => new SentValue(new Place(kind, e.Key.Text), new([templates.Bind((YamlScalar)e.Value, scope)]), ListStyle.Repeat));

    private string Endpoint(YamlScalar node, TemplateScope scope, string what)
    {
        var example = Placeholder.Replace(node.Text, "x");
        if (!Uri.TryCreate(example, UriKind.Absolute, out var uri) || uri.Scheme != "https" || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            context.Report(DiagnosticRules.Malformed, node, $"'{node.Text}' is not an address; write scheme, host and path, like 'https://login.example.com/{what}'. Only https is spoken, and parameters stand elsewhere.");
        }

        // No name of the author's has a point.
        var name = "oauth2." + what;
        for (var n = 2; context.Apis.Any(a => a.Name == name); n++)
        {
            name = $"oauth2.{what}.{n}";
        }

        context.Apis.Add(new ApiSpec(name, templates.Bind(node, scope)) { IsTokenEndpoint = true, Auth = default(EquatableArray<AuthSpec>) });
        return name;
    }

    private static SentValue Member(string name, Template value) => new(new Place(PlaceKind.Body, name), new([value]), ListStyle.Repeat);

    private static Template Literal(string text) => new(new([new TemplatePart.Literal(text)]));
}
