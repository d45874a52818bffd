using System.Collections.Immutable;
using System.Text;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Errors;
using Connectors.Sync.Store;
using Connectors.Sync.Tests.Fakes;
using Connectors.Sync.Tokens;

namespace Connectors.Sync.Tests.Tokens;

/// <summary>What vendors have granted, in the store.</summary>
public sealed class StoreTokensTests : SyncTest
{
    private static readonly TokenKey Key = TokenKey.TryParse(Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()))!;

    private static readonly GrantedTokens Granted = new("refresh-4711", ImmutableDictionary<string, string>.Empty.Add("token", "access-4711"), DateTimeOffset.UnixEpoch.AddYears(56));

    [Fact]
    public async Task What_is_stored_is_there_when_the_store_is_opened_again()
    {
        using (var store = RecordStore.Open(Database))
        {
            Assert.Null(await Of(store, "One", Key).LoadAsync(default));
            await Of(store, "One", Key).SaveAsync(Granted with { RefreshToken = "the first" }, default);
            await Of(store, "One", Key).SaveAsync(Granted, default);
            await Of(store, "Two", Key).SaveAsync(new GrantedTokens(null, ImmutableDictionary<string, string>.Empty, null), default);
        }

        using var again = RecordStore.Open(Database);
        var one = await Of(again, "One", Key).LoadAsync(default);
        Assert.Equal((Granted.RefreshToken, "access-4711", Granted.Ends), (one!.RefreshToken, one.Taken["token"], one.Ends));
        var two = await Of(again, "Two", Key).LoadAsync(default);
        Assert.Equal((null, null), (two!.RefreshToken, two.Ends));
    }

    [Fact]
    public async Task One_at_a_time_changes_the_tokens_of_an_integration()
    {
        using var store = RecordStore.Open(Database);
        var turn = await Of(store, "One", Key).TakeTurnAsync(default);

        var next = Of(store, "One", Key).TakeTurnAsync(default).AsTask();
        await (await Of(store, "Two", Key).TakeTurnAsync(default)).DisposeAsync();
        Assert.False(next.IsCompleted);
        await turn.DisposeAsync();

        await (await next).DisposeAsync();
    }

    [Fact]
    public async Task The_file_shows_no_token()
    {
        using (var store = RecordStore.Open(Database))
        {
            await Of(store, "One", Key).SaveAsync(Granted, default);
        }

        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Database)!))
        {
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes("4711")));
        }
    }

    [Fact]
    public async Task Another_key_opens_nothing()
    {
        using var store = RecordStore.Open(Database);
        await Of(store, "One", Key).SaveAsync(Granted, default);
        var other = TokenKey.TryParse(Convert.ToBase64String(new byte[32]))!;

        var error = await Assert.ThrowsAsync<ConnectorException>(async () => await Of(store, "One", other).LoadAsync(default));

        Assert.Equal(ConnectorError.Authentication, error.Error);
    }

    [Fact]
    public async Task Tokens_that_were_moved_to_another_account_open_nothing()
    {
        using var store = RecordStore.Open(Database);
        await Of(store, "One", Key).SaveAsync(Granted, default);
        await Of(store, "Two", Key).SaveAsync(Granted, default);
        store.Prepare("UPDATE tokens SET sealed = (SELECT sealed FROM tokens ORDER BY integration LIMIT 1)").Run();

        Assert.NotNull(await Of(store, "One", Key).LoadAsync(default));
        await Assert.ThrowsAsync<ConnectorException>(async () => await Of(store, "Two", Key).LoadAsync(default));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    public void A_text_that_is_no_key_of_32_bytes_is_none(string? text) => Assert.Null(TokenKey.TryParse(text));

    private StoreTokens Of(RecordStore store, string name, TokenKey key) => new(store, store.OpenIntegration("fake", new Dictionary<string, string>(), name, Clock), key);
}
