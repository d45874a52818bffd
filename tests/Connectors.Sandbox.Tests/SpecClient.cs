using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Tests;

/// <summary>Asks a sandbox for the first page of any source of its spec, as the spec says.</summary>
internal sealed class SpecClient(SandboxOptions options, SandboxServer server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });

    public async Task<(int Status, JsonElement? Body)> AskAsync(RequestSpec request, SourceSpec? source = null, string? parent = null, string? record = null)
    {
        var path = Fill(request.Path, parent, record);
        var sent = options.Spec.Transport.Send.Concat(request.Send)
            .Where(s => s.At.Kind != PlaceKind.Body || s.Values.Count == 1)
            .SelectMany(s => s.Style == ListStyle.Repeat ? s.Values.Select(v => (s.At, Text: Fill(v, parent, record), s.Json)) : [(s.At, Text: string.Join(SeparatorOf(s.Style), s.Values.Select(v => Fill(v, parent, record))), s.Json)])
            .Concat(options.Spec.Connection.Auth.OfType<AuthSpec.Send>().Select(a => (a.At, Text: Fill(a.Value, parent, record), Json: JsonKind.String)))
            .ToList();
        if (source?.Paging is { SizeAt: { } size, Size: > 0 and var count })
        {
            sent.Add((size, count.ToString(System.Globalization.CultureInfo.InvariantCulture), JsonKind.Integer));
        }

        if (source?.Paging is { Kind: PagingKind.Number or PagingKind.Offset, Marker: { } marker })
        {
            sent.Add((marker, source.Paging.First.ToString(System.Globalization.CultureInfo.InvariantCulture), JsonKind.Integer));
        }

        var body = new JsonObject();
        foreach (var list in request.Send.Where(s => s.At.Kind == PlaceKind.Body && s.Values.Count > 1))
        {
            Put(body, list.At.Name.Split('.'), new JsonArray([.. list.Values.Select(v => JsonValue.Create(Fill(v, parent, record)))]));
        }

        var query = new List<string>();
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), (Uri?)null);
        foreach (var (at, text, json) in sent)
        {
            switch (at.Kind)
            {
                case PlaceKind.Query:
                    query.Add($"{Uri.EscapeDataString(at.Name)}={Uri.EscapeDataString(text)}");
                    break;
                case PlaceKind.Header:
                    message.Headers.TryAddWithoutValidation(at.Name, text);
                    break;
                case PlaceKind.Cookie:
                    message.Headers.Add("Cookie", $"{at.Name}={text}");
                    break;
                case PlaceKind.Path:
                    path = path.Replace("{" + at.Name + "}", Uri.EscapeDataString(text), StringComparison.Ordinal);
                    break;
                default:
                    Put(body, at.Name.Split('.'), json == JsonKind.String ? JsonValue.Create(text) : JsonNode.Parse(text));
                    break;
            }
        }

        foreach (var auth in options.Spec.Connection.Auth)
        {
            message.Headers.Authorization = auth switch
            {
                AuthSpec.Bearer bearer => new AuthenticationHeaderValue("Bearer", Fill(bearer.Token, parent, record)),
                AuthSpec.Basic basic => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Fill(basic.User, parent, record) + ":" + Fill(basic.Password, parent, record)))),
                _ => message.Headers.Authorization,
            };
        }

        message.RequestUri = new Uri(server.BaseAddresses[request.Api].AbsoluteUri.TrimEnd('/') + path + (query.Count == 0 ? "" : "?" + string.Join('&', query)));
        message.Content = body.Count == 0 ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var reply = await _http.SendAsync(message);
        var content = await reply.Content.ReadAsStringAsync();
        if (content.Length == 0)
        {
            return ((int)reply.StatusCode, null);
        }

        using var document = JsonDocument.Parse(content);
        return ((int)reply.StatusCode, document.RootElement.Clone());
    }

    public void Dispose() => _http.Dispose();

    private static void Put(JsonObject body, string[] path, JsonNode? value)
    {
        foreach (var name in path[..^1])
        {
            body = (JsonObject)(body[name] ??= new JsonObject());
        }

        body[path[^1]] = value;
    }

    private static char SeparatorOf(ListStyle style) => style switch { ListStyle.Space => ' ', ListStyle.Pipe => '|', _ => ',' };

    private string Fill(Template template, string? parent, string? record) => string.Concat(template.Parts.Select(p => p switch
    {
        TemplatePart.Literal literal => literal.Text,
        TemplatePart.Connection field => server.Connection[field.Field],
        TemplatePart.Parent => Uri.EscapeDataString(parent!),
        TemplatePart.Record => Uri.EscapeDataString(record!),
        _ => throw new ArgumentOutOfRangeException(nameof(template)),
    }));
}
