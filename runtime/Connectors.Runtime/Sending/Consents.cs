using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Sending;

/// <summary>Lets somebody at the customer's agree (RFC 6749 4.1) with proof that who asks is who redeems (RFC 7636).</summary>
internal sealed class Consents(
    ConnectorDefinition definition, ConnectionValues connection, ConnectorOptions options, RequestBuilder builder, Authentication auth, LogIns logIns, Redactor redactor)
{
    private const int LongestRefusal = 300;

    /// <exception cref="InvalidOperationException">Nobody has to agree.</exception>
    public Consent Ask(Uri redirect)
    {
        var (_, code) = Find();
        var (state, verifier) = (Consent.Secret(options.Nonce), Consent.Secret(options.Nonce));
        var scope = new RequestScope(connection);
        var query = new List<PlacedValue>
        {
            Query("response_type", "code"),
            Query("client_id", code.ClientId(scope)),
            Query("redirect_uri", redirect.OriginalString),
            Query("state", state),
            Query("code_challenge", Consent.Challenge(verifier)),
            Query("code_challenge_method", "S256"),
        };
        if (code.Scope.Length > 0)
        {
            query.Add(Query("scope", code.Scope));
        }

        foreach (var extra in code.Extra)
        {
            if (PlacedValue.Of(extra, scope) is { } placed)
            {
                query.Add(placed);
            }
        }

        return new Consent(new UriBuilder(builder.Addresses.BaseOf(code.Api)) { Query = QueryText.Write(query) }.Uri, redirect, state, verifier);
    }

    /// <summary>Redeems the code that the vendor sent somebody back with.</summary>
    /// <exception cref="ConnectorException">They have refused, the answer is another's, or the vendor does not take the code.</exception>
    public Task RedeemAsync(Consent consent, Uri answer, CancellationToken cancellationToken)
    {
        var said = QueryText.Read(answer.Query);
        if (said.GetValueOrDefault("state") != consent.State)
        {
            throw new ConnectorException(ConnectorError.Authentication, "the address that somebody was sent back to does not answer this request: its state is another's");
        }

        return said.GetValueOrDefault("code") is { Length: > 0 } code
            ? logIns.RedeemAsync(auth, Find().Position, consent, code, cancellationToken)
            : throw new ConnectorException(ConnectorError.Permission, $"the vendor gives no code{ReplyJudge.Quote(said.GetValueOrDefault("error") is { } error ? redactor.Clean(error, LongestRefusal) : null)}");
    }

    private (int Position, CodePlan Code) Find()
    {
        for (var i = 0; i < auth.Count; i++)
        {
            if (auth[i] is SessionPlan { Code: { } code })
            {
                return (i, code);
            }
        }

        throw new InvalidOperationException($"Nobody has to agree before {definition.Descriptor.Slug} is used.");
    }

    private static PlacedValue Query(string name, string value) => new(new PlaceName(Place.Query, name), [value]);
}
