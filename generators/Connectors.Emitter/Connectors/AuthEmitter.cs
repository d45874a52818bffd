using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes what authenticates requests as the runtime's plans.</summary>
internal static class AuthEmitter
{
    /// <summary>The methods of the connector's class that sign requests.</summary>
    public static IEnumerable<string> Signers(ConnectorSpec spec) => All(spec).OfType<AuthSpec.Sign>().Select(s => s.Method).Distinct();

    /// <summary>The requests that log in and out.</summary>
    public static IEnumerable<RequestSpec> Requests(ConnectorSpec spec) =>
        All(spec).OfType<AuthSpec.Session>().SelectMany(s => new[] { (s.From as SessionSource.Login)?.Request, s.Logout }).OfType<RequestSpec>();

    /// <summary>Writes the entries of the connection and of single apis.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec)
    {
        using (writer.Open("Apis =", "],", "["))
        {
            foreach (var api in spec.Transport.Apis)
            {
                Api(writer, spec, api);
            }
        }

        if (spec.Connection.Auth.Count > 0)
        {
            using (writer.Open("Auth =", "],", "["))
            {
                Entries(writer, spec, spec.Connection.Auth);
            }
        }
    }

    private static void Api(SourceWriter writer, ConnectorSpec spec, ApiSpec api)
    {
        var address = $"new ApiPlan({RequestText.Of(api.Base)})";
        if (api is { Auth: null, Limits: null, IsLearnt: false, IsTokenEndpoint: false })
        {
            writer.Line(address + ",");
            return;
        }

        using (writer.Open(address, "},"))
        {
            if (api.IsLearnt)
            {
                writer.Line("IsLearnt = true,");
            }

            if (api.IsTokenEndpoint)
            {
                writer.Line("IsTokenEndpoint = true,");
            }
            else if (api.Auth is { Count: 0 })
            {
                writer.Line("Auth = [],");
            }
            else if (api.Auth is { } own)
            {
                using (writer.Open("Auth =", "],", "["))
                {
                    Entries(writer, spec, own);
                }
            }

            if (api.Limits is { } limits)
            {
                writer.Line($"Rates = [{string.Join(", ", limits.Rates.Select(Rate))}],");
                writer.Line($"Concurrency = {Literals.Integer(limits.Concurrency)},");
                Announced(writer, limits);
            }
        }
    }

    /// <summary>Writes where replies say how many requests are left, where they do.</summary>
    public static void Announced(SourceWriter writer, LimitSpec limits)
    {
        if (limits.Announced is { } announced)
        {
            writer.Line($"Announced = new AnnouncedLimit({Literals.String(announced.Left)}, {ReplyRuleText.Of(announced.More)}),");
        }
    }

    /// <summary>A window of requests.</summary>
    public static string Rate(RateSpec rate) => $"new RateWindow({Literals.Integer(rate.Requests)}, TimeSpan.FromSeconds({Literals.Integer(rate.Seconds)}))";

    private static void Entries(SourceWriter writer, ConnectorSpec spec, EquatableArray<AuthSpec> entries)
    {
        foreach (var entry in entries)
        {
            switch (entry)
            {
                case AuthSpec.Session session:
                    Session(writer, spec, session);
                    break;
                case AuthSpec.UsernameToken token:
                    writer.Line($"new UsernameTokenPlan({RequestText.Of(token.User)}, {RequestText.Of(token.Password)}, Digest: {Literals.Boolean(token.Digest)}),");
                    break;
                case AuthSpec.Sign sign:
                    writer.Line($"new SignaturePlan({ConnectorNames.Class(spec.Slug)}.{sign.Method}),");
                    break;
                default:
                    writer.Line($"new ConstantAuth {{ Sent = [{Constant(entry)}] }},");
                    break;
            }
        }
    }

    private static string Constant(AuthSpec auth) => auth switch
    {
        AuthSpec.Send send => RequestText.Of(new SentValue(send.At, new([send.Value]), ListStyle.Repeat)),
        AuthSpec.Basic basic => $"Authorization.Basic({RequestText.Of(basic.User)}, {RequestText.Of(basic.Password)})",
        AuthSpec.Bearer bearer => $"Authorization.Bearer({RequestText.Of(bearer.Token)})",
        _ => throw new ArgumentOutOfRangeException(nameof(auth), auth, "not a way to authenticate"),
    };

    private static void Session(SourceWriter writer, ConnectorSpec spec, AuthSpec.Session session)
    {
        using (writer.Open("new SessionPlan", "},"))
        {
            Source(writer, spec, session.From);
            Lists.Write(writer, "Take", session.Take.Select(TakenText.Of));
            Lists.Write(writer, "Sent", session.Sent.Select(RequestText.Of));
            Lists.Write(writer, "Stale", session.Stale.Select(ReplyRuleText.Of));
            if (session.LivesSeconds > 0)
            {
                writer.Line($"Lives = TimeSpan.FromSeconds({Literals.Integer(session.LivesSeconds)}),");
            }

            if (session.LivesFrom is { } life)
            {
                writer.Line($"LivesFrom = new SessionLife({Literals.String(BodyPath.Of(life.From))}, TimeSpan.FromSeconds({Literals.Integer(life.UnitSeconds)})),");
            }

            if (session.EndsAt is { } ends)
            {
                writer.Line($"EndsAt = {Literals.String(BodyPath.Of(ends))},");
            }

            if (session.Logout is { } logout)
            {
                RequestText.Write(writer, "Logout = ", logout, spec);
            }
        }
    }

    private static void Source(SourceWriter writer, ConnectorSpec spec, SessionSource source)
    {
        switch (source)
        {
            case SessionSource.Login login:
                RequestText.Write(writer, "Login = ", login.Request, spec);
                break;
            case SessionSource.Token token:
                RequestText.Write(writer, "Login = ", token.Request, spec);
                if (token.Client is { } client)
                {
                    writer.Line($"Client = [Authorization.Client({RequestText.Of(client.User)}, {RequestText.Of(client.Password)})],");
                }

                if (token.Code is { } code)
                {
                    using (writer.Open($"Code = new CodePlan({Literals.Integer(spec.Transport.Apis.ToList().FindIndex(a => a.Name == code.Api))}, {RequestText.Of(code.ClientId)})", "},"))
                    {
                        writer.Line($"Scope = {Literals.String(code.Scope)},");
                        Lists.Write(writer, "Extra", code.Extra.Select(RequestText.Of));
                    }
                }

                writer.Line("RenewsEarly = true,");
                break;
            case SessionSource.Jwt jwt:
                using (writer.Open($"Jwt = new JwtPlan({Literals.String(jwt.Algorithm)}, {RequestText.Of(jwt.Key)})", "},"))
                {
                    if (jwt.KeyId is { } id)
                    {
                        writer.Line($"KeyId = {RequestText.Of(id)},");
                    }

                    Lists.Write(writer, "Claims", jwt.Claims.Select(c => $"({Literals.String(c.Name)}, {RequestText.Of(c.Value)})"));
                }

                writer.Line("RenewsEarly = true,");
                break;
        }
    }

    private static IEnumerable<AuthSpec> All(ConnectorSpec spec) => spec.Connection.Auth.Concat(spec.Transport.Apis.SelectMany(a => a.Auth ?? default));
}
