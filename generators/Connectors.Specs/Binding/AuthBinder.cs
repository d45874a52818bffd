using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds lists of entries that authenticate requests. What needs no reply is bound here, the rest by <see cref="SessionBinder"/>.</summary>
internal sealed class AuthBinder(BindContext context, TemplateBinder templates, SessionBinder sessions)
{
    /// <summary>Makes known what the entries of all lists take, before anything that may name it is bound.</summary>
    public void Announce(YamlMapping connection, YamlMapping transport)
    {
        context.Auth = Scope(connection);
        foreach (var api in transport.Entries("apis").Where(static a => (a.Value as YamlMapping)?["auth"] is not null))
        {
            context.ApiAuth[api.Key.Text] = Scope((YamlMapping)api.Value);
        }
    }

    /// <summary>Binds the connection's entries.</summary>
    public EquatableArray<AuthSpec> Connection(YamlMapping connection) => Bind(connection, context.Auth, null);

    /// <summary>Binds the entries that single apis have of their own.</summary>
    public EquatableArray<ApiSpec> Apis(YamlMapping transport, EquatableArray<ApiSpec> apis) =>
        apis.Select(api => transport.Map("apis")?.Map(api.Name) is { } own && own["auth"] is not null ? api with { Auth = Bind(own, context.ApiAuth[api.Name], api.Name) } : api).ToEquatable();

    /// <summary>Reports what a list takes and nothing uses.</summary>
    public void CheckUnused(YamlMapping connection, YamlMapping transport)
    {
        CheckUnused(connection, context.Auth);
        foreach (var api in transport.Entries("apis").Where(a => context.ApiAuth.ContainsKey(a.Key.Text)))
        {
            CheckUnused((YamlMapping)api.Value, context.ApiAuth[api.Key.Text]);
        }
    }

    private EquatableArray<AuthSpec> Bind(YamlMapping mapping, AuthScope all, string? api)
    {
        var bound = new List<AuthSpec>();
        var names = new List<string>();
        foreach (var entry in mapping.Items("auth").OfType<YamlMapping>())
        {
            if (Entry(entry, all.With(names), api) is { } auth)
            {
                bound.Add(auth);
            }

            names.AddRange(Takes(entry));
        }

        return bound.ToEquatable();
    }

    private AuthSpec? Entry(YamlMapping entry, AuthScope scope, string? api)
    {
        var values = new TemplateScope { Auth = scope };
        if (entry.Map("send") is { } send)
        {
            return sessions.Sent(send, values, scope) is { } sent ? new AuthSpec.Send(sent.At, sent.Values[0]) : null;
        }

        if (entry.Map("basic") is { } basic)
        {
            scope.Places.Add(SessionBinder.Authorization);
            return Basic(basic, values);
        }

        if (entry.Scalar("bearer") is { } bearer)
        {
            scope.Places.Add(SessionBinder.Authorization);
            return new AuthSpec.Bearer(templates.Bind(bearer, values));
        }

        if (entry.Map("username_token") is { } token)
        {
            return UsernameToken(entry, token, values);
        }

        if (entry.Map("sign")?.Scalar("using") is { } method)
        {
            if (!ScalarSyntax.IsMethod(method.Text))
            {
                context.Report(DiagnosticRules.Malformed, method, $"'{method.Text}' cannot be the name of a C# method; write letters, digits and underscores, a capital first.");
            }

            return new AuthSpec.Sign(method.Text);
        }

        return sessions.Bind(entry, scope, api);
    }

    private AuthSpec.Basic? Basic(YamlMapping basic, TemplateScope scope) =>
        basic.Scalar("user") is { } user && basic.Scalar("password") is { } password ? new AuthSpec.Basic(templates.Bind(user, scope), templates.Bind(password, scope)) : null;

    private AuthSpec.UsernameToken? UsernameToken(YamlMapping entry, YamlMapping token, TemplateScope scope)
    {
        if (context.Apis.Count > 0 && context.Apis.All(static a => a.Soap == 0))
        {
            context.Report(DiagnosticRules.IdleOption, entry.Entry("username_token")!.Key, "'username_token' stands in the header of SOAP envelopes, and no api of this transport speaks SOAP.");
        }

        return token.Scalar("user") is { } user && token.Scalar("password") is { } password
            ? new AuthSpec.UsernameToken(templates.Bind(user, scope), templates.Bind(password, scope), token.Flag("digest"))
            : null;
    }

    private void CheckUnused(YamlMapping mapping, AuthScope scope)
    {
        foreach (var taken in mapping.Items("auth").OfType<YamlMapping>().SelectMany(static e => e.Entries).Select(static e => e.Value).OfType<YamlMapping>().SelectMany(static e => e.Entries("take")).Where(t => !scope.Used.Contains(t.Key.Text)))
        {
            context.Report(DiagnosticRules.UnusedValue, taken.Key, $"Nothing uses '{taken.Key.Text}': neither what the entry sends, nor an entry after it, an address or a request.");
        }
    }

    private static AuthScope Scope(YamlMapping mapping) => AuthScope.None.With(mapping.Items("auth").OfType<YamlMapping>().SelectMany(Takes));

    private static IEnumerable<string> Takes(YamlMapping entry) =>
        entry.Entries.SelectMany(static e => (e.Key.Text is "oauth2_client" or "oauth2_code" or "jwt" ? new[] { SessionBinder.Token } : []).Concat((e.Value as YamlMapping)?.Entries("take").Select(static t => t.Key.Text) ?? []));
}
