using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connectors.Runtime;

namespace Connectors.Ats.Tests.Golden;

/// <summary>
/// What a vendor answers besides the lists of its models, by <c>replies.json</c> beside its golden files: to requests for tokens, tables and details
/// (<c>besides</c>: by method and path, the reply, or the <c>file</c> that is its body), and which headers the first page of a list has
/// (<c>headers</c>: by the source's name).
/// </summary>
internal sealed class Replies
{
    private readonly string _slug;
    private readonly JsonObject _besides;
    private readonly JsonObject _headers;

    private Replies(string slug, JsonNode? file)
    {
        _slug = slug;
        _besides = file?["besides"]?.AsObject() ?? [];
        _headers = file?["headers"]?.AsObject() ?? [];
    }

    /// <summary>Those of a connector; none where it has no such file.</summary>
    public static Replies Of(ConnectorDefinition definition)
    {
        var name = $"Golden/{definition.Descriptor.Slug}/replies.json";
        return new(definition.Descriptor.Slug, typeof(Replies).Assembly.GetManifestResourceInfo(name) is null ? null : JsonNode.Parse(GoldenFile.Read(name["Golden/".Length..])));
    }

    /// <summary>The reply to a request that is none for a list of a model; null where it is one.</summary>
    public HttpResponseMessage? Besides(HttpRequestMessage request) =>
        _besides[$"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}"] is not { } reply ? null
            : reply["file"] is { } file ? Message(new JsonObject { ["body"] = Encoding.UTF8.GetString(GoldenFile.Read($"{_slug}/{file.GetValue<string>()}")) })
            : Message(reply);

    /// <summary>Gives the first page of a source its headers.</summary>
    public void Head(string source, HttpResponseMessage page)
    {
        foreach (var (name, value) in _headers[source]?.AsObject() ?? [])
        {
            page.Headers.TryAddWithoutValidation(name, value!.GetValue<string>());
        }
    }

    /// <summary>A reply as the golden files write it: <c>status</c>, 200 when not said, <c>headers</c>, and a <c>body</c>, which is JSON itself or a text with its <c>type</c>.</summary>
    public static HttpResponseMessage Message(JsonNode reply)
    {
        var body = reply["body"] is JsonValue text && text.TryGetValue<string>(out var written) ? written : reply["body"]?.ToJsonString() ?? "";
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", reply["type"]?.GetValue<string>() ?? "application/json");
        var message = new HttpResponseMessage((HttpStatusCode)(reply["status"]?.GetValue<int>() ?? 200)) { Content = content };
        foreach (var (name, value) in reply["headers"]?.AsObject() ?? [])
        {
            message.Headers.TryAddWithoutValidation(name, value!.GetValue<string>());
        }

        return message;
    }
}
