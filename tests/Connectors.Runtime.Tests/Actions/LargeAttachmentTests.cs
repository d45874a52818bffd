using Connectors.Runtime.Actions;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Actions;

/// <summary>Attachments of 50 MB; alone, because other tests measure how little memory they need.</summary>
[Collection(nameof(RunsAlone))]
public class LargeAttachmentTests
{
    private const int Length = 50 * 1024 * 1024;

    [Fact]
    public async Task Fifty_megabytes_are_too_large()
    {
        var vendor = new FakeVendor(Apply.Answers);

        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => Apply.RunAsync(vendor, input: With(Convert.ToBase64String(new byte[Length]))));

        Assert.Equal(["attachments[0].data TooLarge"], refused.Findings.Shown());
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task Fifty_megabytes_are_sent_where_they_are_allowed()
    {
        var bytes = new byte[Length];
        new Random(Length).NextBytes(bytes);
        var data = Convert.ToBase64String(bytes);
        var vendor = new FakeVendor(Apply.Answers);

        await Apply.RunAsync(vendor, input: With(data), connector: new ConnectorOptions { Retries = 0, LargestFile = 60 * 1024 * 1024 });

        Assert.EndsWith("\"" + data + "\"}]}", vendor.Requests[^1].Body, StringComparison.Ordinal);
    }

    private static Applying With(string data) => new() { Attachments = [new FileInput { Name = "a.pdf", ContentType = "application/pdf", Data = data }] };
}
