using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Formats;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Replies;

/// <summary>Lists of lines and rows that are read while they arrive.</summary>
[Collection(nameof(RunsAlone))]
public sealed class RowReplyTests
{
    private const int Large = 1024 * 1024;

    private static readonly string Padding = new('x', 200);

    private static ReadSource Lines => Source(new JsonLinesFormat());

    private static ReadSource Rows => Source(new CsvFormat());

    public static TheoryData<bool> BothFormats => [true, false];

    [Theory]
    [MemberData(nameof(BothFormats))]
    public async Task A_reply_much_larger_than_memory_is_read(bool isCsv)
    {
        const long Size = 120L * 1024 * 1024;
        var stream = isCsv ? CsvOf(Size) : LinesOf(Size);
        var (records, largest, taken) = (0L, 0L, 0L);

        await foreach (var page in At(stream, new ConnectorOptions { LargestReply = 256 * 1024 * 1024 }).ReadAsync(isCsv ? Rows : Lines, new ReadOptions()))
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
        Assert.InRange(largest, 1, 48L * 1024 * 1024);
    }

    [Fact]
    public async Task Records_leave_a_large_reply_while_it_arrives_and_who_resumes_asks_for_the_same_page()
    {
        var stream = LinesOf(4 * Large);
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Streamed(stream) : Streamed(new WrittenStream("{\"id\":\"again\"}\n")));
        var connector = TestConnector.At(vendor);
        string? resume = null;

        await foreach (var page in connector.ReadAsync(Lines, new ReadOptions()))
        {
            Assert.True(stream.Sent < 2 * Large, "the first records wait for the last");
            resume = page.Resume;
            break;
        }

