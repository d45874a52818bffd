using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;
using Connectors.Runtime.Soap;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Files;

[Collection(nameof(RunsAlone))]
public class FileTests
{
    private const int Large = 100 * 1024 * 1024;

    private const long LittleMemory = 64L * 1024 * 1024;

    private static readonly XNamespace Names = SoapItems.Names;

    public static TheoryData<int> Lengths => [0, 1, 2, 3, 1000, 49_151, 49_152, 49_153, 200_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task An_envelope_holds_files_as_Base64_and_tells_its_length(int length)
    {
        var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Answer([])));
        var (one, two) = (Bytes(length), Bytes(7));

        await SendAsync(vendor, Upload, new FileContent("a.pdf", "application/pdf", one), new FileContent("b.pdf", "application/pdf", two));

        var upload = XDocument.Parse(vendor.Request.Body!).Descendants(Names + "Upload").Single();
        Assert.Equal("a.pdf", upload.Element(Names + "Name")!.Value);
        Assert.Equal([one, two], upload.Elements(Names + "Data").Select(e => Convert.FromBase64String(e.Value)));
        Assert.Equal("after", upload.Element(Names + "Rest")!.Value);
        Assert.Equal(Encoding.UTF8.GetByteCount(vendor.Request.Body!), int.Parse(vendor.Request.Headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_JSON_body_holds_files_as_Base64()
    {
        var vendor = new FakeVendor("{}");
        var (one, two) = (Bytes(100_000), Bytes(5));

        await SendAsync(vendor, Items.Get("/files") with { Method = HttpMethod.Post }, new FileContent("a.pdf", "application/pdf", one), new FileContent("b.pdf", "application/pdf", two));

        using var body = JsonDocument.Parse(vendor.Request.Body!);
        Assert.Equal("a.pdf", body.RootElement.GetProperty("Name").GetString());
        Assert.Equal([one, two], body.RootElement.GetProperty("Data").EnumerateArray().Select(e => e.GetBytesFromBase64()));
        Assert.Equal("after", body.RootElement.GetProperty("Rest").GetString());
        Assert.Equal(Encoding.UTF8.GetByteCount(vendor.Request.Body!), int.Parse(vendor.Request.Headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_form_holds_files_as_Base64_that_whoever_reads_forms_finds_again(int length)
    {
        var vendor = new FakeVendor("{}");
        // As Base64 these are signs that all mean something else in a form.
        var (one, two) = (Bytes(length), Enumerable.Repeat((byte)0xFB, 1000).ToArray());

        await SendAsync(
            vendor,
            Items.Get("/files") with { Method = HttpMethod.Post, Form = BodyForm.UrlEncoded },
            new FileContent("a+b.pdf", "application/pdf", one),
            new FileContent("b.pdf", "application/pdf", two));

        Assert.Matches("^[A-Za-z0-9=&%._~-]*$", vendor.Request.Body);
        var fields = vendor.Request.Body!.Split('&').Select(f => f.Split('=')).Select(f => (f[0], Text: Uri.UnescapeDataString(f[1].Replace('+', ' ')))).ToList();
        Assert.Equal(["Name", "Data", "Data", "Rest"], fields.Select(f => f.Item1));
        Assert.Equal("a+b.pdf", fields[0].Text);
        Assert.Equal([one, two], fields[1..3].Select(f => Convert.FromBase64String(f.Text)));
    }

    [Fact]
    public async Task A_file_can_be_the_text_of_an_element_with_attributes_but_not_an_attribute()
    {
        var file = new FileContent("a.pdf", "application/pdf", Bytes(4));
        var plan = Upload with
        {
            Soap = new SoapPlan(11, "", (writer, values) =>
            {
                writer.WriteStartElement("Data", SoapItems.Names);
                values.Attribute(writer, "Name", "name", "", ValueForm.Text);
                values.Text(writer, "Data", ValueForm.Text);
                writer.WriteEndElement();
            }, []),
        };
        var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Answer([])));

        await SendAsync(vendor, plan, file);

        var data = XDocument.Parse(vendor.Request.Body!).Descendants(Names + "Data").Single();
        Assert.Equal(("a.pdf", Convert.ToBase64String(Bytes(4))), (data.Attribute("name")!.Value, data.Value));

        var wrong = plan with { Soap = new SoapPlan(11, "", (writer, values) => values.Attribute(writer, "Data", "data", "", ValueForm.Text), []) };
        var error = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync(vendor, wrong, file));
        Assert.Equal(ConnectorError.InvalidInput, error.Error);
    }

    [Fact]
    public async Task A_request_that_is_sent_again_opens_its_file_again()
    {
        var clock = new FakeTimeProvider();
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(503) : SoapItems.Xml(SoapItems.Answer([])));
        var opened = new List<MemoryStream>();
        var file = new FileContent("a.pdf", "application/pdf", 100_000, _ =>
        {
            opened.Add(new MemoryStream(Bytes(100_000)));
            return new ValueTask<Stream>(opened[^1]);
        });

        await Pump.RunAsync(clock, async () =>
        {
            await SendAsync(vendor, Upload, new ConnectorOptions { Clock = clock }, file);
            return true;
        });

        Assert.Equal(2, opened.Count);
        Assert.All(opened, stream => Assert.False(stream.CanRead));
        Assert.Equal(vendor.Requests[0].Body, vendor.Requests[1].Body);
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData(BodyForm.Json, 4)]
    [InlineData(BodyForm.Multipart, 3)]
    [InlineData(BodyForm.Binary, 3)]
    public async Task A_file_of_100_MB_is_sent_in_little_memory(BodyForm? form, int bytesForThree)
    {
        using var vendor = new DrainingVendor();
        var plan = form is { } written ? Items.Get("/files") with { Method = HttpMethod.Post, Form = written } : Upload;

        await SendAsync(vendor.Address, plan, new ConnectorOptions { Retries = 0 }, new FileContent("a.zip", "application/zip", Large, _ => new ValueTask<Stream>(new Zeros(Large))));

        Assert.InRange(vendor.Received, Large / 3 * bytesForThree, (Large / 3 * bytesForThree) + 2000);
        Assert.InRange(vendor.LargestHeap, 1, LittleMemory);
        Assert.Equal(vendor.Received, vendor.ToldLength);
    }

    [Fact]
    public async Task A_file_of_100_MB_is_sent_in_a_form_in_little_memory()
    {
        using var vendor = new DrainingVendor();

        await SendAsync(
            vendor.Address,
            Items.Get("/files") with { Method = HttpMethod.Post, Form = BodyForm.UrlEncoded },
            new ConnectorOptions { Retries = 0 },
            new FileContent("a.zip", "application/zip", Large, _ => new ValueTask<Stream>(new Zeros(Large))));

        Assert.InRange(vendor.Received, Large / 3 * 4, (Large / 3 * 4) + 2000);
        Assert.InRange(vendor.LargestHeap, 1, LittleMemory);
        // What has to be escaped is known only when it has been read.
        Assert.Equal(-1, vendor.ToldLength);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signature_that_does_not_ask_for_the_body_leaves_its_files_out_of_memory(bool hashes)
    {
        using var vendor = new DrainingVendor();
        var opened = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        await SendAsync(
            vendor.Address,
            Items.Get("/files") with { Method = HttpMethod.Post, Form = BodyForm.Binary },
            new ConnectorOptions { Retries = 0 },
            request =>
            {
                if (hashes)
                {
                    request.CopyBodyTo(new HashedStream(hash));
                }
            },
            new FileContent("a.zip", "application/zip", Large, _ => new ValueTask<Stream>(new Zeros(opened++ < 2 ? Large : 0))));

        Assert.Equal(Large, vendor.Received);
        Assert.InRange(vendor.LargestHeap, 1, LittleMemory);
        Assert.Equal(hashes ? 2 : 1, opened);
        Assert.Equal(hashes ? Convert.ToHexString(SHA256.HashData(new Zeros(Large))) : Convert.ToHexString(SHA256.HashData([])), Convert.ToHexString(hash.GetHashAndReset()));
    }

    [Fact]
    public async Task A_body_that_a_signature_asks_for_is_read_once_and_sent_as_it_was_signed()
    {
        using var vendor = new DrainingVendor();
        var opened = 0;
        byte[]? signed = null;

        await SendAsync(
            vendor.Address,
            Items.Get("/files") with { Method = HttpMethod.Post },
            new ConnectorOptions { Retries = 0 },
            request =>
            {
                signed = request.Body.ToArray();
                Assert.True(request.Body.Equals(request.Body));
                request.SetHeader("X-Length", $"{request.Header("Content-Type")} {signed.Length}");
            },
            new FileContent("a.pdf", "application/pdf", 50_000, _ =>
            {
                opened++;
                return new ValueTask<Stream>(new MemoryStream(Bytes(50_000)));
            }));

        Assert.Equal(1, opened);
        Assert.Equal((signed!.Length, signed.Length), (vendor.Received, vendor.ToldLength));
        using var body = JsonDocument.Parse(signed);
        Assert.Equal(Bytes(50_000), body.RootElement.GetProperty("Data").GetBytesFromBase64());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_for_a_signature_is_an_error_of_the_file()
    {
        using var vendor = new DrainingVendor();
        var sending = SendAsync(
            vendor.Address,
            Items.Get("/files") with { Method = HttpMethod.Post },
            new ConnectorOptions { Retries = 0 },
            request => _ = request.Body,
            new FileContent("joerg.pdf", "application/pdf", 10, _ => throw new FileNotFoundException("no joerg.pdf")));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => sending);

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.DoesNotContain("joerg", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_asked_for_as_it_is_and_not_as_JSON()
    {
        var vendor = new FakeVendor(_ => Answer.Bytes(Bytes(10), "application/pdf"));

        using var file = await FetchAsync(vendor);

        Assert.Equal(("*/*", "identity"), (vendor.Request.Headers["Accept"], vendor.Request.Headers["Accept-Encoding"]));
        Assert.Equal((10, "application/pdf"), (file.Length, file.ContentType));
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_file_that_comes_compressed_all_the_same_is_unpacked(string encoding)
    {
        var bytes = Bytes(3_000_000);

        using var file = await FetchAsync(new FakeVendor(_ => Answer.Bytes(Packed(bytes, encoding), "application/pdf", encoding)));

        await using var stream = await file.ToContent("a.pdf", "application/pdf").OpenAsync(CancellationToken.None);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        Assert.Equal(bytes, content.ToArray());
    }

    [Theory]
    [InlineData("gzip", "not compressed as it says")]
    [InlineData("br", "not compressed as it says")]
    [InlineData("zstd", "a way that was not asked for")]
    public async Task A_file_that_cannot_be_unpacked_is_a_typed_error(string encoding, string why)
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => FetchAsync(new FakeVendor(_ => Answer.Bytes(Bytes(1000), "application/pdf", encoding))));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_unfolds_into_more_than_is_allowed_is_stopped()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => FetchAsync(new FakeVendor(_ => Answer.Bytes(Packed(new byte[50_000_000], "gzip"), "application/pdf", "gzip")), 1_000_000));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("larger than 1,000,000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_100_MB_is_fetched_from_the_vendor_in_little_memory()
    {
        var zeros = new Zeros(Large);
        var into = new ReceivedFile();
        var client = new VendorClient(TestConnector.Define(), TestConnector.Account(), new ConnectorOptions { Http = new HttpMessageInvoker(Streamed(zeros)), LargestFile = Large });

        using var reply = await client.SendAsync(new VendorRequest(Items.Get("/files/1")) { Into = into }, [], "files", CancellationToken.None);

        using var file = into.File!;
        Assert.Equal(Large, file.Length);
        Assert.Equal(Large, await LengthAsync(file.ToContent("a.zip", "application/zip")));
        Assert.InRange(zeros.LargestHeap, 1, LittleMemory);
    }

    [Fact]
    public async Task A_file_of_100_MB_is_fetched_from_its_address_in_little_memory()
    {
        var zeros = new Zeros(Large);
        var fetcher = new FileFetcher(new ConnectorOptions { FileHttp = new HttpMessageInvoker(Streamed(zeros)), LargestFile = Large });

        using var file = await fetcher.FetchAsync("https://files.example/a.zip", Large, CancellationToken.None);

        Assert.Equal(Large, file.Length);
        Assert.Equal(Large, await LengthAsync(file.ToContent("a.zip", "application/zip")));
        Assert.InRange(zeros.LargestHeap, 1, LittleMemory);
    }

    [Fact]
    public async Task A_file_of_unknown_length_is_sent_without_telling_one()
    {
        using var vendor = new DrainingVendor();

        await SendAsync(vendor.Address, Upload, new ConnectorOptions { Retries = 0 }, new FileContent("a.zip", "application/zip", null, _ => new ValueTask<Stream>(new Zeros(1_000_000))));

        Assert.InRange(vendor.Received, 1_333_333, 1_336_000);
        Assert.Equal(-1, vendor.ToldLength);
    }

    [Theory]
    [InlineData(10, 9, "length")]
    [InlineData(10, 11, "length")]
    [InlineData(200_000, 199_999, "length")]
    [InlineData(10, -1, "opened")]
    [InlineData(10, -2, "read to its end")]
    public async Task A_file_that_is_not_what_it_says_is_an_error_of_the_file_and_not_of_the_vendor(int told, int actual, string why)
    {
        using var vendor = new DrainingVendor();
        var file = new FileContent("joerg.pdf", "application/pdf", told, _ => actual switch
        {
            -1 => throw new FileNotFoundException("no joerg.pdf"),
            -2 => new ValueTask<Stream>(new BrokenStream()),
            _ => new ValueTask<Stream>(new MemoryStream(Bytes(actual))),
        });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync(vendor.Address, Upload, new ConnectorOptions(), file));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.StartsWith("Upload: the request cannot be made", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("joerg", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_is_not_negative() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileContent("a", "b", -1, _ => new ValueTask<Stream>(Stream.Null)));

    private static RequestPlan Upload { get; } = SoapItems.Call("Upload") with
    {
        Soap = new SoapPlan(11, "urn:upload", (writer, values) =>
        {
            writer.WriteStartElement("Upload", SoapItems.Names);
            foreach (var name in (string[])["Name", "Data", "Rest"])
            {
                values.Element(writer, name, name, SoapItems.Names, ValueForm.Text);
            }

            writer.WriteEndElement();
        }, []),
    };

    private static Task SendAsync(FakeVendor vendor, RequestPlan plan, params FileContent[] files) => SendAsync(vendor, plan, new ConnectorOptions { Retries = 0 }, files);

    private static Task SendAsync(FakeVendor vendor, RequestPlan plan, ConnectorOptions options, params FileContent[] files) =>
        SendAsync(plan, options with { Http = new HttpMessageInvoker(vendor) }, files);

    private static Task SendAsync(Uri address, RequestPlan plan, ConnectorOptions options, params FileContent[] files) => SendAsync(address, plan, options, null, files);

    private static async Task SendAsync(Uri address, RequestPlan plan, ConnectorOptions options, Action<RequestToSign>? sign, params FileContent[] files)
    {
        using var http = new HttpMessageInvoker(SharedHttp.NewHandler());
        await SendAsync(plan, options with { Http = http, BaseAddress = address }, files, sign);
    }

    private static async Task SendAsync(RequestPlan plan, ConnectorOptions options, FileContent[] files, Action<RequestToSign>? sign = null)
    {
        var client = new VendorClient(TestConnector.Define(p => sign is null ? p : p with { Auth = [new SignaturePlan(sign)] }), TestConnector.Account(), options);
        var request = new VendorRequest(plan)
        {
            Extra =
            [
                new PlacedValue(new PlaceName(Place.Body, "Name"), [files[0].Name]),
                new PlacedValue(new PlaceName(Place.Body, "Data"), []) { Files = [.. files], IsPart = plan.Form == BodyForm.Multipart },
                new PlacedValue(new PlaceName(Place.Body, "Rest"), ["after"]),
            ],
        };
        using var reply = await client.SendAsync(request, [], "files", CancellationToken.None);
    }

    private static async Task<FetchedFile> FetchAsync(FakeVendor vendor, long largest = 10_000_000)
    {
        var into = new ReceivedFile();
        var client = new VendorClient(TestConnector.Define(), TestConnector.Account(), new ConnectorOptions { Http = new HttpMessageInvoker(vendor), Retries = 0, LargestFile = largest });
        using var reply = await client.SendAsync(new VendorRequest(Items.Get("/files/1")) { Into = into }, [], "files", CancellationToken.None);
        return into.File!;
    }

    private static byte[] Packed(byte[] bytes, string encoding)
    {
        using var target = new MemoryStream();
        using (Stream stream = encoding switch { "gzip" => new GZipStream(target, CompressionLevel.Fastest), "br" => new BrotliStream(target, CompressionLevel.Fastest), _ => target })
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    private static FakeVendor Streamed(Stream stream) => new(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(stream) });

    private static async Task<long> LengthAsync(FileContent file)
    {
        var (buffer, length) = (new byte[64 * 1024], 0L);
        await using var stream = await file.OpenAsync(CancellationToken.None);
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A server that reads what it is sent and keeps none of it.</summary>
    private sealed class DrainingVendor : IDisposable
    {
        private readonly HttpListener _listener = new();

        public DrainingVendor()
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            }

            _listener.Prefixes.Add(Address.AbsoluteUri);
            _listener.Start();
            _ = RunAsync();
        }

        public Uri Address { get; }

        public long Received { get; private set; }

        public long ToldLength { get; private set; }

        public long LargestHeap { get; private set; }

        public void Dispose() => _listener.Close();

        private async Task RunAsync()
        {
            while (true)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                await AnswerAsync(context);
            }
        }

        private async Task AnswerAsync(HttpListenerContext context)
        {
            ToldLength = context.Request.ContentLength64;
            var buffer = new byte[64 * 1024];
            var sampled = 0L;
            try
            {
                int read;
                while ((read = await context.Request.InputStream.ReadAsync(buffer)) > 0)
                {
                    Received += read;
                    if (Received - sampled > 16 * 1024 * 1024)
                    {
                        (sampled, LargestHeap) = (Received, Math.Max(LargestHeap, GC.GetTotalMemory(forceFullCollection: true)));
                    }
                }

                context.Response.ContentType = "text/xml";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(SoapItems.Answer([])));
                context.Response.Close();
            }
            catch (HttpListenerException)
            {
                // The client gave up in the middle, as some tests want.
            }
        }
    }

    /// <summary>So many zeros, made while they are read, a few at a time.</summary>
    private sealed class Zeros(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        /// <summary>The most memory that was in use while this was read, looked at every 16 MB.</summary>
        public long LargestHeap { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(Math.Min(count, 10_007), length - Position);
            Array.Clear(buffer, offset, read);
            if ((Position + read) >> 24 != Position >> 24)
            {
                LargestHeap = Math.Max(LargestHeap, GC.GetTotalMemory(forceFullCollection: true));
            }

            Position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class HashedStream(IncrementalHash hash) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => hash.AppendData(buffer);

        public override void Write(byte[] buffer, int offset, int count) => hash.AppendData(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            hash.AppendData(buffer.Span);
            return default;
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("disk");
    }
}
