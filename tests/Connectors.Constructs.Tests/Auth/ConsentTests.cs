using System.Collections.Immutable;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Errors;

namespace Connectors.Constructs.Tests.Auth;

/// <summary>Accounts whose owner has to agree: the way to the first token, and from one token to the next.</summary>
public sealed class ConsentTests
{
    private static readonly Uri Back = new("https://app.example/back?x=1");

    [Fact]
    public async Task Whoever_agrees_connects_the_account()
    {
        var store = new MemoryTokenStore();
        await using var played = await PlayedSpec.StartAsync("consent_token", configure: o => o with { Tokens = store });
        var nobody = await Assert.ThrowsAsync<ConnectorException>(() => played.ReadAsync("users"));
        Assert.Equal(ConnectorError.Authentication, nobody.Error);
        Assert.Empty(played.Asked);

        var consent = played.Connector.AskForConsent(Back);
        await played.Connector.RedeemAsync(consent, await AgreeAsync(consent));

        Assert.NotNull((await store.LoadAsync(default))?.RefreshToken);
        Assert.NotEmpty(await played.ReadAsync("users"));
        Assert.Single(played.Asked, a => a.Target == "/token");
    }

    [Fact]
    public async Task The_address_to_agree_at_says_who_asks_for_what()
    {
        await using var played = await PlayedSpec.StartAsync("consent_token");

        var consent = played.Connector.AskForConsent(Back);

        var query = consent.Address.Query.TrimStart('?').Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
        Assert.Equal("code", query["response_type"]);
        Assert.Equal(played.Vendor.Connection["client_id"], query["client_id"]);
        Assert.Equal(Back.OriginalString, query["redirect_uri"]);
        Assert.Equal("read offline", query["scope"]);
        Assert.Equal("https://api.acme.example/", query["audience"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal(43, query["code_challenge"].Length);
        Assert.NotEqual(consent.State, played.Connector.AskForConsent(Back).State);
        Assert.DoesNotContain(consent.Verifier, consent.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_another_request_is_refused()
    {
        await using var played = await PlayedSpec.StartAsync("consent_token");
        var consent = played.Connector.AskForConsent(Back);
        var answer = await AgreeAsync(consent);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.Connector.RedeemAsync(played.Connector.AskForConsent(Back), answer));

        Assert.Equal(ConnectorError.Authentication, error.Error);
        Assert.DoesNotContain(played.Asked, a => a.Target == "/token");
    }

    [Fact]
    public async Task A_refusal_is_told()
    {
        await using var played = await PlayedSpec.StartAsync("consent_token");
        var consent = played.Connector.AskForConsent(Back);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.Connector.RedeemAsync(consent, new Uri($"https://app.example/back?error=access_denied&state={consent.State}")));

        Assert.Equal(ConnectorError.Permission, error.Error);
        Assert.Contains("access_denied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_good_once_and_for_whoever_asked_for_it()
    {
        await using var played = await PlayedSpec.StartAsync("consent_token");
        var consent = played.Connector.AskForConsent(Back);
        var answer = await AgreeAsync(consent);

        await Assert.ThrowsAsync<ConnectorException>(() => played.Connector.RedeemAsync(consent with { Verifier = "somebody-else" }, answer));
        await Assert.ThrowsAsync<ConnectorException>(() => played.Connector.RedeemAsync(consent, answer));
    }

    [Fact]
    public async Task A_new_refresh_token_is_stored_before_the_new_token_is_used()
    {
        var told = new List<string>();
        using var heard = new Heard();
        var store = new Store(() => told.Add($"stored after {heard.Asked.Count}"));
        await using var played = await PlayedSpec.StartAsync("consent_token", configure: o =>
        {
            store.Granted = new GrantedTokens(Refresh(o), ImmutableDictionary<string, string>.Empty, DateTimeOffset.MinValue);
            return o with { Http = new HttpMessageInvoker(heard), Tokens = store };
        });
        var first = store.Granted!.RefreshToken;

        await played.ReadAsync("users");

        Assert.Equal(["stored after 1"], told);
        Assert.Equal(["/token", "/v1/users"], heard.Asked.Select(a => a.Address.AbsolutePath.Replace("/api", "", StringComparison.Ordinal)));
        Assert.NotEqual(first, store.Granted.RefreshToken);
    }

    [Theory]
    [InlineData("""{"expires_in":3600}""")]
    [InlineData("""{"access_token":"","refresh_token":"next"}""")]
    public async Task A_reply_without_a_token_is_told_and_nothing_of_it_is_stored(string reply)
    {
        using var heard = new Heard(r => r.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal) ? Heard.Reply(reply) : null);
        var store = new Store(() => { });
        await using var played = await PlayedSpec.StartAsync("consent_token", configure: o =>
        {
            store.Granted = new GrantedTokens(Refresh(o), ImmutableDictionary<string, string>.Empty, DateTimeOffset.MinValue);
            return o with { Http = new HttpMessageInvoker(heard), Tokens = store };
        });
        var before = store.Granted;

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.ReadAsync("users"));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("access_token", error.Message, StringComparison.Ordinal);
        Assert.Same(before, store.Granted);
    }

    [Fact]
    public async Task A_token_that_cannot_be_stored_is_not_used()
    {
        var store = new Store(() => throw new IOException("the disk is full"));
        await using var played = await PlayedSpec.StartAsync("consent_token", configure: o =>
        {
            store.Granted = new GrantedTokens(Refresh(o), ImmutableDictionary<string, string>.Empty, DateTimeOffset.MinValue);
            return o with { Tokens = store };
        });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.ReadAsync("users"));

        Assert.Equal(ConnectorError.Unavailable, error.Error);
        Assert.Equal("/token", Assert.Single(played.Asked).Target);
    }

    [Fact]
    public async Task A_refresh_token_that_was_used_already_needs_somebody_to_agree_again()
    {
        var store = new Store(() => { });
        await using var played = await PlayedSpec.StartAsync("consent_token", configure: o =>
        {
            store.Granted = new GrantedTokens(Refresh(o), ImmutableDictionary<string, string>.Empty, DateTimeOffset.MinValue);
            return o with { Tokens = store };
        });
        var before = store.Granted;
        await played.ReadAsync("users");
        store.Granted = before;
        await using var other = await OtherAsync(played, store);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => other.CheckAsync());

        Assert.Equal(ConnectorError.Authentication, error.Error);
        Assert.Contains("agree again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_process_has_stored_meanwhile_is_used()
    {
        var store = new Store(() => { });
        await using var played = await PlayedSpec.StartAsync("consent_token", configure: o =>
        {
            store.Granted = new GrantedTokens(Refresh(o), ImmutableDictionary<string, string>.Empty, DateTimeOffset.MinValue);
            return o with { Tokens = store };
        });
        var before = store.Granted!;
        await played.ReadAsync("users");
        var since = store.Granted!;
        // The other one has read the store just before.
        (store.Granted, store.Later) = (before, since);
        await using var other = await OtherAsync(played, store);

        await other.CheckAsync();

        Assert.Single(played.Asked, a => a.Target == "/token");
        Assert.Same(since, store.Granted);
    }

    [Fact]
    public async Task Two_connectors_of_one_account_renew_its_token_one_after_the_other()
    {
        var (saving, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var store = new Store(() => { }) { Saving = () => { saving.SetResult(); return goOn.Task; } };
        await using var played = await PlayedSpec.StartAsync("consent_token", configure: o =>
        {
            store.Granted = new GrantedTokens(Refresh(o), ImmutableDictionary<string, string>.Empty, DateTimeOffset.MinValue);
            return o with { Tokens = store };
        });
        await using var other = await OtherAsync(played, store);

        // The one has its token and has yet to save it, when the other finds the old one.
        var one = played.ReadAsync("users");
        await saving.Task;
        var loaded = store.Loaded;
        var two = other.CheckAsync();
        Assert.True(store.Loaded > loaded);
        goOn.SetResult();
        await one;
        await two;

        Assert.Single(played.Asked, a => a.Target == "/token");
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_for_the_turn_leaves_it_to_the_next()
    {
        var turns = new AccountTurns<string>();
        var held = await turns.TakeAsync("one", default);
        using var impatience = new CancellationTokenSource();
        var waiting = turns.TakeAsync("one", impatience.Token).AsTask();
        var next = turns.TakeAsync("one", default).AsTask();

        await (await turns.TakeAsync("another", default)).DisposeAsync();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(next.IsCompleted);
        await held.DisposeAsync();
        await held.DisposeAsync();

        await (await next).DisposeAsync();
        Assert.True(turns.TakeAsync("one", default).AsTask().IsCompletedSuccessfully);
    }

    private static string Refresh(Runtime.ConnectorOptions options) => options.Tokens!.LoadAsync(default).AsTask().GetAwaiter().GetResult()!.RefreshToken!;

    private static Task<Runtime.Connector> OtherAsync(PlayedSpec played, ITokenStore store) => Task.FromResult(ConnectorRegistry.Find("consent_token")!.Create(
        played.Connector.Connection,
        new Runtime.ConnectorOptions { Clock = played.Clock, BaseAddress = played.Vendor.BaseAddress, OtherAddresses = played.Vendor.OtherAddresses, KeepRates = false, Retries = 0, Tokens = store }));

    private static async Task<Uri> AgreeAsync(Consent consent)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        using var reply = await http.GetAsync(consent.Address);
        return reply.Headers.Location!;
    }

    private sealed class Store(Action saving) : ITokenStore
    {
        private readonly AccountTurns<int> _turns = new();

        public int Loaded { get; private set; }

        public Func<Task>? Saving { get; init; }

        public GrantedTokens? Granted { get; set; }

        public GrantedTokens? Later { get; set; }

        public ValueTask<GrantedTokens?> LoadAsync(CancellationToken cancellationToken)
        {
            Loaded++;
            var now = Granted;
            (Granted, Later) = (Later ?? Granted, null);
            return new(now);
        }

        public async ValueTask SaveAsync(GrantedTokens tokens, CancellationToken cancellationToken)
        {
            saving();
            await (Saving?.Invoke() ?? Task.CompletedTask);
            Granted = tokens;
        }

        public ValueTask<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken) => _turns.TakeAsync(0, cancellationToken);
    }
}
