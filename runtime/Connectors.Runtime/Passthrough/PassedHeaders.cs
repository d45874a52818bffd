using System.Buffers;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;

namespace Connectors.Runtime.Passthrough;

/// <summary>Which headers a caller may send of its own, and which of the vendor's it gets.</summary>
internal sealed class PassedHeaders(ConnectorDefinition definition, VendorClient client)
{
    private static readonly SearchValues<char> NameSigns = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // They belong to one connection (RFC 9110 7.6.1), or say of the message what only who sends it knows.
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Encoding", "Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authentication-Info", "Proxy-Authorization",
        "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    private static readonly HashSet<string> Credentials = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Cookie", "Cookie2" };

    private static readonly HashSet<string> OfEnvelope = new(StringComparer.OrdinalIgnoreCase) { "Content-Type", "SOAPAction" };

    // The body that a caller gets is decompressed.
    private static readonly HashSet<string> Withheld = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Content-Encoding", "Set-Cookie", "Set-Cookie2" };

    /// <summary>Tells what is wrong with headers.</summary>
    public void Check(ref Findings? findings, PassthroughApi api, PassthroughRequest request)
    {
        foreach (var (name, value) in request.Headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameSigns))
            {
                Findings.Add(ref findings, "headers", FindingKind.Malformed, "A name is none that a header may have.");
                continue;
            }

            var path = "headers." + name;
            if (value.Any(c => c is < ' ' or > '~'))
            {
                Findings.Add(ref findings, path, FindingKind.Malformed, "The value has a character that no header may have.");
            }

            if (OfConnection.Contains(name))
            {
                Findings.Add(ref findings, path, FindingKind.Conflict, "This belongs to the connection to the vendor and is set by who makes it.");
            }
            else if (IsCredential(api, name))
            {
                Findings.Add(ref findings, path, FindingKind.Conflict, "Requests are authenticated with the credentials of the account and no others.");
            }
            else if (api.SoapVersion != 0 ? OfEnvelope.Contains(name) : request.Data is PassthroughForm && name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                Findings.Add(ref findings, path, FindingKind.Conflict, "This is said by the body that is made here.");
            }
        }
    }

    /// <summary>The headers in their places; one that every request to the API has anyway takes that one's place.</summary>
    public IEnumerable<PlacedValue> Placed(PassthroughApi api, PassthroughRequest request)
    {
        var placed = request.Headers.Select(h => new PlacedValue(new PlaceName(Place.Header, NameOf(h.Key)), [h.Value]));
        return api.SoapVersion != 0 || request.Headers.Keys.Contains("Accept", StringComparer.OrdinalIgnoreCase)
            ? placed
            : placed.Append(new PlacedValue(new PlaceName(Place.Header, "Accept"), [api.MediaType + ", */*;q=0.8"]));
    }

    /// <summary>The headers of a reply that are for the caller.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Of(PassthroughApi api, KeptReply reply)
    {
        var headers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var taken = client.AuthOf(api.Api).OfType<SessionPlan>().SelectMany(s => s.Take).Where(t => t.From == TakenFrom.Header).Select(t => t.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in reply.Headers)
        {
            if (!OfConnection.Contains(name) && !Withheld.Contains(name) && !taken.Contains(name) && !client.Authenticates(api.Api, new PlaceName(Place.Header, name)))
            {
                headers[name] = [.. headers.GetValueOrDefault(name, []), .. values.Select(client.Hide)];
            }
        }

        return headers;
    }

    private bool IsCredential(PassthroughApi api, string name) =>
        client.Authenticates(api.Api, new PlaceName(Place.Header, name)) || (Credentials.Contains(name) && !client.AuthOf(api.Api).IsEmpty);

    private string NameOf(string name) =>
        definition.Send.FirstOrDefault(s => s.At.Place == Place.Header && s.At.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.At.Name ?? name;
}