        Assert.True(stream.IsDisposed);
        Assert.Equal(["again"], await connector.IdsAsync(Lines, new ReadOptions { Resume = resume }));
    }

    [Fact]
    public async Task Every_element_of_a_large_reply_is_counted_once_and_what_is_wrong_with_one_is_said_with_its_row()
    {
        var stream = new WrittenStream("id,text\n", item => item == 3000 ? $"\"3000\",\"a\r\nb\",c\r\n" : $"\"{item}\",\"{Padding}\"\r\n", Large);

        var pages = await At(stream).PagesAsync(Rows);

        Assert.True(pages.Count > 2);
        Assert.Equal(stream.Items, pages.Sum(p => (long)p.Elements));
        Assert.Equal(("3000", "row 3001 has 3 columns where the first has 2"), pages.SelectMany(p => p.SetAside).Select(s => (s.Key?.First, s.Reason)).Single());
        Assert.Equal(Enumerable.Range(1, (int)stream.Items).Where(i => i != 3000).Select(i => $"{i}"), pages.SelectMany(p => p.Records).Select(r => r.Key.First));
        Assert.All(pages[..^1], p => Assert.NotNull(p.Resume));
        Assert.Null(pages[^1].Resume);
    }

    [Fact]
    public async Task A_line_that_is_no_value_is_an_error_after_the_records_before()
    {
        var records = 0;

        var error = await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            await foreach (var page in At(new WrittenStream("", item => item == 4000 ? "{\"id\":\n" : Line(item), Large)).ReadAsync(Lines, new ReadOptions()))
            {
                records += page.Records.Count;
            }
        });

        Assert.Equal((ConnectorError.UnexpectedPayload, 200), (error.Error, error.Status));
        Assert.Contains("line 4000 of the reply is no JSON value", error.Message, StringComparison.Ordinal);
        Assert.InRange(records, 500, 3999);
    }

    [Fact]
    public async Task A_large_reply_that_breaks_off_is_an_error()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => At(new WrittenStream("", Line, Large, end: "{\"id\":")).PagesAsync(Lines));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("cut short in line", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_larger_than_allowed_is_refused_while_it_arrives()
    {
        var stream = LinesOf(long.MaxValue);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => At(stream, new ConnectorOptions { Retries = 0, LargestReply = 1_000_000 }).PagesAsync(Lines));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("larger than 1,000,000 bytes", error.Message, StringComparison.Ordinal);
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task A_reply_that_stops_arriving_is_given_up_after_the_time_allowed_for_it()
    {
        var clock = new FakeTimeProvider();
        var stream = new WrittenStream("", Line, Large, stalls: true);
        var read = Task.Run(() => At(stream, new ConnectorOptions { Retries = 0, Clock = clock }).PagesAsync(Lines));
        await stream.Stalled;

        clock.Advance(TimeSpan.FromSeconds(100));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => read.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(ConnectorError.Unavailable, error.Error);
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task Cancelling_ends_a_reply_that_has_stopped_arriving()
    {
        var stream = new WrittenStream("", Line, Large, stalls: true);
        using var cancel = new CancellationTokenSource();
        var read = Task.Run(() => At(stream).PagesAsync(Lines, cancellationToken: cancel.Token));
        await stream.Stalled;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(stream.IsDisposed);
    }

    [Theory]
    [InlineData("utf-8", "ž")]
    [InlineData("utf-16", "ž")]
    [InlineData("windows-1250", "ž")]
    public async Task A_large_reply_in_any_charset_is_read(string charset, string letter)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var stream = new WrittenStream("", item => $"{{\"id\":\"{letter}{item}\"}}\n", Large, encoding: Encoding.GetEncoding(charset));

        var ids = await At(stream, charset: charset).IdsAsync(Lines);

        Assert.Equal(Enumerable.Range(1, (int)stream.Items).Select(i => $"{letter}{i}"), ids);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_first_name()
    {
        var stream = new WrittenStream("\uFEFFid\n", item => $"{item}\n", Large);

        var ids = await At(stream).IdsAsync(Rows);

        Assert.Equal(stream.Items, ids.Count);
    }

    [Fact]
    public async Task A_broken_letter_holds_no_other_record_up()
    {
        var stream = new WrittenStream("id\n", item => item % 2 == 0 ? $"{item}é\n" : $"{item}\n", Large, encoding: Encoding.Latin1);

        var ids = await At(stream).IdsAsync(Rows);

        Assert.Equal(Enumerable.Range(1, (int)stream.Items).Select(i => i % 2 == 0 ? $"{i}\uFFFD" : $"{i}"), ids);
    }

    [Fact]
    public async Task How_long_a_reply_is_that_still_arrives_is_not_known_when_it_is_noted()
    {
        var noted = new List<long?>();
        var options = new ConnectorOptions { Retries = 0, Sent = sent => noted.Add(sent.Bytes) };

        await At(LinesOf(Large), options).IdsAsync(Lines);
        await At(new WrittenStream("{\"id\":1}\n"), options).IdsAsync(Lines);

        Assert.Equal([null, 9], noted);
    }

    [Fact]
    public async Task A_large_list_where_lines_are_expected_is_read_as_it_is()
    {
        var stream = new WrittenStream("[{\"id\":\"0\"}", item => $",{{\"id\":\"{item}\"}}", Large, end: "]");

        var ids = await At(stream).IdsAsync(Lines);

        Assert.Equal(stream.Items + 1, ids.Count);
    }

    private static TestConnector At(WrittenStream stream, ConnectorOptions? options = null, string charset = "utf-8") => TestConnector.At(new FakeVendor(_ => Streamed(stream, charset)), options: options);

    private static WrittenStream LinesOf(long length) => new("", Line, length);

    private static WrittenStream CsvOf(long length) => new("id,text\n", item => $"{item},\"{Padding}\n\"\n", length);

    private static string Line(long item) => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{item}\",\"text\":\"{Padding}\"}}\n");

    private static HttpResponseMessage Streamed(Stream stream, string charset = "utf-8")
    {
        var content = new StreamContent(stream);
        content.Headers.TryAddWithoutValidation("Content-Type", $"text/plain; charset={charset}");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private static ReadSource Source(RowFormat format) => new()
    {
        Name = "items",
        Mappers = [Items.Mapper],
        Request = Items.Get() with { Format = format },
        Decode = Decode,
    };

    // What the generator writes where the reply is the list.
    private static void Decode(ref Utf8JsonReader reader, PageSink sink)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new RecordFaultException(".", "expected a list");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            sink.Element(ref reader);
        }
    }
}
