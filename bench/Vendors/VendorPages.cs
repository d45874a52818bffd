using System.Buffers;
using System.Text.Json;

namespace Connectors.Benchmarks.Vendors;

/// <summary>Vendor pages as the contract shapes them, the same on every run.</summary>
internal static class VendorPages
{
    private static readonly string[] First = ["Aino", "Björn", "Chloé", "Dmitri", "Eeva", "Farid", "Göran", "Helmi", "Ilmari", "Jörg"];
    private static readonly string[] Last = ["Virtanen", "Öberg", "Korhonen", "Lindström", "Mäkinen", "O'Neill", "Nieminen", "Sjögren"];
    private static readonly string[] Cities = ["Helsinki", "Espoo", "Tampere", "Jyväskylä", "Turku", "Åbo", "Oulu"];
    private static readonly string[] Countries = ["Suomi", "Finland", "FI", "Sverige", "Germany", "DE"];
    private static readonly string[] Sentences =
    [
        "<p>You keep the paper machine running and know every bearing by its sound.</p>",
        "<p>Työskentelet osana tiimiä, joka vastaa asiakkaiden yhteydenotoista arkisin kello 8–16.</p>",
        "<ul><li>a degree, or years that taught you the same</li><li>Finnish &amp; Swedish</li></ul>",
        "<p>We offer lunch, a bicycle and time to think. Salary by agreement, in any case above the tariff.</p>",
    ];

    /// <summary>A reply of <c>GET /applicants</c>.</summary>
    public static byte[] Applicants(int count) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        for (var i = 0; i < count; i++)
        {
            json.WriteStartObject();
            json.WriteString("uuid", new Guid(i, 7, 9, [1, 2, 3, 4, 5, 6, 7, (byte)i]));
            json.WriteStartObject("name");
            json.WriteString("first", First[i % First.Length]);
            json.WriteString("last", Last[i % Last.Length]);
            json.WriteEndObject();
            json.WriteString("email", $"person{i}@example.com");
            json.WriteStartArray("phones");
            for (var p = 0; p < 1 + (i % 2); p++)
            {
                json.WriteStartObject();
                json.WriteString("number", $"040 {1000000 + (i * 17)}");
                json.WriteString("kind", p == 0 ? "mobile" : "home");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("address");
            json.WriteString("street", $"Mannerheimintie {i + 1}");
            json.WriteString("postal_code", $"{(100 * i) + 100:00000}");
            json.WriteString("city", Cities[i % Cities.Length]);
            json.WriteString("country", Countries[i % Countries.Length]);
            json.WriteEndObject();
            json.WriteString("gender", i % 3 == 0 ? "m" : "f");
            Custom(json, i);
            json.WriteNumber("created", 1_760_000_000L + i);
            json.WriteNumber("modified", 1_764_000_000L + i);
            json.WriteBoolean("anonymised", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more", true);
        json.WriteEndObject();
    });

    /// <summary>A reply of <c>GET /jobs</c> with long descriptions.</summary>
    public static byte[] Jobs(int count) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("jobs");
        for (var i = 0; i < count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", 4711 + i);
            Localised(json, "title", $"Mechanic {i}", $"Mekaanikko {i}");
            json.WriteStartObject("texts");
            Localised(json, "ingress", Sentences[i % 4], Sentences[(i + 1) % 4]);
            var body = string.Concat(Enumerable.Range(i, 8).Select(n => Sentences[n % 4]));
            Localised(json, "body", body, body);
            Localised(json, "footer", Sentences[(i + 2) % 4], null);
            json.WriteEndObject();
            json.WriteString("status", (i % 3) switch { 0 => "published", 1 => "paused", _ => "archived" });
            json.WriteStartArray("channels");
            json.WriteStringValue(i % 2 == 0 ? "external" : "intranet");
            json.WriteStringValue("partner");
            json.WriteEndArray();
            json.WriteStartObject("publication");
            json.WriteString("starts", $"2026-03-{(i % 28) + 1:00} 09:00");
            json.WriteString("ends", $"2026-07-{(i % 28) + 1:00} 23:59");
            json.WriteEndObject();
            json.WriteStartArray("links");
            foreach (var rel in (string[])["self", "public", "apply", "admin"])
            {
                json.WriteStartObject();
                json.WriteString("rel", rel);
                json.WriteString("href", $"https://acme.example/{rel}/{4711 + i}");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            Custom(json, i);
            json.WriteStartObject("organisation");
            json.WriteNumber("id", 3);
            json.WriteStartArray("path");
            json.WriteStringValue("Acme");
            json.WriteStringValue("Mills");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteNumber("modified", 1_764_000_000L + i);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("meta");
        json.WriteStartObject("pagination");
        json.WriteNumber("page", 1);
        json.WriteNumber("per_page", count);
        json.WriteNumber("total_pages", 7);
        json.WriteNumber("total_count", 7 * count);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Custom(Utf8JsonWriter json, int i)
    {
        json.WriteStartArray("custom");
        json.WriteStartObject();
        json.WriteString("key", "shift");
        Localised(json, "label", "Shift", "Vuoro");
        json.WriteString("value", i % 2 == 0 ? "night" : "day");
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("key", "years");
        Localised(json, "label", "Years", "Vuodet");
        json.WriteNumber("value", i);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Localised(Utf8JsonWriter json, string name, string english, string? finnish)
    {
        json.WriteStartObject(name);
        json.WriteString("fi", finnish);
        json.WriteString("en", english);
        json.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            content(json);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
