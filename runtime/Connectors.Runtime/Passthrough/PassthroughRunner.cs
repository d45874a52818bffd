using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Passthrough;

/// <summary>
/// Sends requests of the caller's own: (1) finds the API, (2) checks the whole request and tells everything that is wrong with it, (3) fetches the files it names, (4) sends it
/// as the connector's own requests are sent, (5) takes out of the reply what is nobody's business.
/// </summary>
internal sealed class PassthroughRunner(ConnectorDefinition definition, VendorClient client, ConnectorOptions options)
{
    private const string Name = "passthrough";
    private const string Hidden = "***";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private readonly PassedHeaders _headers = new(definition, client);
    private readonly FileFetcher _files = new(options);

    /// <summary>Sends a request.</summary>
    /// <exception cref="InputRefusedException">It cannot be sent as it is; nothing was sent.</exception>
    /// <exception cref="ConnectorException">There is no answer.</exception>
    public async Task<PassthroughReply> RunAsync(PassthroughRequest request, CancellationToken cancellationToken)
    {
        var api = definition.Passthrough.FirstOrDefault(a => a.Name == request.Api) ?? throw Unknown();
        Findings? findings = null;
        var method = Methods.FirstOrDefault(m => m.Equals(request.Method, StringComparison.OrdinalIgnoreCase));
        if (method is null || (api.SoapVersion != 0 && method != "POST"))
        {
            Findings.Add(ref findings, "method", FindingKind.UnknownValue, api.SoapVersion != 0 ? "SOAP knows POST alone." : $"It is one of {string.Join(", ", Methods)}.");
        }

        if (PassedPath.Read(request.Path, out var path, out var query) is { } fault)
        {
            Findings.Add(ref findings, "path", FindingKind.Malformed, fault);
        }

        var parameters = Parameters(ref findings, api, request, query);
        _headers.Check(ref findings, api, request);
        var soap = api.SoapVersion == 0 ? null : Envelope(ref findings, api, request, path);
        CheckOptions(ref findings, api, request);
        if (request.Data is PassthroughForm { Parts: var parts } && api.SoapVersion == 0)
        {
            PassedForm.Check(ref findings, parts, options.LargestFile);
        }

        if (findings is not null)
        {
            throw new InputRefusedException(Name, findings);
        }

        using var form = request.Data is PassthroughForm given ? await PassedForm.MakeAsync(given.Parts, _files, Name, cancellationToken).ConfigureAwait(false) : null;
        var kept = new KeptReply(Math.Min(request.LargestReply ?? options.LargestReply, options.LargestReply));
        var plan = new RequestPlan { Method = new HttpMethod(method!), Api = api.Api, Path = (in RequestScope _) => path, Endpoint = $"{Name}/{api.Name}", Soap = soap };
        await client.AskAsync(
            new VendorRequest(plan)
            {
                Extra = [.. parameters, .. _headers.Placed(api, request)],
                Content = () => Content(api, request.Data, form),
                Kept = kept,
                // Who asks for something may be answered twice; who makes something may not make it twice.
                Repeatable = method is "GET" or "PUT" or "DELETE",
            },
            cancellationToken).ConfigureAwait(false);
        return new PassthroughReply(Shown(api, kept.Address), kept.Status, _headers.Of(api, kept), kept.ContentType, kept.Charset, client.Hide(kept.Body, kept.Charset));
    }

    private InputRefusedException Unknown()
    {
        var known = definition.Passthrough.IsEmpty ? $"{definition.Descriptor.Name} has no API that passthrough requests can go to." : $"{definition.Descriptor.Name} has {string.Join(", ", definition.Passthrough.Select(a => a.Name))}.";
        return new InputRefusedException(Name, [new Finding("api", FindingKind.UnknownValue, known)]);
    }

    private List<PlacedValue> Parameters(ref Findings? findings, PassthroughApi api, PassthroughRequest request, ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> query)
    {
        var placed = new OrderedDictionary<string, PlacedValue>(StringComparer.Ordinal);
        foreach (var (name, values) in query.Concat(request.Params.Select(p => KeyValuePair.Create(p.Key, ImmutableArray.Create(p.Value)))))
        {
            var place = new PlaceName(Place.Query, name);
            if (client.Authenticates(api.Api, place))
            {
                Findings.Add(ref findings, "params." + name, FindingKind.Conflict, "Requests are authenticated with the credentials of the account and no others.");
            }

            placed[name] = new PlacedValue(place, [.. placed.GetValueOrDefault(name)?.Values ?? [], .. values]);
        }

        return [.. placed.Values];
    }

    private SoapPlan? Envelope(ref Findings? findings, PassthroughApi api, PassthroughRequest request, string path)
    {
        if (path.Length > 0)
        {
            Findings.Add(ref findings, "path", FindingKind.Malformed, "Operations are all called at the API's address: leave it out, or write '/'.");
        }

        return PassedEnvelope.Of(ref findings, api, request, options.DeepestReply);
    }

    private static void CheckOptions(ref Findings? findings, PassthroughApi api, PassthroughRequest request)
    {
        foreach (var _ in request.Options.Keys.Where(o => api.SoapVersion == 0 || o != PassedEnvelope.OperationName))
        {
            Findings.Add(ref findings, "api_options", FindingKind.Unknown, api.SoapVersion == 0 ? "This API takes no options." : $"This API takes {PassedEnvelope.OperationName} and nothing else.");
        }
    }

    private static HttpContent? Content(PassthroughApi api, PassthroughBody? body, PassedForm? form) => body switch
    {
        PassthroughJson json => new ReadOnlyMemoryContent(json.Utf8) { Headers = { ContentType = new MediaTypeHeaderValue(api.IsJson ? api.MediaType : "application/json") } },
        PassthroughText { Text: var text } when !api.IsJson => new StringContent(text, Encoding.UTF8, api.MediaType),
        PassthroughText { Text: var text } => new StringContent(text, Encoding.UTF8),
        _ => form?.ToContent(),
    };

    // A key that is sent in the query is no part of the answer, nor one that stands elsewhere in an address.
    private string Shown(PassthroughApi api, Uri address)
    {
        var query = QueryText.Masked(address.Query, name => client.Authenticates(api.Api, new PlaceName(Place.Query, name)), Hidden);
        return client.Hide(new UriBuilder(address) { Query = query, UserName = "", Password = "", Fragment = "" }.Uri.AbsoluteUri);
    }
}
