using System.IO.Compression;
using System.Net;
using System.Text;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Replies;

public class ReplyTests
{
    private const string Name = "Žofie Ångström €";

    public static TheoryData<string> Encodings => ["gzip", "deflate", "raw-deflate", "br", "gzip, br", "identity"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_compressed_reply_is_read(string encoding)
    {
        var bytes = Encoding.UTF8.GetBytes(Items.Page([Name]));
        foreach (var step in encoding.Split(", "))
        {
            bytes = Compress(bytes, step);
        }

        Assert.Equal([Name], await Read(Answer.Bytes(bytes, encoding: encoding == "raw-deflate" ? "deflate" : encoding)));
    }

    [Fact]
    public async Task A_small_reply_that_unfolds_into_a_huge_one_is_stopped()
    {
        var bomb = Compress(new byte[50_000_000], "gzip");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var error = await Fails(Answer.Bytes(bomb, encoding: "gzip"), new ConnectorOptions { Retries = 0, LargestReply = 100_000 });

        Assert.Contains("larger than 100,000 bytes", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 25_000_000, "the bomb went off");
    }

    [Fact]
    public async Task A_huge_reply_is_stopped_whether_or_not_it_says_its_length()
    {
        var options = new ConnectorOptions { Retries = 0, LargestReply = 1000 };
        var body = Encoding.UTF8.GetBytes(Items.Page(Enumerable.Range(0, 1000).Select(i => $"{i}")));
        using var endless = new EndlessStream();

        var told = await Fails(Answer.Bytes(body), options);
        var untold = await Fails(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(endless) }, options);

        Assert.Contains("larger than 1,000 bytes", told.Message, StringComparison.Ordinal);
        Assert.Contains("larger than 1,000 bytes", untold.Message, StringComparison.Ordinal);
        Assert.True(endless.Given < 100_000);
    }

    [Fact]
    public async Task A_reply_may_be_as_large_as_allowed()
    {
        var body = Encoding.UTF8.GetBytes(Items.Page(["1"]));

        Assert.Equal(["1"], await Read(Answer.Bytes(body), new ConnectorOptions { Retries = 0, LargestReply = body.Length }));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task A_reply_that_is_not_compressed_as_it_says_is_a_typed_error(string encoding)
    {
        var error = await Fails(Answer.Bytes(Encoding.UTF8.GetBytes("{\"items\":[] } and so on"), encoding: encoding));

        Assert.Contains("compressed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("windows-1250", false)]
    public async Task A_charset_that_is_not_utf8_is_transcoded(string charset, bool mark)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        // Only the mark of UTF-8 and its relatives tells; the header then is of no use.
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Items.Page(["Žofie €"]))];

        Assert.Equal(["Žofie €"], await Read(Answer.Bytes(bytes, mark ? "application/json" : $"application/json; charset={charset}")));
    }

    [Fact]
    public async Task A_misspelt_charset_is_taken_for_utf8()
    {
        Assert.Equal([Name], await Read(Answer.Bytes(Encoding.UTF8.GetBytes(Items.Page([Name])), "application/json; charset=utf8mb4")));
    }

    [Fact]
    public async Task A_byte_that_is_no_utf8_spoils_one_letter_and_nothing_else()
    {
        byte[] bytes = [.. "{\"items\":[{\"id\":\"J"u8, 0xFC, .. "rgen\"},{\"id\":\"2\"}]}"u8];

        Assert.Equal(["J\uFFFDrgen", "2"], await Read(Answer.Bytes(bytes)));
    }

    [Theory]
    [InlineData("", "application/json", "empty")]
    [InlineData("  \n", "application/json", "empty")]
    [InlineData("<html><body>Maintenance</body></html>", "text/html", "HTML or XML (text/html)")]
    [InlineData("%PDF-1.7 ...", "application/pdf", "something else (application/pdf)")]
    [InlineData("{\"items\":[{\"id\":\"1\"}", "application/json", "cut short")]
    [InlineData("{\"items\":[{\"id\":\"1\"}],\"total\":", "application/json", "cut short")]
    [InlineData("{\"items\":[]}{\"items\":[]}", "application/json", "not JSON")]
    [InlineData("{\"items\":[,]}", "application/json", "not JSON")]
    [InlineData("{\"error\":\"no\"}", "application/json", "items: expected a list")]
    [InlineData("[1,2]", "application/json", "expected an object")]
    public async Task A_reply_that_is_not_what_the_spec_describes_is_a_typed_error_that_says_what_was_met(string body, string type, string met)
    {
        var error = await Fails(Answer.Text(body, type));

        Assert.Equal(200, error.Status);
        Assert.Equal("GET /items", error.Endpoint);
        Assert.StartsWith("GET /items: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(met, error.Message, StringComparison.Ordinal);
        Assert.False(error.Transient);
    }

    [Fact]
    public async Task A_reply_that_nests_too_deep_is_a_typed_error()
    {
        var error = await Fails(Answer.Json($"{{\"x\":{new string('[', 100)}{new string(']', 100)},\"items\":[]}}"));

        Assert.Contains("nested deeper than 64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_no_json_is_quoted_in_200_characters_without_secrets()
    {
        var error = await Fails(Answer.Text($"<h1>Key {TestConnector.Secret} of jo@acme.example\r\n {new string('x', 500)}", "text/html"));

        var quoted = error.Message[(error.Message.IndexOf('"', StringComparison.Ordinal) + 1)..^1];
        Assert.StartsWith("<h1>Key *** of *** xxx", quoted, StringComparison.Ordinal);
        Assert.Equal(200, quoted.Length);
    }

    [Fact]
    public async Task Json_is_never_quoted_because_it_holds_peoples_data()
    {
        var error = await Fails(Answer.Json("{\"items\":[{\"id\":\"Frieda Muster\""));

        Assert.DoesNotContain("Frieda", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_set_aside_and_the_others_arrive()
    {
        var connector = TestConnector.At(new FakeVendor("""{"items":[{"id":"1"},{"id":[]},{"name":"x"},{"id":4}]}"""));

        var page = Assert.Single(await connector.PagesAsync(Items.Source()));

        Assert.Equal(["1", "4"], page.Records.Cast<Item>().Select(r => r.Id));
        Assert.Equal(["expected a text", "a value is required"], page.SetAside.Select(s => s.Reason));
        Assert.Equal(4, page.Elements);
    }

    private static Task<List<string>> Read(HttpResponseMessage reply, ConnectorOptions? options = null) =>
        TestConnector.At(new FakeVendor(_ => reply), options: options).IdsAsync(Items.Source());

    private static async Task<ConnectorException> Fails(HttpResponseMessage reply, ConnectorOptions? options = null)
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => Read(reply, options));
        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        return error;
    }

    private static byte[] Compress(byte[] bytes, string encoding)
    {
        using var target = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(target, CompressionLevel.Fastest),
            "raw-deflate" => new DeflateStream(target, CompressionLevel.Fastest),
            "br" => new BrotliStream(target, CompressionLevel.Fastest),
            _ => new MemoryStream(),
        })
        {
            stream.Write(bytes);
        }

        return encoding == "identity" ? bytes : target.ToArray();
    }

    /// <summary>Zeros without end.</summary>
    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
