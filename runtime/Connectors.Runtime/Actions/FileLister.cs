using Connectors.Runtime.Files;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;

namespace Connectors.Runtime.Actions;

/// <summary>Reads the files that a reply lists; what has no id is none.</summary>
internal sealed class FileLister(VendorClient client, string action, ActionInput input, ActionScope scope, GivenFiles plan)
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
        var request = new VendorRequest(fetch) { Connection = scope.Connection, RecordRemoteId = id, Extra = [.. values.All], Into = into };
        using var reply = await client.SendAsync(request, [], action, cancellationToken).ConfigureAwait(false);
        return into.File ?? throw client.Unexpected(reply, request.Endpoint, "the reply has no file");
    }
}
