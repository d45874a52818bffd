using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Actions;

public class AttachmentTests
{
    private const string Url = "https://files.example/cv.pdf";

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(100_000)]
    public async Task A_file_in_base64_arrives_as_it_is(int length)
    {
        var bytes = Bytes(length);
        var text = Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks);

        var sent = await SendAsync(new FileInput { Name = "cv.pdf", ContentType = "application/pdf", Data = text });

        Assert.Equal(("cv.pdf", "application/pdf"), (sent.Name, sent.Type));
        Assert.Equal(bytes, sent.Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1024 * 1024)]
    [InlineData(1024 * 1024 + 1)]
    [InlineData(3_000_000)]
    public async Task A_file_is_fetched_from_its_address(int length)
    {
        var bytes = Bytes(length);
        var web = new FakeVendor(_ => Answer.Bytes(bytes, "image/png; q=1"));

        var sent = await SendAsync(new FileInput { Name = "me.png", DataUrl = Url }, web);

        Assert.Equal(("me.png", "image/png"), (sent.Name, sent.Type));
        Assert.Equal(bytes, sent.Bytes);
        Assert.Equal(("GET", Url), (web.Request.Method, web.Request.Address.AbsoluteUri));
        Assert.DoesNotContain("X-Api-Key", web.Request.Headers.Keys);
    }

    [Theory]
    [InlineData("application/x-own", "image/png", "application/x-own")]
    [InlineData(null, "nonsense", "application/octet-stream")]
    [InlineData(null, null, "application/octet-stream")]
    public async Task The_type_that_is_given_counts_then_that_of_the_reply(string? given, string? told, string type)
    {
        var web = new FakeVendor(_ =>
        {
            var reply = Answer.Bytes([1], told ?? "");
            reply.Content.Headers.Remove(told is null ? "Content-Type" : "X-None");
            return reply;
        });

        Assert.Equal(type, (await SendAsync(new FileInput { Name = "a", ContentType = given, DataUrl = Url }, web)).Type);
    }

    [Fact]
    public async Task A_large_file_leaves_nothing_behind_and_is_sent_again_when_the_request_is()
    {
        var bytes = Bytes(2_000_000);
        var vendor = new FakeVendor(asked =>
        {
            // The name of the file is gone as soon as it has one.
            Assert.True(OperatingSystem.IsWindows() || Temporary().Length == 0);
            return asked.Number == 1 ? Answer.Status(429) : Apply.Answers(asked);
        });
        var again = new ReplyRule { Statuses = [429], Retry = true, Waits = [new RetryWait { Fixed = TimeSpan.FromMilliseconds(1) }] };
        var options = new ConnectorOptions { FileHttp = new HttpMessageInvoker(new FakeVendor(_ => Answer.Bytes(bytes))) };

        await Apply.RunAsync(vendor, input: With(new FileInput { Name = "a", DataUrl = Url }), connector: options, define: p => p with { Errors = [again] });

        Assert.Equal(3, vendor.Requests.Count);
        Assert.Equal(vendor.Requests[1].Body, vendor.Requests[2].Body);
        Assert.Equal(bytes, Sent.Of(vendor).Bytes);
        Assert.Empty(Temporary());
    }

    [Fact]
    public async Task Redirects_are_followed_three_times()
    {
        var web = new FakeVendor(asked => asked.Number < 3 ? Answer.Status(302).With("Location", "/next?" + asked.Number) : Answer.Bytes([7]));

        Assert.Equal([7], (await SendAsync(new FileInput { Name = "a", DataUrl = Url }, web)).Bytes);
        Assert.Equal("https://files.example/next?2", web.Requests[^1].Address.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://10.0.0.1/cv")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:192.168.0.1]/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("ftp://files.example/cv")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://u:p@files.example/cv")]
    public async Task Neither_an_address_nor_a_redirect_leads_where_nobody_may_go(string address)
    {
        var direct = new FakeVendor(_ => Answer.Bytes([1]));
        var redirecting = new FakeVendor(_ => Answer.Status(307).With("Location", address));

        var first = await FindAsync(new FileInput { Name = "a", DataUrl = address }, direct);
        var second = await FindAsync(new FileInput { Name = "a", DataUrl = Url }, redirecting);

        Assert.Equal("attachments[0].data_url", first.Path);
        Assert.Equal(("attachments[0].data_url", FindingKind.Unreachable), (second.Path, second.Kind));
        Assert.Empty(direct.Requests);
        Assert.Single(redirecting.Requests);
        Assert.DoesNotContain(address, second.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fourth_redirect_is_one_too_many()
    {
        var web = new FakeVendor(_ => Answer.Status(301).With("Location", "/again"));

        Assert.Contains("more than 3 times", (await FindAsync(new FileInput { Name = "a", DataUrl = Url }, web)).Reason, StringComparison.Ordinal);
        Assert.Equal(4, web.Requests.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(204)]
    [InlineData(302)]
    public async Task A_status_that_is_no_file_is_found(int status)
    {
        var finding = await FindAsync(new FileInput { Name = "a", DataUrl = Url }, new FakeVendor(_ => Answer.Status(status)));

        Assert.Equal(FindingKind.Unreachable, finding.Kind);
        Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_reached_is_found_without_its_address()
    {
        var finding = await FindAsync(new FileInput { Name = "a", DataUrl = Url }, new FakeVendor(_ => throw new HttpRequestException("files.example is down")));

        Assert.Equal(("attachments[0].data_url", FindingKind.Unreachable, "Its address cannot be reached."), (finding.Path, finding.Kind, finding.Reason));
    }

    [Fact]
    public async Task A_compressed_file_is_found()
    {
        var finding = await FindAsync(new FileInput { Name = "a", DataUrl = Url }, new FakeVendor(_ => Answer.Bytes([1], encoding: "gzip")));

        Assert.Contains("compressed", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_does_not_arrive_in_time_is_found()
    {
        var clock = new FakeTimeProvider();
        var never = new FakeVendor(asked => throw new InvalidOperationException("not asked"));
        var input = With(new FileInput { Name = "a", DataUrl = Url });
        var options = new ConnectorOptions { Clock = clock, FileHttp = new HttpMessageInvoker(new Silent()) };

        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => Pump.RunAsync(clock, () => Apply.RunAsync(never, input: input, connector: options)));

        Assert.Equal(["attachments[0].data_url Unreachable"], refused.Findings.Shown());
        Assert.Contains("within 60 s", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cancels_gets_no_finding()
    {
        using var cancel = new CancellationTokenSource();
        var web = new FakeVendor(asked =>
        {
            cancel.Cancel();
            throw new OperationCanceledException(asked.Cancellation);
        });
        var options = new ConnectorOptions { FileHttp = new HttpMessageInvoker(web) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Apply.RunAsync(new FakeVendor(Apply.Answers), input: With(new FileInput { Name = "a", DataUrl = Url }), connector: options, cancellationToken: cancel.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_download_larger_than_allowed_is_found_by_its_length_or_while_it_arrives(bool tellsLength)
    {
        var web = new FakeVendor(_ =>
        {
            var reply = Answer.Bytes([]);
            reply.Content = tellsLength ? new ByteArrayContent(new byte[2001]) : new StreamContent(new Endless());
            return reply;
        });

        var finding = await FindAsync(new FileInput { Name = "a", DataUrl = Url }, web, new ConnectorOptions { LargestFile = 2000 });

        Assert.Equal(("attachments[0].data_url", FindingKind.TooLarge, "It is larger than 2,000 bytes."), (finding.Path, finding.Kind, finding.Reason));
    }

    [Fact]
    public async Task Six_attachments_are_found_where_five_are_taken()
    {
        var input = new Applying { Attachments = [.. Enumerable.Repeat(new FileInput { Name = "a", ContentType = "a/b", Data = "" }, 6)] };

        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => Apply.RunAsync(new FakeVendor(Apply.Answers), input: input));

        Assert.Equal(["attachments TooLarge"], refused.Findings.Shown());
    }

    [Fact]
    public async Task Names_lead_nowhere_private_either_because_the_address_behind_them_is_looked_at()
    {
        using var server = new Server();

        var finding = await FindAsync(new FileInput { Name = "a", DataUrl = $"http://localhost:{server.Port}/cv" }, web: null);

        Assert.Equal(("attachments[0].data_url", "Its address leads to a machine that is not on the public internet."), (finding.Path, finding.Reason));
        Assert.Equal(0, server.Asked);
    }

    [Fact]
    public async Task This_machine_is_asked_where_it_is_allowed()
    {
        using var server = new Server();
        var options = new ConnectorOptions { AllowLoopbackFiles = true, Retries = 0 };

        var sent = await SendAsync(new FileInput { Name = "a", DataUrl = $"http://localhost:{server.Port}/cv" }, web: null, options);

        Assert.Equal("hello", Encoding.UTF8.GetString(sent.Bytes));
        Assert.Equal("text/plain", sent.Type);
    }

    private static Applying With(FileInput file) => new() { Attachments = [file] };

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static string[] Temporary() => [.. Directory.GetFiles(Path.GetTempPath(), "connectors-file-*")];

    private static ConnectorOptions Options(FakeVendor? web, ConnectorOptions? options) =>
        (options ?? new ConnectorOptions { Retries = 0 }) with { FileHttp = web is null ? null : new HttpMessageInvoker(web) };

    private static async Task<Finding> FindAsync(FileInput file, FakeVendor? web = null, ConnectorOptions? options = null)
    {
        var vendor = new FakeVendor(Apply.Answers);
        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => Apply.RunAsync(vendor, input: With(file), connector: Options(web, options)));
        Assert.Empty(vendor.Requests);
        return Assert.Single(refused.Findings);
    }

    private static async Task<Sent> SendAsync(FileInput file, FakeVendor? web = null, ConnectorOptions? options = null)
    {
        var vendor = new FakeVendor(Apply.Answers);
        await Apply.RunAsync(vendor, input: With(file), connector: Options(web, options));
        return Sent.Of(vendor);
    }

    private sealed record Sent(string Name, string Type, byte[] Bytes)
    {
        public static Sent Of(FakeVendor vendor)
        {
            using var body = JsonDocument.Parse(vendor.Requests[^1].Body!);
            var file = body.RootElement.GetProperty("files")[0];
            return new Sent(file.GetProperty("name").GetString()!, file.GetProperty("type").GetString()!, file.GetProperty("data").GetBytesFromBase64());
        }
    }

    /// <summary>A server that never answers.</summary>
    private sealed class Silent : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("the delay has no end");
        }
    }

    /// <summary>Bytes without an end.</summary>
    private sealed class Endless : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }

    /// <summary>A server on this machine that has one file.</summary>
    private sealed class Server : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Server()
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Port = ((IPEndPoint)free.LocalEndpoint).Port;
            }

            _listener.Prefixes.Add($"http://localhost:{Port}/");
            _listener.Start();
            _ = RunAsync();
        }

        public int Port { get; }

        public int Asked { get; private set; }

        public void Dispose() => _listener.Close();

        private async Task RunAsync()
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                Asked++;
                context.Response.ContentType = "text/plain";
                await context.Response.OutputStream.WriteAsync("hello"u8.ToArray());
                context.Response.Close();
            }
        }
    }
}
