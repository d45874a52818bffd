using Connectors.Runtime.Actions;
using Connectors.Runtime.Passthrough;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Passthrough;

/// <summary>A path of the caller's own stays below the API's address, however it is read.</summary>
public class PathTests
{
    private const string Base = "https://acme.vendor.example/api";

    public static TheoryData<string> Escapes =>
    [
        "https://other.example/jobs", "http:other.example", "HTTPS://other.example", "javascript:alert(1)", "other.example:443/jobs", "jo:pw@other.example/jobs", "@other.example/jobs",
        "//other.example/jobs", "///other.example", "/%2Fother.example", "%2F%2Fother.example", "/%252Fother.example", "/／other.example",
        "/..", "/../admin", "/jobs/../../admin", "/jobs/./1", "..", "/jobs/..", "/jobs/..;a=b/admin", "/jobs/.. /admin", "/jobs/%20..%20/admin",
        "/%2e%2e/admin", "/%2E./admin", "/jobs/..%2fadmin", "/jobs/%2e%2e%2fadmin", "/%252e%252e/admin", "/%25252e%25252e/admin", "/jobs/..%5cadmin", "/．．/admin", "/‥/admin", "/％2e％2e/admin",
        @"\\other.example\jobs", @"/jobs\..\admin", "/jobs%5C..", "/jobs/%255C",
        "/jobs\r\nHost: other.example", "/jobs%0d%0aHost:%20other.example", "/jobs\0", "/jobs%00", "/jobs%250a", "/jobs\t1", "/jobs\u0085", "/jobs\u009f",
        "/jobs#fragment", "/jobs%", "/jobs%2", "/jobs%zz", "/jobs/%ff", "/jobs/%c0%ae%c0%ae/admin", "/" + new string('a', 9000),
        "/%25252525252525252525252e",
    ];

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task A_path_that_could_lead_elsewhere_is_refused_before_anything_is_sent(string path)
    {
        var vendor = new FakeVendor("{}");

        var error = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(vendor).PassthroughAsync(Get(path)));

        Assert.Equal("path", Assert.Single(error.Findings).Path);
        Assert.DoesNotContain("other.example", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("admin", error.Message, StringComparison.Ordinal);
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task Half_a_letter_is_refused()
    {
        var error = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(new FakeVendor("{}")).PassthroughAsync(Get("/jobs\ud800")));

        Assert.Equal("path", Assert.Single(error.Findings).Path);
    }

    [Theory]
    [InlineData("", Base)]
    [InlineData("/", Base)]
    [InlineData("jobs/1", Base + "/jobs/1")]
    [InlineData("/jobs/1", Base + "/jobs/1")]
    [InlineData("/jobs/a%2Fb", Base + "/jobs/a%2Fb")]
    [InlineData("/jobs/100%25", Base + "/jobs/100%25")]
    [InlineData("/jobs/1:close", Base + "/jobs/1:close")]
    [InlineData("/people/jo@example.com", Base + "/people/jo@example.com")]
    [InlineData("/jobs/...", Base + "/jobs/...")]
    [InlineData("/jobs/v1..2", Base + "/jobs/v1..2")]
    [InlineData("/käse und brot", Base + "/k%C3%A4se%20und%20brot")]
    [InlineData("/jobs/", Base + "/jobs/")]
    [InlineData("/jobs?page=2&tag=a&tag=b%26c&note=a+b", Base + "/jobs?page=2&tag=a&tag=b%26c&note=a%20b")]
    [InlineData("?page=2", Base + "?page=2")]
    public async Task A_path_below_the_address_is_asked_for(string path, string address)
    {
        var vendor = new FakeVendor("{}");

        var reply = await TestConnector.At(vendor).PassthroughAsync(Get(path));

        Assert.Equal(address, vendor.Request.Address.AbsoluteUri);
        Assert.Equal(address, reply.Url);
    }

    [Fact]
    public async Task Parameters_are_escaped_and_stand_beside_those_of_the_path()
    {
        var vendor = new FakeVendor("{}");

        await TestConnector.At(vendor).PassthroughAsync(Get("/jobs?tag=a") with { Params = new Dictionary<string, string> { ["tag"] = "b", ["q"] = "a&b=c#d/../\r\n" } });

        Assert.Equal("/api/jobs?tag=a&tag=b&q=a%26b%3Dc%23d%2F..%2F%0D%0A", vendor.Request.PathAndQuery);
    }

    private static PassthroughRequest Get(string path) => new() { Api = "v1", Method = "GET", Path = path };
}
