using System.Text.Json;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;

namespace Connectors.Runtime.Actions;

/// <summary>Reads the files that a reply lists; what has no id is none.</summary>
internal sealed class FileLister(VendorClient client, string action, ActionInput input, ActionScope scope, GivenFiles plan, long largest)
{
    /// <summary>The files of a page.</summary>
    public IEnumerable<VendorFile> Files(IEnumerable<ReadOnlyMemory<byte>> items)
    {
        foreach (var item in items)
        {
            if (Text(plan.RemoteId, item) is { Length: > 0 } id)
            {
                var url = Text(plan.Url, item);
                yield return new VendorFile(id)
                {
                    Name = Text(plan.Name, item),
                    ContentType = Text(plan.ContentType, item),
                    Type = TypeOf(item),
                    DataUrl = url,
                    DataUrlExpiresAt = url is not null && plan.Expires is { } good ? scope.Time + good : null,
                    Fetch = plan.Fetch is { } fetch ? cancellationToken => FetchAsync(fetch, id, cancellationToken) : null,
                };
            }
        }
    }

    private static string? Text(string? path, ReadOnlyMemory<byte> item) => path is not null && JsonPath.Parse(path).Text(item.Span) is { Length: > 0 } text ? text : null;

    private string? TypeOf(ReadOnlyMemory<byte> item)
    {
        var said = Text(plan.Type, item);
        foreach (var (vendor, unified) in plan.Types)
        {
            if (vendor == said)
            {
                return unified;
            }
        }

        return plan.OtherType;
    }

    private async Task<FetchedFile> FetchAsync(RequestPlan fetch, string id, CancellationToken cancellationToken)
    {
        var values = new StepValues();
        plan.Fill?.Invoke(input, scope, values);
        var into = new ReceivedFile();
        var request = new VendorRequest(fetch) { Connection = scope.Connection, RecordRemoteId = id, Extra = [.. values.All], Into = plan.Data is null ? into : null };
        using var reply = await client.SendAsync(request, [], action, cancellationToken).ConfigureAwait(false);
        if (plan.Data is { } data)
        {
            return await DecodedAsync(data, reply, request.Endpoint, cancellationToken).ConfigureAwait(false);
        }

        return into.File ?? throw client.Unexpected(reply, request.Endpoint, "the reply has no file");
    }

    // What is wrong with it is said without the reply, which is somebody's file.
    private async Task<FetchedFile> DecodedAsync(string data, Reply reply, string endpoint, CancellationToken cancellationToken)
    {
        byte[]? bytes = null;
        var json = client.Json(reply, endpoint, cancellationToken);
        if (!JsonPath.Parse(data).Any(json.Span, (ref Utf8JsonReader value) => value.TokenType == JsonTokenType.String && value.TryGetBytesFromBase64(out bytes)))
        {
            throw new ConnectorException(ConnectorError.UnexpectedPayload, $"{endpoint}: the reply has no file in base64 at {data}") { Endpoint = endpoint, Status = reply.Status };
        }

        try
        {
            using var content = new MemoryStream(bytes!, writable: false);
            return await FetchedFile.ReadAsync(content, null, largest, cancellationToken).ConfigureAwait(false);
        }
        catch (UnfetchedFileException e)
        {
            throw client.Broken(e, reply, endpoint, cancellationToken);
        }
    }
}
