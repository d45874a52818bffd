using System.Text.Json;
using Connectors.Sandbox.Faults;
using Connectors.Server.Accounts;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Tests.Connect;
using Connectors.Server.Tests.Dashboard;
using Connectors.Server.Webhooks;
using Connectors.Sync.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests;

/// <summary>An integration whose credentials the vendor refuses is invalid, until they are taken again.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private readonly DemoServer _server;
    private WebhookEndpoint _listener = null!;
    private Action _making = static () => { };

    public HealthTests()
    {
        var shipped = Ats.ConnectorRegistry.Find("laura")!;
        var watched = shipped with
        {
            Create = (connection, options) =>
            {
                _making();
                return shipped.Create(connection, options);
            },
        };
        _server = new DemoServer { Configure = o => o with { Connectors = [watched] } };
    }

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        (_listener, _) = Of<WebhookEndpoints>().Create(_server.Server.Environment, new Uri("https://listener.invalid/"), [EventTypes.StateChanged]);
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_sync_that_is_refused_makes_it_invalid_and_whoever_connects_it_again_makes_it_active()
    {
        await RefuseAsync();
        Assert.Equal("ACTIVE", await StatusAsync());
        await FailAsync();
        await FailAsync();
        Assert.Equal("INVALID", await StatusAsync());
        Assert.Equal(["INVALID"], Told());
        Assert.NotEmpty((await _server.GetAsync("laura", "/ats/jobs")).Data.GetProperty("results").EnumerateArray());

        using var browser = await Browser.SignedInAsync(_server.Server);
        var page = (await browser.OpenAsync($"/integrations/{Laura}")).Ok();
        Assert.Equal("Credentials refused", page.Html.QuerySelector(".head .badge")!.TextContent);
        Assert.Equal("Laura refuses the credentials", page.Html.QuerySelector("#refused")!.TextContent);
        var form = (await browser.OpenAsync(page.Html.QuerySelector("[aria-labelledby=refused] a")!.GetAttribute("href")!)).Ok();
        var made = (await browser.SubmitAsync(form.Form("relink"), ("language", "de"))).Ok();
        using var person = await new ConnectPerson(made.Html.QuerySelector(".secret")!.TextContent).OpenAsync();
        Assert.Contains("Laura erneut verbinden", person.Text, StringComparison.Ordinal);
        await person.SendAsync("form", [.. _server.Vendor("laura").Connection.Select(v => ("field." + v.Key, v.Value))]);

        Assert.Equal("ACTIVE", await StatusAsync());
        Assert.Equal(["INVALID", "ACTIVE"], Told());
        Assert.Null((await browser.OpenAsync($"/integrations/{Laura}")).Ok().Html.QuerySelector("#refused"));
    }

    [Fact]
    public async Task An_action_that_is_refused_makes_it_invalid_and_a_sync_that_is_not_makes_it_active()
    {
        var right = Of<Credentials>().Find(Stored.Id)!;
        await RefuseAsync();
        var job = (await _server.AllAsync("laura", "/ats/jobs?statuses=OPEN"))[0].GetProperty("id").GetString();
        var candidate = new { first_name = "Onni", last_name = "Oma", email_address = "onni@example.com" };
        (await _server.SendAsync(HttpMethod.Post, "/ats/candidates", Laura, new { candidate, application = new { job_id = job } })).IsError(403, "INTEGRATION.AUTHENTICATION_INVALID");
        Assert.Equal("INVALID", await StatusAsync());

        Of<Credentials>().Keep(Stored.Id, right);
        await Of<StoredAccounts>().RenewAsync(Stored);
        await _server.SyncAsync("laura");

        Assert.Equal("ACTIVE", await StatusAsync());
        Assert.Equal(["INVALID", "ACTIVE"], Told());
    }

    [Fact]
    public async Task Switched_off_it_is_inactive_and_switched_on_it_is_what_it_was()
    {
        await RefuseAsync();
        await FailAsync();
        await _server.SendAsync(HttpMethod.Put, $"/integrations/{Laura}/enabled", body: new { value = false });
        Assert.Equal("INACTIVE", await StatusAsync());
        await _server.SendAsync(HttpMethod.Put, $"/integrations/{Laura}/enabled", body: new { value = true });

        Assert.Equal("INVALID", await StatusAsync());
        Assert.Equal(["INVALID", "INACTIVE", "INVALID"], Told());
    }

    [Fact]
    public async Task Whatever_else_goes_wrong_at_the_vendor_leaves_it_active()
    {
        _server.Vendor("laura").Faults = new("broken", "What it answers cannot be read.", [new(FaultKind.MalformedBody)]);
        await FailAsync();

        Assert.Equal("ACTIVE", await StatusAsync());
        Assert.Empty(Told());
    }

    [Fact]
    public async Task Of_an_integration_that_ends_nothing_stays_in_the_servers_own_file()
    {
        var fields = (await _server.SendAsync(HttpMethod.Get, $"/integrations/{Laura}/integration-fields")).Data.GetProperty("results");
        Of<Server.Fields.CustomFields>().Create(_server.Server.Environment, "jobs", "cost_centre", null, null);
        var custom = (await _server.SendAsync(HttpMethod.Get, $"/integrations/{Laura}/custom-fields")).Data.GetProperty("results")[0].GetProperty("id").GetString();
        var job = fields.EnumerateArray().First(f => f.GetProperty("model").GetString() == "ats_jobs").GetProperty("id").GetString();
        _ = (await _server.SendAsync(HttpMethod.Put, $"/integrations/{Laura}/custom-fields/{custom}", body: new { integration_field_id = job })).Data;
        await RefuseAsync();
        await FailAsync();
        var stored = Stored;
        Assert.Equal(["custom_field_mappings", "field_looks", "integration_fields", "model_failures", "refused_credentials", "syncs", "told_changes"], Tables(stored.Id).Except(["credentials"]));

        await _server.SendAsync(HttpMethod.Delete, $"/integrations/{Laura}", body: new { });

        Assert.Empty(Tables(stored.Id));
    }

    [Fact]
    public async Task Its_health_changes_while_somebody_makes_its_connector()
    {
        var changed = false;
        await Of<StoredAccounts>().RenewAsync(Stored);
        OnceMaking(() => changed = Wait(Task.Run(() => Of<IntegrationHealth>().Refused(Stored))));

        var connector = Of<StoredAccounts>().Connect(Stored);

        Assert.True(changed);
        Assert.NotNull(connector);
        Assert.Same(connector, Of<StoredAccounts>().Connect(Stored));
        Assert.Equal("INVALID", await StatusAsync());
    }

    [Fact]
    public async Task A_connector_is_not_kept_whose_credentials_change_while_it_is_made()
    {
        var made = 0;
        await Of<StoredAccounts>().RenewAsync(Stored);
        OnceMaking(() =>
        {
            Assert.True(Wait(RefuseAsync()));
            _making = () => made++;
        });

        Of<StoredAccounts>().Connect(Stored);

        Assert.Equal(1, made);
        await FailAsync();
        Assert.Equal("INVALID", await StatusAsync());
    }

    private string Laura => _server.Integration("laura");

    private Sync.Store.Integration Stored => _server.Server.Demo.Single().Integration;

    private void OnceMaking(Action meanwhile) => _making = () =>
    {
        _making = static () => { };
        meanwhile();
    };

    // Whoever makes a connector waits for nothing, so this has to.
    private static bool Wait(Task task) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(TimeSpan.FromMinutes(1)) && task.IsCompletedSuccessfully;

    private T Of<T>()
        where T : notnull => _server.Server.Services.GetRequiredService<T>();

    private async Task RefuseAsync()
    {
        var account = Of<Credentials>().Find(Stored.Id)!;
        Of<Credentials>().Keep(Stored.Id, account with { Values = new Dictionary<string, string>(account.Values) { ["api_key"] = "wrong" } });
        await Of<StoredAccounts>().RenewAsync(Stored);
    }

    private async Task FailAsync() => Assert.NotEmpty((await _server.Queue("laura", SyncKind.Full).Done.Task.WaitAsync(TimeSpan.FromMinutes(2)))!.Errors);

    private async Task<string?> StatusAsync() => (await _server.SendAsync(HttpMethod.Get, $"/integrations/{Laura}")).Data.GetProperty("status").GetString();

    private List<string?> Told() => [.. Of<WebhookDeliveries>().Of(_listener, long.MaxValue, 100).OrderBy(d => d.Number).Select(d =>
    {
        using var body = JsonDocument.Parse(d.Body);
        return body.RootElement.GetProperty("data").GetProperty("state").GetString();
    })];

    // The tables that have something of an integration. Links stay known as used, with nothing of anybody in them; tests of connecting look at that.
    private List<string> Tables(string integration)
    {
        var file = Of<StateFile>();
        var all = file.Rows("SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'integration' AND m.name <> 'connect_links' ORDER BY m.name", static row => row.Text(0));
        return [.. all.Where(table => file.Value($"SELECT 1 FROM {table} WHERE integration = ?", integration) is not null)];
    }
}
