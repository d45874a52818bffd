using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Soap;

[Collection(nameof(RunsAlone))]
public class ReplyTests
{
    private static readonly string Padding = new('x', 200);

    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static TheoryData<string, string, string?, bool> Encodings => new()
    {
        { "windows-1252", "text/xml", "windows-1252", false },
        { "windows-1252", "text/xml; charset=windows-1252", null, false },
        { "windows-1252", "text/xml; charset=windows-1252", "utf-8", false },
        { "utf-16", "text/xml", "utf-16", true },
        { "utf-16", "text/xml", null, true },
        { "utf-16", "text/xml", "utf-16", false },
        { "utf-8", "text/xml; charset=windows-1252", null, true },
        { "utf-8", "text/xml", null, false },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_reply_is_read_by_its_mark_then_the_header_then_its_own_words(string encoding, string type, string? declared, bool marked)
    {
        var text = (declared is null ? "" : $"<?xml version=\"1.0\" encoding=\"{declared}\"?>") + Named("Jörg €");
        var by = encoding == "windows-1252" ? Windows : Encoding.GetEncoding(encoding);
        if (by is UnicodeEncoding && !marked)
        {
            by = new UnicodeEncoding(bigEndian: false, byteOrderMark: false);
        }

        byte[] bytes = [.. marked ? by.GetPreamble() is { Length: > 0 } mark ? mark : [0xEF, 0xBB, 0xBF] : [], .. by.GetBytes(text)];

        Assert.Equal("Jörg €", await Name(Answer.Bytes(bytes, type)));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_reply_may_be_compressed(string encoding)
    {
        using var bytes = new MemoryStream();
        using (Stream packed = encoding switch { "gzip" => new GZipStream(bytes, CompressionMode.Compress), "br" => new BrotliStream(bytes, CompressionMode.Compress), _ => new ZLibStream(bytes, CompressionMode.Compress) })
        {
            packed.Write(Encoding.UTF8.GetBytes(Named("Ann")));
        }

        Assert.Equal("Ann", await Name(Answer.Bytes(bytes.ToArray(), "text/xml", encoding)));
    }

    [Theory]
    [InlineData("""<r:Item id="2"><r:Name>Ann</r:Nam></r:Item>""", "GetItemsResponse.Item.Name")]
    [InlineData("""<r:Item id="2"><r:Name>Ann &nobody;</r:Name></r:Item>""", "GetItemsResponse.Item.Name")]
    [InlineData("""<r:Item id="2"><r:Name>Ann""", "GetItemsResponse.Item.Name")]
    [InlineData("""<r:Other><r:Deep>""", "GetItemsResponse.Other.Deep")]
    public async Task Broken_XML_is_named_by_operation_and_element_and_not_quoted(string rest, string path)
    {
        var whole = SoapItems.Answer(["1"], rest);
        var text = rest.EndsWith("</r:Item>", StringComparison.Ordinal) ? whole : whole[..(whole.IndexOf(rest, StringComparison.Ordinal) + rest.Length)];

        var error = await Assert.ThrowsAsync<ConnectorException>(() => At(_ => SoapItems.Xml(text)).IdsAsync(SoapItems.Source()));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.StartsWith("GetItems:", error.Message, StringComparison.Ordinal);
        Assert.Contains(path + " ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_that_nests_too_deep_is_refused()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(
            () => At(_ => SoapItems.Xml(SoapItems.Answer([], string.Concat(Enumerable.Repeat("<a>", 100_000))))).IdsAsync(SoapItems.Source()));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("deeper than 64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_another_operation_is_refused()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => At(_ => SoapItems.Xml(SoapItems.Envelope("<Other/>"))).IdsAsync(SoapItems.Source()));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("GetItemsResponse", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_of_200_MB_is_read_in_little_memory()
    {
        const long Size = 200L * 1024 * 1024;
        var stream = Items(Size);
        var (records, largest, taken) = (0L, 0L, 0L);

        await foreach (var page in At(_ => Streamed(stream), new ConnectorOptions { LargestReply = 256 * 1024 * 1024 }).ReadAsync(SoapItems.Source(), new ReadOptions()))
        {
            records += page.Records.Count;
            if (stream.Sent - taken > Size / 8)
            {
                taken = stream.Sent;
                largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        Assert.True(stream.Sent >= Size);
        Assert.Equal(stream.Items, records);
        Assert.InRange(largest, 1, 64L * 1024 * 1024);
    }

    [Fact]
    public async Task Records_leave_a_large_reply_while_it_arrives_and_who_resumes_asks_for_the_same_page()
    {
        var stream = Items(4 * 1024 * 1024);
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Streamed(stream) : SoapItems.Xml(SoapItems.Answer(["again"])));
        var connector = TestConnector.At(vendor);
        string? resume = null;

        await foreach (var page in connector.ReadAsync(SoapItems.Source(), new ReadOptions()))
        {
            Assert.True(stream.Sent < 2 * 1024 * 1024, "the first records wait for the last");
            resume = page.Resume;
            break;
        }

        Assert.True(stream.IsDisposed);
        Assert.Equal(["again"], await connector.IdsAsync(SoapItems.Source(), new ReadOptions { Resume = resume }));
    }

    [Fact]
    public async Task A_large_reply_counts_every_element_once_and_ends_the_list()
    {
        var stream = Items(1024 * 1024);

        var pages = await At(_ => Streamed(stream)).PagesAsync(SoapItems.Source());

        Assert.True(pages.Count > 2);
        Assert.Equal(stream.Items, pages.Sum(p => (long)p.Elements));
        Assert.All(pages[..^1], p => Assert.NotNull(p.Resume));
        Assert.Null(pages[^1].Resume);
    }

    [Fact]
    public async Task A_large_reply_that_breaks_off_is_an_error_after_the_records_before()
    {
        var stream = Items(1024 * 1024, complete: false);
        var records = 0;

        var error = await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            await foreach (var page in At(_ => Streamed(stream)).ReadAsync(SoapItems.Source(), new ReadOptions()))
            {
                records += page.Records.Count;
            }
        });

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("in GetItemsResponse", error.Message, StringComparison.Ordinal);
        Assert.True(records > 0);
    }

    [Fact]
    public async Task A_reply_larger_than_allowed_is_refused_while_it_arrives()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(
            () => At(_ => Streamed(Items(long.MaxValue)), new ConnectorOptions { Retries = 0, LargestReply = 1_000_000 }).PagesAsync(SoapItems.Source()));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("larger than 1,000,000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_a_reply_that_has_stopped_arriving()
    {
        var stream = Items(1024 * 1024, stalls: true);
        using var cancel = new CancellationTokenSource();
        var read = Task.Run(() => At(_ => Streamed(stream)).PagesAsync(SoapItems.Source(), cancellationToken: cancel.Token));
        await stream.Stalled;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task A_reply_that_stops_arriving_is_given_up_after_the_time_allowed_for_it()
    {
        var clock = new FakeTimeProvider();
        var stream = Items(1024 * 1024, stalls: true);
        var read = Task.Run(() => At(_ => Streamed(stream), new ConnectorOptions { Retries = 0, Clock = clock }).PagesAsync(SoapItems.Source()));
        await stream.Stalled;

        clock.Advance(TimeSpan.FromSeconds(100));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => read.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(ConnectorError.Unavailable, error.Error);
        Assert.Contains("within 100 s", error.Message, StringComparison.Ordinal);
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task Children_can_be_asked_for_while_a_large_reply_arrives_whatever_may_be_under_way_at_once()
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Streamed(Items(1024 * 1024)) : SoapItems.Xml(SoapItems.Answer(["child"])));
        var connector = TestConnector.At(vendor, TestConnector.Define(p => p with { Concurrency = 1 }));

        await foreach (var _ in connector.ReadAsync(SoapItems.Source(), new ReadOptions()))
        {
            Assert.Equal(["child"], await connector.IdsAsync(SoapItems.Source()).WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }

    private static TestConnector At(Func<Asked, HttpResponseMessage> answer, ConnectorOptions? options = null) => TestConnector.At(new FakeVendor(answer), options: options);

    private static string Named(string name) => SoapItems.Envelope($"""<GetItemsResponse xmlns="{SoapItems.Names}"><Item id="1"><Name>{name}</Name></Item></GetItemsResponse>""");

    private static async Task<string?> Name(HttpResponseMessage answer)
    {
        var page = Assert.Single(await At(_ => answer).PagesAsync(SoapItems.Source()));
        return ((Item)Assert.Single(page.Records)).Detail;
    }

    private static HttpResponseMessage Streamed(Stream stream)
    {
        var content = new StreamContent(stream);
        content.Headers.TryAddWithoutValidation("Content-Type", "text/xml; charset=utf-8");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    /// <summary>An answer with so many items that it has at least so many bytes.</summary>
    private static WrittenStream Items(long length, bool complete = true, bool stalls = false) => new(
        $"""<s:Envelope xmlns:s="{SoapItems.Soap11}"><s:Body><r:GetItemsResponse xmlns:r="{SoapItems.Names}">""",
        static item => string.Create(CultureInfo.InvariantCulture, $"<r:Item id=\"{item}\"><r:Name>{Padding}</r:Name></r:Item>"),
        length,
        complete ? "</r:GetItemsResponse></s:Body></s:Envelope>" : "",
        stalls);
}
