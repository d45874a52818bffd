using System.Text;
using Connectors.Sandbox;

namespace Connectors.Cli.Tests.Commands;

/// <summary>Syncs against an address, as with a real vendor.</summary>
public class VendorTests
{
    [Fact]
    public async Task A_record_that_is_gone_in_a_full_read_is_marked_deleted_and_only_exported_on_request()
    {
        using var folder = new ScratchFolder();
        await using var vendor = await PlayedVendor.StartAsync();
        await SyncAsync(folder, vendor);
        var gone = vendor.Records.RemoteId("candidates", 0);
        vendor.Records.Delete("candidates", 0);

        var second = await SyncAsync(folder, vendor, "--full", "--models", "candidates");

        Assert.Equal(0, second.ExitCode);
        Assert.DoesNotContain(gone, await ExportAsync(folder), StringComparison.Ordinal);
        Assert.Contains(gone, await ExportAsync(folder, "--include-deleted"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_implausible_deletion_needs_a_decision()
    {
        using var folder = new ScratchFolder();
        await using var vendor = await PlayedVendor.StartAsync();
        await SyncAsync(folder, vendor);
        var before = await ExportAsync(folder);
        for (var i = 0; i < 30; i++)
        {
            vendor.Records.Delete("candidates", i);
        }

        var asked = await SyncAsync(folder, vendor, "--full", "--models", "candidates");
        var kept = await ExportAsync(folder);
        var confirmed = await SyncAsync(folder, vendor, "--full", "--models", "candidates", "--confirm-deletions");

        Assert.Equal(4, asked.ExitCode);
        Assert.Contains("candidates: 30 of 40 records are gone at the vendor. If that is right, repeat with --confirm-deletions.", asked.Output, StringComparison.Ordinal);
        Assert.Equal(before, kept);
        Assert.Equal(0, confirmed.ExitCode);
        Assert.Equal(10, (await ExportAsync(folder)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_run_after_the_first_reads_what_changed()
    {
        using var folder = new ScratchFolder();
        await using var vendor = await PlayedVendor.StartAsync();
        await SyncAsync(folder, vendor);
        vendor.Records.Advance(TimeSpan.FromHours(1));
        vendor.Records.Change("candidates", 3);

        var second = await SyncAsync(folder, vendor, "--models", "candidates");

        Assert.Equal(0, second.ExitCode);
        Assert.Matches(@"\| candidates +\| +0 \| +1 \| +0 \| +0 \| +0 \| +40 \|", second.Output);
    }

    [Fact]
    public async Task A_secret_is_neither_shown_nor_stored()
    {
        const string WrongKey = "wr0ng-k3y-4711";
        using var folder = new ScratchFolder();
        await using var vendor = await PlayedVendor.StartAsync();

        var refused = await SyncAsync(folder, vendor, WrongKey, []);
        var accepted = await SyncAsync(folder, vendor);

        Assert.Equal((2, 0), (refused.ExitCode, accepted.ExitCode));
        var written = refused.Output + refused.Error + accepted.Output + accepted.Error
            + string.Concat(Directory.GetFiles(folder.Path).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.DoesNotContain(WrongKey, written, StringComparison.Ordinal);
        Assert.DoesNotContain(vendor.Connection["api_key"], written, StringComparison.Ordinal);
        Assert.Contains(vendor.Connection["subdomain"], written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_accounts_in_one_database_are_told_apart_by_name()
    {
        using var folder = new ScratchFolder();
        await using var vendor = await PlayedVendor.StartAsync();
        await SyncAsync(folder, vendor, "--integration", "first");
        await SyncAsync(folder, vendor, "--integration", "second");

        var unnamed = await Tool.RunAsync(["export", "--database", folder.At("x.db"), "jobs"]);
        var named = await Tool.RunAsync(["export", "--database", folder.At("x.db"), "jobs", "--integration", "second"]);

        Assert.Equal(1, unnamed.ExitCode);
        Assert.Contains("  first\n  second", unnamed.Error, StringComparison.Ordinal);
        Assert.Equal((0, 4), (named.ExitCode, named.Lines.Length));
    }

    [Theory]
    [InlineData("There is no database at", "nowhere.db", "jobs")]
    [InlineData("There is no model 'job'; did you mean 'jobs'?", "x.db", "job")]
    [InlineData("Laura does not cover offers. It covers", "x.db", "offers")]
    public async Task What_cannot_be_exported_is_said(string message, string database, string model)
    {
        using var folder = new ScratchFolder();
        await using var vendor = await PlayedVendor.StartAsync();
        await SyncAsync(folder, vendor, "--models", "jobs");

        var export = await Tool.RunAsync(["export", "--database", folder.At(database), model]);

        Assert.Equal(1, export.ExitCode);
        Assert.Contains(message, export.Error, StringComparison.Ordinal);
    }

    private static Task<ToolRun> SyncAsync(ScratchFolder folder, SandboxServer vendor, params string[] more) => SyncAsync(folder, vendor, null, more);

    private static Task<ToolRun> SyncAsync(ScratchFolder folder, SandboxServer vendor, string? apiKey, string[] more) =>
        Tool.RunAsync(["sync", "laura", "--database", folder.At("x.db"), .. vendor.Arguments(apiKey), .. more]);

    private static async Task<string> ExportAsync(ScratchFolder folder, params string[] more)
    {
        var export = await Tool.RunAsync(["export", "--database", folder.At("x.db"), "candidates", .. more]);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        return export.Output;
    }
}
