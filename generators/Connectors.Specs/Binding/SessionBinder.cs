using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds what comes before other requests: log-ins, discoveries, token requests and tokens that are made here. All of them become a session.</summary>
internal sealed class SessionBinder(BindContext context, TemplateBinder templates, RequestBinder requests, TakeBinder takes, ReplyRuleBinder rules, SoapBinder soap, TokenBinder tokens)
{
    /// <summary>The name under which the token stands of whatever yields one.</summary>
    public const string Token = "token";

    private const int UsualLife = 600;

    /// <summary>The place of most credentials.</summary>
    public static Place Authorization { get; } = new(PlaceKind.Header, "Authorization");

    private static readonly ReplyRule Unauthorized = new() { Statuses = new([401]) };

    private static readonly SentValue Bearer = new(Authorization, new([new Template(new([new TemplatePart.Literal("Bearer "), new TemplatePart.Taken(Token)]))]), ListStyle.Repeat);

    /// <param name="entry">The entry.</param>
    /// <param name="scope">What the entries before it give.</param>
    /// <param name="api">The api whose own entry it is; null for one of the connection's.</param>
    public AuthSpec.Session? Bind(YamlMapping entry, AuthScope scope, string? api)
    {
        if (entry.Map("session") is { } session)
        {
            return Login(session, session.Map("login"), scope, api, sends: true);
        }

        if (entry.Map("discover") is { } discover)
        {
            return Login(discover, discover, scope, api, sends: false);
        }

        if (entry.Map("oauth2_client") is { } client)
        {
            return OAuth2(client, scope, api, code: false);
        }

        if (entry.Map("oauth2_code") is { } code)
        {
            return OAuth2(code, scope, api, code: true);
        }

        return entry.Map("jwt") is { } jwt ? Jwt(jwt, scope) : null;
    }

    /// <summary>A value that is sent with every request; makes its place known.</summary>
    public SentValue? Sent(YamlMapping send, TemplateScope values, AuthScope scope)
    {
        if (ParameterBinder.PlaceOf(send) is not { } at || send.Scalar("value") is not { } value)
        {
            return null;
        }

        if (at.Place.Kind == PlaceKind.SoapHeader)
        {
            soap.CheckHeader(at.Node, at.Place);
        }

        scope.Places.Add(at.Place);
        return new SentValue(at.Place, new([templates.Bind(value, values)]), ListStyle.Repeat);
    }

    private AuthSpec.Session? Login(YamlMapping session, YamlMapping? login, AuthScope scope, string? api, bool sends)
    {
        if (login is null || requests.Bind(login, new TemplateScope { Auth = scope }, [], login: true) is not { } request)
        {
            return null;
        }

        CheckApi(request, scope, api);
        var reply = requests.Taken(request);
        var taken = session.Entries("take");
        var bound = new AuthSpec.Session(new SessionSource.Login(request.Spec), takes.Bind(taken, reply), sends ? Sends(session, taken, scope) : default, sends ? Stale(session) : default, Lives(session, 0))
        {
            LivesFrom = LivesFrom(session, reply),
        };
        var after = new TemplateScope { Auth = scope.With([.. scope.Names, .. taken.Select(static t => t.Key.Text)]) };
        return session.Map("logout") is { } logout ? bound with { Logout = requests.Bind(logout, after, [], login: false)?.Spec } : bound;
    }

    private AuthSpec.Session? OAuth2(YamlMapping mapping, AuthScope scope, string? api, bool code)
    {
        if (tokens.Bind(mapping, new TemplateScope { Auth = scope }, api, code) is not { } source)
        {
            return null;
        }

        var reply = new TakenReply("the token reply", [], static () => new PathScope(SchemaView.Unknown, "the token reply"), IsKnown: false);
        var taken = mapping.Entries("take");
        return new AuthSpec.Session(source, takes.Bind(taken, reply).Prepend(Whole("access_token")).ToEquatable(), Sends(mapping, taken, scope), Stale(mapping), 0)
        {
            LivesFrom = new SessionLife(At("expires_in"), 1),
            EndsAt = At("expires_at"),
        };
    }

