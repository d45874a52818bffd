using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Faults;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Connectors.Sandbox.Formats;

/// <summary>Reads bodies that are forms or files as the JSON that the contract types them as; files in it are base64.</summary>
/// <param name="contract">The contract.</param>
/// <param name="largest">The largest body in bytes.</param>
internal sealed class FormReader(Contract contract, int largest)
{
    /// <summary>The form that a request comes in, of those that its operation takes; null where it comes in none of them.</summary>
    public static ContractForm? Of(ContractOperation operation, HttpRequest http)
    {
        var type = (http.ContentType ?? "").Split(';')[0].Trim();
        return operation.Forms.FirstOrDefault(f => f.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            ?? (IsForm(type) || type.EndsWith("json", StringComparison.OrdinalIgnoreCase) ? null : operation.Forms.FirstOrDefault(f => f.Form == BodyForm.Binary && http.ContentLength is not null));
    }

    public async Task<ReadBody> ReadAsync(ContractForm form, HttpRequest http)
    {
        if (form.Form == BodyForm.Binary)
        {
            using var bytes = new MemoryStream();
            await http.Body.CopyToAsync(bytes, http.HttpContext.RequestAborted).ConfigureAwait(false);
            return new ReadBody { Json = JsonSerializer.SerializeToDocument(Convert.ToBase64String(bytes.ToArray())) };
        }

        try
        {
            var fields = await http.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = largest, ValueLengthLimit = largest, BufferBody = false }, http.HttpContext.RequestAborted).ConfigureAwait(false);
            var root = new JsonObject();
            foreach (var (name, values) in fields)
            {
                foreach (var text in values)
                {
                    Put(root, name, form.Schema, schema => Typed(text ?? "", schema));
                }
            }

            foreach (var file in fields.Files)
            {
                using var bytes = new MemoryStream();
                await file.CopyToAsync(bytes, http.HttpContext.RequestAborted).ConfigureAwait(false);
                Put(root, file.Name, form.Schema, _ => JsonValue.Create(Convert.ToBase64String(bytes.ToArray())));
            }

            return new ReadBody { Json = JsonSerializer.SerializeToDocument(root) };
        }
        catch (InvalidDataException)
        {
            return new ReadBody { Problem = VendorProblem.Invalid("The body is not a form.") };
        }
    }

    private static bool IsForm(string type) => type is "multipart/form-data" or "application/x-www-form-urlencoded";

    // a[b][0] is the first item of b in a; a name that comes again is one more item of a list.
    private void Put(JsonObject root, string name, SchemaRef schema, Func<ContractSchema?, JsonNode?> value)
    {
        var parts = name.Replace("]", "", StringComparison.Ordinal).Split('[');
        JsonNode parent = root;
        var at = contract.Resolve(schema);
        for (var i = 0; i < parts.Length; i++)
        {
            var last = i == parts.Length - 1;
            if (int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var position) && parent is JsonArray list)
            {
                at = contract.Resolve(at?.Items);
                while (list.Count <= position)
                {
                    list.Add(last ? null : Empty(at));
                }

                if (last)
                {
                    list[position] = value(at);
                }

                parent = list[position] ?? list;
                continue;
            }

            at = contract.Resolve(at?.Properties.FirstOrDefault(p => p.Name == parts[i])?.Schema);
            if (parent is not JsonObject members)
            {
                return;
            }

            if (!last)
            {
                parent = members[parts[i]] ??= Empty(at);
            }
            else if (at is { Items: { } items })
            {
                ((members[parts[i]] ??= new JsonArray()) as JsonArray)?.Add(value(contract.Resolve(items)));
            }
            else
            {
                members[parts[i]] = value(at);
            }
        }
    }

    private static JsonNode Empty(ContractSchema? schema) => schema is not null && SchemaKind.Of(schema) == JsonKind.Array ? new JsonArray() : new JsonObject();

    private static JsonValue? Typed(string text, ContractSchema? schema) => schema is null ? JsonValue.Create(text) : SchemaKind.Of(schema) switch
    {
        JsonKind.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        JsonKind.Number when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        JsonKind.Boolean when text is "true" or "false" => JsonValue.Create(text == "true"),
        _ => JsonValue.Create(text),
    };
}
