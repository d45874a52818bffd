using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Connectors.Server.Fields;
using Connectors.Server.SignIn;
using Connectors.Server.State;
using Connectors.Server.Webhooks;
using Connectors.Sync.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests.Dashboard;

/// <summary>The dashboard shows one environment at a time, and its address says which.</summary>
public sealed class EnvironmentTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connectors-environments-").FullName;
    private ApiServer _server = null!;
    private string _staging = "";
    private string _theirs = "";
    private string _ours = "";

    private string Staging => $"/environments/{_staging}";

    public async Task InitializeAsync()
    {
        _server = await ApiServer.StartAsync(new ServerOptions { Database = Path.Combine(_folder, "connectors.db"), Address = new Uri("http://127.0.0.1:0"), AllowLoopbackWebhooks = true });
        _staging = _server.Environments.Create("Staging <1>");
        _theirs = Add("Kahvila Oy", _staging);
        _ours = Add("Kundin GmbH", _server.Environment);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Whoever_chooses_an_environment_stays_in_it()
    {
        using var browser = await Browser.SignedInAsync(_server);
        var first = (await browser.OpenAsync("/webhooks")).Ok();
        Assert.Equal(["Production", "Staging <1>"], Choices(first).Select(a => a.TextContent));
        Assert.Equal(["/webhooks", $"{Staging}/webhooks"], Choices(first).Select(a => a.GetAttribute("href")));
        Assert.Equal("Production", Assert.Single(Choices(first), a => a.GetAttribute("aria-current") == "true").TextContent);

        Queue<string> open = new([Choices(first)[1].GetAttribute("href")!]);
        var seen = new HashSet<string>(open);
        while (open.TryDequeue(out var path))
        {
            var page = (await browser.OpenAsync(path)).Ok();
            Assert.Equal("Staging <1>", Assert.Single(Choices(page), a => a.GetAttribute("aria-current") == "true").TextContent);
            Assert.DoesNotContain("Kundin GmbH", page.Text, StringComparison.Ordinal);
            var others = Choices(page);
            var led = page.Html.QuerySelectorAll("a[href^='/']").Where(a => !others.Contains(a)).Select(a => a.GetAttribute("href")!)
                .Concat(page.Html.QuerySelectorAll("form[action]").Select(f => f.GetAttribute("action")!).Where(a => a != Sessions.SignOutPath)).ToList();
            Assert.All(led, to => Assert.StartsWith(Staging + "/", to, StringComparison.Ordinal));
            foreach (var link in page.Html.QuerySelectorAll("a[href^='/']").Where(a => !others.Contains(a)).Select(a => a.GetAttribute("href")!.Split('#', '?')[0]).Where(seen.Add))
            {
                open.Enqueue(link);
            }
        }

        Assert.Contains($"{Staging}/integrations/{_theirs}/delete", seen);
        Assert.Contains($"{Staging}/integrations/{_theirs}/fields", seen);
        Assert.Contains($"{Staging}/keys", seen);
    }

    [Fact]
    public async Task What_is_done_is_done_in_the_environment_that_is_shown()
    {
        using var browser = await Browser.SignedInAsync(_server);
        var page = (await browser.OpenAsync($"{Staging}/integrations/{_theirs}")).Ok();

        var off = await browser.SubmitAsync(page.Form($"{Staging}/integrations/{_theirs}/enable"));
        var made = (await browser.SubmitAsync((await browser.OpenAsync($"{Staging}/keys")).Form("make"), ("name", "of staging"))).Ok();
        (await browser.SubmitAsync((await browser.OpenAsync($"{Staging}/webhooks")).Form("make"), ("url", "http://127.0.0.1:9/hook"), ("events", "data-changed"))).Ok();
        (await browser.SubmitAsync((await browser.OpenAsync($"{Staging}/custom-fields")).Form("define"), ("key", "cost_centre"))).Ok();

        Assert.Equal($"{Staging}/integrations/{_theirs}?notice=disabled", off.Location);
        Assert.False(_server.Directory.Find(_theirs, _staging)!.State.Enabled);
        Assert.Equal(_staging, _server.Keys.EnvironmentOf(made.Html.QuerySelector(".secret")!.TextContent));
        Assert.Equal((1, 0), Counts(e => _server.Services.GetRequiredService<WebhookEndpoints>().Of(e).Count));
        Assert.Equal((1, 0), Counts(e => _server.Services.GetRequiredService<CustomFields>().Of(e).Count));

        var later = (await browser.OpenAsync($"{Staging}/keys")).Ok();
        var revoke = (later.Address, (IHtmlFormElement)later.Row("of staging").QuerySelector("form")!);
        Assert.Equal($"{Staging}/keys?notice=revoked", (await browser.SubmitAsync(revoke)).Location);
        Assert.DoesNotContain("of staging", (await browser.OpenAsync("/keys")).Text, StringComparison.Ordinal);

        (int, int) Counts(Func<string, int> of) => (of(_staging), of(_server.Environment));
    }

    [Fact]
    public async Task What_belongs_to_another_environment_is_not_there()
    {
        using var browser = await Browser.SignedInAsync(_server);
        var page = (await browser.OpenAsync($"{Staging}/integrations/{_theirs}")).Ok();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"{Staging}/integrations/{_ours}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/integrations/{_theirs}")).Status);
        var (at, form) = page.Form($"{Staging}/integrations/{_theirs}/enable");
        form.SetAttribute("action", $"/integrations/{_theirs}/enable");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.SubmitAsync((at, form))).Status);
        Assert.True(_server.Directory.Find(_theirs, _staging)!.State.Enabled);
    }

    [Theory]
    [InlineData("/environments/nothing/integrations")]
    [InlineData("/environments//integrations")]
    [InlineData("/environments")]
    [InlineData("/environments/{0}/sign-in")]
    [InlineData("/environments/{0}/v1/check-api-key")]
    [InlineData("/environments/{0}/environments/{0}/integrations")]
    [InlineData("/environments/{0}/nothing")]
    public async Task A_wrong_environment_or_page_is_not_found(string path)
    {
        using var browser = await Browser.SignedInAsync(_server);

        var page = await browser.OpenAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, _staging));

        Assert.Equal((HttpStatusCode.NotFound, "Not found"), (page.Status, page.Heading));
    }

    [Fact]
    public async Task Whoever_signs_in_on_the_way_to_an_environment_gets_there()
    {
        using var browser = new Browser(_server.Root);

        var away = await browser.OpenAsync($"{Staging}/requests?answer=error");
        Assert.Equal(HttpStatusCode.Redirect, away.Status);
        Assert.Equal($"/sign-in?return={Uri.EscapeDataString($"{Staging}/requests?answer=error")}", away.Location);
        var page = (await browser.OpenAsync($"{away.Location}&token={_server.Services.GetRequiredService<SignInTokens>().Create()}")).Ok();
        var back = await browser.SubmitAsync(page.Form(Sessions.TokenPath));

        Assert.Equal($"{Staging}/requests?answer=error", back.Location);
        (await browser.OpenAsync(back.Location!)).Ok();
        Assert.Equal($"{Staging}/integrations", (await browser.OpenAsync(Staging)).Location);
        Assert.All(browser.Cookies, cookie => Assert.Equal("/", ((Cookie)cookie).Path));
    }

    [Fact]
    public void Environments_are_made_and_named_on_the_command_line()
    {
        using var output = new StringWriter();

        Assert.Equal(0, Run("environment", "add", "Test"));
        Assert.Equal(0, Run("key", "create", "of test", "--environment", "Test"));
        Assert.Equal(0, Run("environment", "list"));
        var unknown = Assert.Throws<InvalidOperationException>(() => Run("key", "create", "of nothing", "--environment", "Nothing"));
        Assert.Throws<InvalidOperationException>(() => Run("environment", "add", "Test"));

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines[0], _server.Keys.EnvironmentOf(lines[1]));
        Assert.Equal([$"{_server.Environment} Production", $"{_staging} Staging <1>", $"{lines[0]} Test"], lines[2..]);
        Assert.Contains("'Nothing'", unknown.Message, StringComparison.Ordinal);

        int Run(params string[] arguments) =>
            ServeCommand.Create(output, output, _folder).Parse(arguments).Invoke(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    [Fact]
    public async Task Where_there_is_one_environment_there_is_no_choice()
    {
        using var alone = new DisposableFolder();
        var server = await ApiServer.StartAsync(new ServerOptions { Database = Path.Combine(alone.Path, "connectors.db"), Address = new Uri("http://127.0.0.1:0") });
        await using (server)
        {
            using var browser = await Browser.SignedInAsync(server);
            Assert.Empty(Choices((await browser.OpenAsync("/integrations")).Ok()));
        }
    }

    private static List<IElement> Choices(Page page) => [.. page.Html.QuerySelectorAll("nav[aria-label=Environments] a")];

    private string Add(string organization, string environment)
    {
        var stored = _server.Services.GetRequiredService<RecordStore>().OpenIntegration("laura", new Dictionary<string, string> { ["subdomain"] = organization }, organization, TimeProvider.System);
        _server.Directory.Add(stored, environment, organization, null, null);
        return $"laura:{stored.Id}";
    }

    private sealed class DisposableFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("connectors-environment-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
