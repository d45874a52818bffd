using Connectors.Sync.Engine;
using Connectors.Sync.Store;
using Connectors.Sync.Tests.Fakes;
using Microsoft.Data.Sqlite;

namespace Connectors.Sync.Tests.Store;

public sealed class RecordStoreTests : SyncTest
{
    [Fact]
    public void A_second_writer_is_refused_with_the_process_that_holds_the_file()
    {
        using var first = RecordStore.Open(Database);
        var error = Assert.Throws<StoreException>(() => RecordStore.Open(Database));
        Assert.Equal(StoreError.InUse, error.Error);
        Assert.Contains("in use by", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_file_that_a_killed_process_left_behind_means_nothing()
    {
        File.WriteAllText(Database + ".lock", "99999");
        using (RecordStore.Open(Database))
        {
        }

        using var again = RecordStore.Open(Database);
        Assert.Empty(again.Integrations);
    }

    [Fact]
    public void Reading_is_possible_while_another_writes()
    {
        using var writer = RecordStore.Open(Database);
        using var reader = RecordStore.OpenForReading(Database);
        writer.OpenIntegration("fake", new Dictionary<string, string>(), "Main", Clock);
        Assert.Equal("Main", Assert.Single(reader.Integrations).Name);
    }

    [Fact]
    public void There_is_nothing_to_read_where_nothing_was_written() =>
        Assert.Equal(StoreError.Missing, Assert.Throws<StoreException>(() => RecordStore.OpenForReading(Database)).Error);

    [Fact]
    public void A_store_of_a_newer_version_is_refused_and_left_alone()
    {
        RecordStore.Open(Database).Dispose();
        Execute($"PRAGMA user_version = {Schema.Version + 1}");
        Assert.Equal(StoreError.NewerVersion, Assert.Throws<StoreException>(() => RecordStore.Open(Database)).Error);
        Assert.Equal(StoreError.NewerVersion, Assert.Throws<StoreException>(() => RecordStore.OpenForReading(Database)).Error);
        Assert.Equal([$"{Schema.Version + 1}"], Query("PRAGMA user_version"));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        Execute("CREATE TABLE theirs (a)");
        Assert.Equal(StoreError.NotAStore, Assert.Throws<StoreException>(() => RecordStore.Open(Database)).Error);
        Assert.Equal(["theirs"], Query("SELECT name FROM sqlite_master"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        File.WriteAllText(Database, new string('x', 5000));
        Assert.Equal(StoreError.NotAStore, Assert.Throws<StoreException>(() => RecordStore.Open(Database)).Error);
        Assert.Equal(5000, new FileInfo(Database).Length);
    }

    [Fact]
    public void The_same_account_is_the_same_integration_and_its_id_derives_from_it()
    {
        using var store = RecordStore.Open(Database);
        var account = new Dictionary<string, string> { ["subdomain"] = "acme", ["language"] = "en" };
        var first = store.OpenIntegration("laura", account, null, Clock);
        Assert.Equal(first, store.OpenIntegration("laura", account, null, Clock));
        Assert.Equal("laura language=en subdomain=acme", first.Name);

        // Computed with another implementation.
        Assert.Equal("CSsnpwYiURXTGTd3rhzcPTDr", first.Id);
        account["subdomain"] = "other";
        Assert.NotEqual(first.Id, store.OpenIntegration("laura", account, null, Clock).Id);
        Assert.Equal(2, store.Integrations.Count);
    }

    [Fact]
    public void A_field_that_told_the_account_once_and_no_more_does_not_make_it_another()
    {
        using var store = RecordStore.Open(Database);
        var first = store.OpenIntegration("laura", new Dictionary<string, string> { ["subdomain"] = "acme", ["language"] = "en" }, "Main", Clock);

        Assert.Equal(first, store.OpenIntegration("laura", new Dictionary<string, string> { ["subdomain"] = "acme" }, "Main", Clock));
        Assert.Equal(first, store.OpenIntegration("laura", new Dictionary<string, string> { ["subdomain"] = "acme", ["tenant"] = "7" }, "Main", Clock));
        Assert.Throws<StoreException>(() => store.OpenIntegration("laura", new Dictionary<string, string> { ["subdomain"] = "other" }, "Main", Clock));
    }

    [Fact]
    public void A_name_belongs_to_one_account()
    {
        using var store = RecordStore.Open(Database);
        var account = new Dictionary<string, string> { ["subdomain"] = "acme" };
        var main = store.OpenIntegration("laura", account, "Main", Clock);
        Assert.Equal("JoY9kozYcmtbK5VLNCqJKuo9", main.Id);
        Assert.Equal(main, store.OpenIntegration("laura", account, "Main", Clock));
        Assert.Equal(StoreError.OtherAccount, Assert.Throws<StoreException>(() => store.OpenIntegration("coveto", account, "Main", Clock)).Error);
        account["subdomain"] = "other";
        var error = Assert.Throws<StoreException>(() => store.OpenIntegration("laura", account, "Main", Clock));
        Assert.Equal(StoreError.OtherAccount, error.Error);
        Assert.Contains("another account (laura {\"subdomain\":\"acme\"})", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sync_of_another_account_into_an_integration_is_refused()
    {
        await Sync(new FakeVendor(), new SyncOptions { Integration = "Main" });
        var error = await Assert.ThrowsAsync<StoreException>(() => Sync(new FakeVendor { Account = "other" }, new SyncOptions { Integration = "Main" }));
        Assert.Equal(StoreError.OtherAccount, error.Error);
    }

    [Fact]
    public async Task Secrets_are_not_stored()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1");
        await Sync(vendor);
        Assert.DoesNotContain("very-secret", await File.ReadAllTextAsync(Database), StringComparison.Ordinal);
        Assert.Equal(["{\"subdomain\":\"acme\"}"], Query("SELECT account FROM integrations"));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        Schema.Execute(connection, sql);
    }
}
