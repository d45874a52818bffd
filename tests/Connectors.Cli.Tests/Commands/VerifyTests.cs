namespace Connectors.Cli.Tests.Commands;

public class VerifyTests
{
    private const string WrongKey = "wr0ng-k3y-4711";

    [Fact]
    public async Task Credentials_that_work_are_accepted()
    {
        await using var vendor = await PlayedVendor.StartAsync();

        var verify = await Tool.RunAsync(["verify", "laura", .. vendor.Arguments()]);

        Assert.Equal((0, "Laura accepts the credentials.\n", ""), (verify.ExitCode, verify.Output, verify.Error));
    }

    [Fact]
    public async Task Credentials_from_the_environment_are_as_good()
    {
        await using var vendor = await PlayedVendor.StartAsync();

        var verify = await Tool.RunAsync(
            ["verify", "laura", "--base-url", vendor.BaseAddress.ToString()],
            environment: new()
            {
                ["CONNECTORS_LAURA_SUBDOMAIN"] = vendor.Connection["subdomain"],
                ["CONNECTORS_LAURA_API_KEY"] = vendor.Connection["api_key"],
            });

        Assert.Equal(0, verify.ExitCode);
    }

    [Fact]
    public async Task A_wrong_key_is_a_refusal_with_a_way_out_that_does_not_show_the_key()
    {
        await using var vendor = await PlayedVendor.StartAsync();

        var verify = await Tool.RunAsync(["verify", "laura", .. vendor.Arguments(WrongKey)]);

        Assert.Equal(2, verify.ExitCode);
        Assert.Contains("Look at the key", verify.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongKey, verify.Output + verify.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vendor_that_is_not_there_is_told_from_wrong_credentials()
    {
        var vendor = await PlayedVendor.StartAsync();
        await vendor.DisposeAsync();

        var verify = await Tool.RunAsync(["verify", "laura", .. vendor.Arguments()]);

        Assert.Equal(2, verify.ExitCode);
        Assert.Contains("could not be tested", verify.Error, StringComparison.Ordinal);
    }
}
