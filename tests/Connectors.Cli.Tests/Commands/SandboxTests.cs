namespace Connectors.Cli.Tests.Commands;

public class SandboxTests
{
    private const string Ready = "Ctrl-C ends it.";

    [Fact]
    public async Task A_shipped_vendor_is_played_until_it_is_stopped()
    {
        var run = await Tool.RunAsync(["sandbox", "laura"], stopAt: Ready);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^Laura is played at http://127\.0\.0\.1:\d+/api/v1\.2$", run.Lines[0]);
        Assert.Contains(run.Lines, line => line.StartsWith("To read it: connectors sync laura --base-url http://127.0.0.1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_spec_outside_the_repository_is_played_too()
    {
        using var folder = new ScratchFolder();
        folder.Write("contracts/laura.openapi.yaml", Repository.Read("specs", "contracts", "laura.openapi.yaml"));
        var path = folder.Write("other.yaml", Repository.Read("specs", "laura.yaml").Replace("connector: laura", "connector: other", StringComparison.Ordinal).Replace("name: Laura", "name: Other", StringComparison.Ordinal));

        var run = await Tool.RunAsync(["sandbox", path, "--records", "31"], stopAt: Ready);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("Other is played at", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains(run.Lines, line => line.Contains("1 jobs, 10 candidates", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_spec_with_errors_is_not_played()
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("other.yaml", "connector: other\n");

        var run = await Tool.RunAsync(["sandbox", path]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(path + "(1,1): error CONN", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_wrong_input()
    {
        await using var vendor = await PlayedVendor.StartAsync();

        var run = await Tool.RunAsync(["sandbox", "laura", "--port", vendor.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
    }
}
