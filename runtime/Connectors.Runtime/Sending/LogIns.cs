using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Sending;

/// <summary>Has sessions: (1) asks for them, or makes a token here, (2) takes what the reply gives, (3) works out how long that is good.</summary>
internal sealed class LogIns(ConnectionValues connection, ConnectorOptions options, Redactor redactor, LogIns.Send send, LogIns.Explain unexpected)
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    private readonly CodeGrants _codes = new(options);

    /// <summary>Sends the request of a log-in, authenticated by the entries before it, and reads its body as JSON.</summary>
    internal delegate Task<(Reply Reply, ReadOnlyMemory<byte> Json)> Send(VendorRequest request, Authentication auth, int position, CancellationToken cancellationToken);

    /// <summary>The error for a reply that is not what it should be.</summary>
    internal delegate ConnectorException Explain(Reply reply, string endpoint, string met);

    /// <summary>Opens the session of an entry.</summary>
    /// <exception cref="ConnectorException">It cannot be opened.</exception>
    public async Task<Session> LogInAsync(Authentication auth, int position, CancellationToken cancellationToken)
    {
        var plan = (SessionPlan)auth[position];
        var began = options.Clock.GetTimestamp();
        if (plan.Jwt is { } jwt)
        {
            var (credentials, _) = await auth.GetAsync(position, null, cancellationToken).ConfigureAwait(false);
            return Keep(plan, ImmutableDictionary<string, string>.Empty.Add(plan.Take[0].Name, Make(jwt, plan.Lives ?? default, credentials)), began, plan.Lives);
        }

        if (plan.Code is not null)
        {
            var granted = await _codes.GetAsync(auth.Last(position), (sent, c) => AskAsync(plan, auth, position, sent, c), cancellationToken).ConfigureAwait(false);
            return Keep(plan, granted.Taken, began, granted.Ends - options.Clock.GetUtcNow());
        }

        var (taken, lives, _) = await AskAsync(plan, auth, position, [], cancellationToken).ConfigureAwait(false);
        return Keep(plan, taken, began, lives);
    }

    /// <summary>Redeems an authorization code and stores what is granted.</summary>
    public async Task RedeemAsync(Authentication auth, int position, Consent consent, string code, CancellationToken cancellationToken)
    {
        ImmutableArray<PlacedValue> sent = [Member("grant_type", "authorization_code"), Member("code", code), Member("redirect_uri", consent.Redirect.OriginalString), Member("code_verifier", consent.Verifier)];
        await _codes.RedeemAsync(sent, (s, c) => AskAsync((SessionPlan)auth[position], auth, position, s, c), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A member of the body of a token request.</summary>
    internal static PlacedValue Member(string name, string value) => new(new PlaceName(Place.Body, name), [value]);

    private async Task<(ImmutableDictionary<string, string> Taken, TimeSpan? Lives, string? Refresh)> AskAsync(
        SessionPlan plan, Authentication auth, int position, ImmutableArray<PlacedValue> sent, CancellationToken cancellationToken)
    {
        var scope = new RequestScope(connection);
        var client = plan.Client.Select(value => PlacedValue.Of(value, scope)).OfType<PlacedValue>();
        var request = new VendorRequest(plan.Login!) { Extra = [.. client, .. sent] };
        var (reply, json) = await send(request, auth, position, cancellationToken).ConfigureAwait(false);
        using (reply)
        {
            var taken = ReplyValues.Of(plan.Take, reply, json);
            if (plan.Take.FirstOrDefault(v => !taken.ContainsKey(v.Name)) is { } missing)
            {
                throw unexpected(reply, request.Endpoint, $"the reply to the log-in has no value at {ReplyValues.Place(missing)}");
            }

            var refresh = plan.Code is null ? null : JsonPath.Parse("refresh_token").Text(json.Span);
            redactor.Learn(refresh is null ? [] : [refresh]);
            return (taken, Lives(plan, json, reply.Date ?? options.Clock.GetUtcNow()), refresh);
        }
    }

    private Session Keep(SessionPlan plan, ImmutableDictionary<string, string> taken, long began, TimeSpan? lives)
    {
        // An address that was told is no secret.
        redactor.Learn(taken.Values.Where(v => !Uri.TryCreate(v, UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal)));
        if (plan.RenewsEarly && lives is { } life)
        {
            lives = life - TimeSpan.FromTicks(Math.Min(LongestMargin.Ticks, life.Ticks / 10));
        }

        return new Session(taken, began, lives);
    }

    private string Make(JwtPlan jwt, TimeSpan lives, Credentials credentials)
    {
        var scope = new RequestScope(connection, taken: credentials.Taken);
        var claims = new List<(string Name, string Value)>();
        foreach (var (name, value) in jwt.Claims)
        {
            claims.Add((name, value(scope)));
        }

        try
        {
            return JsonWebToken.Make(jwt.Algorithm, jwt.Key(scope), jwt.KeyId?.Invoke(scope), claims, options.Clock.GetUtcNow(), lives);
        }
        catch (CryptographicException)
        {
            throw new ConnectorException(ConnectorError.InvalidInput, $"the key of the connection is none that {jwt.Algorithm} signs with");
        }
    }

    // A life that is not said in a way that makes sense is no reason to refuse a session that works.
    private static TimeSpan? Lives(SessionPlan plan, ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        if (plan.LivesFrom is { } life && Number(json, life.Path) is { } units && units * life.Unit.TotalSeconds is > 0 and < int.MaxValue)
        {
            return units * life.Unit;
        }

        return plan.EndsAt is { } path && Time(json, path) - now is { TotalSeconds: > 0 and < int.MaxValue } lasts ? lasts : plan.Lives;
    }

    private static DateTimeOffset? Time(ReadOnlyMemory<byte> json, string path) =>
        Number(json, path) is { } seconds ? seconds < int.MaxValue ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null
        : DateTimeOffset.TryParse(JsonPath.Parse(path).Text(json.Span), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : null;

    private static double? Number(ReadOnlyMemory<byte> json, string path) =>
        double.TryParse(JsonPath.Parse(path).Text(json.Span), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
