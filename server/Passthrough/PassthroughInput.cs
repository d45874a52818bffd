using System.Globalization;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Passthrough;
using Connectors.Server.Http;

namespace Connectors.Server.Passthrough;

/// <summary>Reads passthrough requests as the unified API writes them.</summary>
internal static class PassthroughInput
{
    private const string Base64Member = "response_as_base64";
    private const string FormMember = "multipart_form_data";

    private static readonly string[] Known = ["method", "path", "headers", "params", "data", Base64Member, FormMember, "api_options"];

    /// <summary>The members that a body has and nobody knows.</summary>
    public static IEnumerable<string> Unknown(JsonElement body) => body.EnumerateObject().Select(m => m.Name).Except(Known, StringComparer.Ordinal);

    /// <summary>Whether the vendor's body is wanted in base64.</summary>
    /// <exception cref="ApiException">The member is no flag.</exception>
    public static bool AsBase64(JsonElement body) => Member(body, Base64Member) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw ApiException.Input($"{Base64Member}: expected true or false."),
    };

    /// <param name="api">The API it goes to.</param>
    /// <param name="body">What the caller sent.</param>
    /// <exception cref="ApiException">A member is missing or of the wrong kind.</exception>
    public static PassthroughRequest Read(string api, JsonElement body) => new()
    {
        Api = api,
        Method = JsonBody.Text(body, "method") ?? throw ApiException.Input("method: it is missing."),
        Path = JsonBody.Text(body, "path") ?? throw ApiException.Input("path: it is missing."),
        Headers = Texts(body, "headers"),
        Params = Texts(body, "params"),
        Options = Texts(body, "api_options"),
        Data = Data(body),
    };

    private static PassthroughBody? Data(JsonElement body)
    {
        var (data, form) = (Member(body, "data"), Member(body, FormMember));
        if (form is not { } parts)
        {
            return data switch
            {
                null => null,
                { ValueKind: JsonValueKind.String } text => new PassthroughText(text.GetString()!),
                { } json => new PassthroughJson(Encoding.UTF8.GetBytes(json.GetRawText())),
            };
        }

        return data is not null ? throw ApiException.Input($"{FormMember}: a request has this or data, not both.")
            : parts.ValueKind != JsonValueKind.Array ? throw ApiException.Input($"{FormMember}: expected a list.")
            : new PassthroughForm([.. parts.EnumerateArray().Select(Part)]);
    }

    private static PassthroughPart Part(JsonElement part, int index)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"{FormMember}[{index}]");
        if (part.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Input($"{at}: expected an object.");
        }

        var name = Text(part, "name", at) ?? "";
        return Member(part, "value") switch
        {
            { ValueKind: JsonValueKind.String } text => new PassthroughPart(name) { Text = text.GetString() },
            { ValueKind: JsonValueKind.Object } file => new PassthroughPart(name)
            {
                File = new PassthroughFile(Text(file, "name", at + ".value") ?? "")
                {
                    ContentType = Text(file, "content_type", at + ".value"),
                    Data = Text(file, "data", at + ".value"),
                    DataUrl = Text(file, "data_url", at + ".value"),
                },
            },
            null => new PassthroughPart(name),
            _ => throw ApiException.Input($"{at}.value: expected a text or a file."),
        };
    }

    private static OrderedDictionary<string, string> Texts(JsonElement body, string name)
    {
        var read = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (Member(body, name) is not { } texts)
        {
            return read;
        }

        if (texts.ValueKind != JsonValueKind.Object || texts.EnumerateObject().Any(t => t.Value.ValueKind != JsonValueKind.String))
        {
            throw ApiException.Input($"{name}: expected an object whose members are all texts.");
        }

        foreach (var text in texts.EnumerateObject())
        {
            // Of a member that is there twice the last counts, as in JSON.
            read[text.Name] = text.Value.GetString()!;
        }

        return read;
    }

    private static string? Text(JsonElement of, string name, string at) => Member(of, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw ApiException.Input($"{at}.{name}: expected a text."),
    };

    private static JsonElement? Member(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