    private AuthSpec.Session? Jwt(YamlMapping jwt, AuthScope scope)
    {
        if (jwt.Scalar("key") is not { } key || jwt.Text("alg") is not { } algorithm)
        {
            return null;
        }

        var values = new TemplateScope { Auth = scope };
        var claims = jwt.Entries("claims").Where(static c => c.Value is YamlScalar { IsEmpty: false }).Select(c => new JwtClaim(c.Key.Text, templates.Bind((YamlScalar)c.Value, values))).ToEquatable();
        foreach (var claim in jwt.Entries("claims").Where(static c => c.Key.Text is "iat" or "exp"))
        {
            context.Report(DiagnosticRules.IdleOption, claim.Key, $"'{claim.Key.Text}' is made of the clock and 'lives'; remove the claim.");
        }

        var source = new SessionSource.Jwt(algorithm, templates.Bind(key, values), jwt.Scalar("key_id") is { } id ? templates.Bind(id, values) : null, claims);
        return new AuthSpec.Session(source, new([Whole("")]), Sends(jwt, [], scope), default, Lives(jwt, UsualLife));
    }

    /// <summary>Reports a log-in that needs what it is itself the way to.</summary>
    private void CheckApi(BoundRequest request, AuthScope scope, string? api)
    {
        var target = context.Apis.FirstOrDefault(a => a.Name == request.Spec.Api);
        if (target is null)
        {
            return;
        }

        var missing = target.Base.Parts.OfType<TemplatePart.Taken>().Select(static p => p.Name).Where(n => !scope.Names.Contains(n)).ToList();
        if (missing.Count > 0)
        {
            context.Report(DiagnosticRules.SessionCircle, request.Node, $"The address of '{target.Name}' is made of '{{auth.{missing[0]}}}', which no entry before this takes.");
        }
        else if (api is not null && target.Name != api && !(context.ApiAuth.TryGetValue(target.Name, out var own) && own.Names.Count == 0))
        {
            context.Report(DiagnosticRules.SessionCircle, request.Node, $"An entry of '{api}' alone asks '{api}', or an api with 'auth: none'; '{target.Name}' is authenticated by entries of its own.");
        }
    }

    private EquatableArray<SentValue> Sends(YamlMapping mapping, IReadOnlyList<YamlEntry> take, AuthScope scope)
    {
        var names = take.Select(static t => t.Key.Text).ToList();
        if (mapping["take"] is null || mapping["token"] is not null)
        {
            names.Add(Token);
        }

        if (mapping["send"] is null)
        {
            if (!names.Contains(Token))
            {
                context.Report(DiagnosticRules.MissingOption, mapping, "Nothing called 'token' is taken, so that 'send' must say what is sent; 'send: none' where only later entries use it.");
            }

            scope.Used.Add(Token);
            scope.Places.Add(Authorization);
            return new([Bearer]);
        }

        var values = new TemplateScope(Taken: names) { Auth = scope };
        var sent = mapping.OneOrMany("send").OfType<YamlMapping>().Select(send => Sent(send, values, scope)).OfType<SentValue>().ToEquatable();
        scope.Used.UnionWith(sent.SelectMany(static s => s.Values).SelectMany(static v => v.Parts).OfType<TemplatePart.Taken>().Select(static t => t.Name));
        return sent;
    }

    private EquatableArray<ReplyRule> Stale(YamlMapping session) => session["stale"] is null
        ? new([Unauthorized])
        : rules.Tests(session.Items("stale"), context.Contract?.Operations ?? default, "the contract's operations");

    private SessionLife? LivesFrom(YamlMapping session, TakenReply reply)
    {
        if (session.Map("lives") is not { } lives || lives.Scalar("from") is not { } node || lives.Text("unit") is not { } unit
            || !Grammar.LifeUnits.TryGetValue(unit, out var seconds) || takes.Path(node, reply) is not { } path)
        {
            return null;
        }

        if (path.Type is not (JsonKind.Integer or JsonKind.Number or JsonKind.String or JsonKind.Any))
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(path.Type)} at '{node.Text}', which is no number of {unit}.");
        }

        return new SessionLife(path, seconds);
    }

    private int Lives(YamlMapping session, int otherwise)
    {
        if (session.Scalar("lives") is not { } lives)
        {
            return otherwise;
        }

        if (ScalarSyntax.Seconds(lives.Text) is { } seconds)
        {
            return seconds;
        }

        context.Report(DiagnosticRules.Malformed, lives, $"'{lives.Text}' is not a time span; write one like '30s', '5m' or '1h'.");
        return otherwise;
    }

    private static TakenValue Whole(string path) => new(Token, new TakenFrom.Body(At(path)));

    private static VendorPath At(string name) => new(PathRoot.Payload, name.Length == 0 ? default : new([new PathStep.Property(name)]), JsonKind.Any);
}
