using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Requests;

/// <summary>Turns a plan and what is known at run time into an HTTP request: values in their places, escaped for them, and never to a foreign host.</summary>
/// <exception cref="ConnectorException">An address made of the connection's values is not one.</exception>
internal sealed class RequestBuilder(ConnectorDefinition definition, ConnectionValues connection, ConnectorOptions options)
{
    /// <summary>Where requests go.</summary>
    public VendorAddresses Addresses { get; } = new(definition, connection, options);

    /// <exception cref="ConnectorException">A value cannot stand in its place, or the address is on a host that is not the connector's.</exception>
    public HttpRequestMessage Build(VendorRequest request)
    {
        var scope = new RequestScope(request.Connection ?? connection, request.ParentRemoteId, request.RecordRemoteId, request.Credentials.Taken) { Each = request.Each ?? "", Time = options.Clock.GetUtcNow() };
        var values = Values(request, scope);
        var message = new HttpRequestMessage(request.Plan.Method, Addresses.Of(request, scope, values))
        {
            Content = RequestContent.Of(request, scope, values, options),
        };
        if (definition.OldHttp)
        {
            (message.Version, message.VersionPolicy) = (System.Net.HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        }

        RequestHeaders.Add(message, request, values);
        return message;
    }

    private List<PlacedValue> Values(VendorRequest request, in RequestScope scope)
    {
        var values = new OrderedDictionary<PlaceName, PlacedValue>();
        foreach (var sent in definition.Apis[request.Plan.Api].IsTokenEndpoint || request.IsForeign ? [] : definition.Send)
        {
            Add(values, sent, scope);
        }

        foreach (var credential in request.Credentials.Sent)
        {
            values[credential.At] = credential;
        }

        foreach (var sent in request.Alone ? [] : request.Plan.Send)
        {
            Add(values, sent, scope);
        }

        foreach (var extra in request.Extra)
        {
            values[extra.At] = extra;
        }

        return [.. values.Values];
    }

    private static void Add(OrderedDictionary<PlaceName, PlacedValue> values, SentValue sent, in RequestScope scope)
    {
        if (PlacedValue.Of(sent, scope) is { } placed)
        {
            values[sent.At] = placed;
        }
    }
}
