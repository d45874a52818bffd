using System.Text;
using System.Text.Json.Nodes;
using Connectors.Runtime.Errors;

namespace Connectors.Ats.Tests.Golden;

/// <summary>Whole replies of the vendor, envelope and encoding included, through the connector.</summary>
public class CovetoGoldenTests
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252, new EncoderExceptionFallback(), new DecoderExceptionFallback())!;

    /// <summary>Models, and the reply that holds their records.</summary>
    public static TheoryData<string, string> Models => new()
    {
        { "jobs", "jobs" },
        { "candidates", "candidates" },
        { "applications", "applications" },
        { "screening_questions", "questions" },
        { "job_screening_questions", "questions" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public async Task A_reply_of_the_vendor_gives_these_records_and_this_next_request(string model, string reply) =>
        Assert.Equal(Expected(model), await TextAsync(model, new CovetoReplies(GoldenFile.Read($"coveto/{reply}.vendor.xml"), "text/xml")));

    [Theory]
    [InlineData("text/xml", "windows-1252")]
    [InlineData("text/xml; charset=windows-1252", "utf-8")]
    public async Task The_same_reply_in_Windows_1252_gives_the_same_records(string type, string declared)
    {
        var text = Encoding.UTF8.GetString(GoldenFile.Read("coveto/jobs.vendor.xml")).Replace("encoding=\"UTF-8\"", $"encoding=\"{declared}\"", StringComparison.Ordinal);

        Assert.Equal(Expected("jobs"), await TextAsync("jobs", new CovetoReplies(Windows.GetBytes(text), type)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Every_form_of_the_same_document_gives_the_same_records(string model, string reply)
    {
        var bytes = GoldenFile.Read($"coveto/{reply}.vendor.xml");
        var xml = (reply == "candidates" ? Windows : Encoding.UTF8).GetString(bytes);
        var expected = JsonNode.Parse(Expected(model));
        for (var seed = 0; seed < 100; seed++)
        {
            var form = XmlRewriter.Rewrite(xml, new Random(seed));
            var text = await TextAsync(model, new CovetoReplies(Encoding.UTF8.GetBytes(form)));
            // The members of raw payloads stand in the order of the document; that of attributes means nothing.
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(text)), $"Seed {seed} gives other records:\n{text}\nof:\n{form}");
        }
    }

    [Fact]
    public void The_candidates_are_bytes_of_Windows_1252_that_are_no_UTF_8()
    {
        var bytes = GoldenFile.Read("coveto/candidates.vendor.xml");

        Assert.Contains("Große Straße 5 – Hof", Windows.GetString(bytes), StringComparison.Ordinal);
        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task A_reply_that_is_cut_anywhere_is_an_error_and_never_a_page(string model, string reply)
    {
        var bytes = GoldenFile.Read($"coveto/{reply}.vendor.xml").AsSpan().TrimEnd("\n"u8).ToArray();
        for (var length = 0; length < bytes.Length; length += 61)
        {
            var error = await Assert.ThrowsAsync<ConnectorException>(() => CovetoReplies.ReadAsync(model, new CovetoReplies(bytes[..length], "text/xml")));
            Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        }
    }

    private static string Expected(string model) => GoldenFile.Text(GoldenFile.Read($"coveto/{model}.unified.json"));

    private static async Task<string> TextAsync(string model, CovetoReplies replies)
    {
        var (page, then, connector) = await CovetoReplies.ReadAsync(model, replies);
        return GoldenFile.Text(page, then, connector.UnmappedValues);
    }
}
