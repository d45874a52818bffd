using Connectors.Cli.Syncing;
using Connectors.Sync.Engine;

namespace Connectors.Cli.Tests.Syncing;

public class ModelProgressTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Time_left_follows_from_the_vendors_total()
    {
        var progress = After(seconds: 10, At(records: 100, total: 1100), At(records: 600, total: 1100));

        Assert.Equal("jobs: 600 of 1,100 records, 6 pages, 50/s, 10 s left", progress.ToLine());
    }

    [Fact]
    public void Parents_that_are_done_tell_more_than_the_total_of_one_of_them()
    {
        var progress = After(seconds: 30, At(records: 5, total: 5) with { Parents = 0, ParentsTotal = 40 }, At(records: 80, total: 5) with { Parents = 30, ParentsTotal = 40 });

        Assert.Equal(TimeSpan.FromSeconds(10), progress.Left);
        Assert.Equal("80", progress.Records);
    }

    [Fact]
    public void Nothing_is_said_about_the_time_left_where_the_vendor_tells_no_total()
    {
        var progress = After(seconds: 10, At(records: 100), At(records: 600));

        Assert.Equal("jobs: 600 records, 6 pages, 50/s", progress.ToLine());
    }

    [Fact]
    public void Nothing_is_said_about_the_time_left_before_anything_has_moved() => Assert.Null(After(seconds: 0, At(records: 0, total: 10), At(records: 0, total: 10)).Left);

    [Fact]
    public void A_model_that_is_done_says_what_came() =>
        Assert.Equal("jobs: done, 1 record in 1 page", After(seconds: 1, At(records: 0), At(records: 1) with { Pages = 1, Completed = true }).ToLine());

    private static SyncProgress At(long records, long? total = null) => new("jobs", records, records / 100, total, 0, null, 50, false);

    private static ModelProgress After(int seconds, SyncProgress first, SyncProgress last) => new(first, Start, last, Start.AddSeconds(seconds));
}
