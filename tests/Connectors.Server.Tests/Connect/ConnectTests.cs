using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Connectors.Server.Accounts;
using Connectors.Server.Connect;
using Connectors.Server.Syncing;
using Connectors.Server.Webhooks;
using Connectors.Sync.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests.Connect;

/// <summary>People connect accounts by links. The tests share a server, and move its clock on.</summary>
public sealed class ConnectTests(ClockedServer played) : IClassFixture<ClockedServer>
{
    private readonly List<string> _links = [];
    private readonly DemoServer _server = played.Server;

    [Fact]
    public async Task An_account_is_connected_from_the_link_to_the_first_records()
    {
        using var person = await PersonAsync(new { end_user_email = "inka@example.com", end_user_organization_name = "Kahvila Oy", end_user_origin_id = "4711", integration_category = "ATS" });
        Assert.Equal(200, person.Status);

        await person.SendAsync("tool", ("tool", "laura"));
        Assert.Contains("For Kahvila Oy", person.Text, StringComparison.Ordinal);
        Assert.Contains("Sign in to Laura as an administrator", person.Text, StringComparison.Ordinal);
        await person.SendAsync("form", Fields("laura"));

        Assert.Contains("is connected", person.Text, StringComparison.Ordinal);
        var made = (await _server.SendAsync(HttpMethod.Get, $"/connect/integration-by-token/{person.Code}")).Data;
        Assert.Equal(("laura", "Kahvila Oy", "4711", "inka@example.com", "COMPLETED"), (Text(made, "tool"), Text(made, "end_user_organization_name"), Text(made, "end_user_origin_id"), Text(made, "end_user_email"), Text(made, "setup_status")));
        var id = Text(made, "id")!;
        Assert.NotEqual(_server.Integration("laura"), id);
        Assert.Equal(made.ToString(), (await _server.SendAsync(HttpMethod.Post, "/connect/activate-integration", body: new { token = person.Code })).Data.ToString());

        await _server.SyncIntegrationAsync(id);
        Assert.NotEmpty((await _server.SendAsync(HttpMethod.Get, "/ats/jobs", id)).Data.GetProperty("results").EnumerateArray());
        var details = (await _server.SendAsync(HttpMethod.Get, $"/integrations/{id}")).Data;
        Assert.Equal(("ACTIVE", "COMPLETED"), (Text(details, "status"), Text(details, "setup_status")));
        Assert.Equal("inka@example.com", Text(details.GetProperty("end_user"), "creator_email"));
    }

    [Fact]
    public async Task What_the_vendor_offers_is_chosen_from_its_own_list()
    {
        using var person = await PersonAsync(Asked("lever"));
        await person.SendAsync("form", Fields("lever"));

        Assert.Contains("One more choice", person.Text, StringComparison.Ordinal);
        Assert.Null(person.Code);
        await person.SendAsync("choices", ("field.user", "nobody"));
        Assert.Contains("Choose one of the values that are offered.", person.Text, StringComparison.Ordinal);
        var offered = Regex.Matches(person.Html, "<option value=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(offered);
        await person.SendAsync("choices", ("field.user", offered[0]));

        Assert.NotNull(person.Code);
        await _server.SyncIntegrationAsync(await IdAsync(person));
    }

    [Fact]
    public async Task Wrong_credentials_are_refused_by_the_vendor_and_nothing_is_made()
    {
        using var person = await PersonAsync(Asked("laura"));
        await person.SendAsync("form", [.. Fields("laura").Where(f => f.Name != "field.api_key"), ("field.api_key", "wrong-secret-4711")]);

        Assert.Contains("Laura does not accept these credentials.", person.Text, StringComparison.Ordinal);
        Assert.Contains("Check this too: Subdomain", person.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret-4711", person.Html, StringComparison.Ordinal);
        Assert.Null(person.Code);
        await person.SendAsync("form", Fields("laura"));
        Assert.NotNull(person.Code);
    }

    [Fact]
    public async Task Those_who_listen_are_told_of_what_failed_and_of_what_was_made()
    {
        var endpoints = _server.Server.Services.GetRequiredService<WebhookEndpoints>();
        var (endpoint, _) = endpoints.Create(_server.Server.Environment, new Uri("https://listener.invalid/"), [EventTypes.FlowFailed, EventTypes.IntegrationCreated]);
        using var person = await PersonAsync(new { end_user_email = "a@example.com", end_user_organization_name = "Told Oy", end_user_origin_id = "t1", integration_category = "ATS", integration_tool = "laura" });
        await person.SendAsync("form", [.. Fields("laura").Where(f => f.Name != "field.api_key"), ("field.api_key", "wrong-secret-4711")]);
        await person.SendAsync("form", Fields("laura"));

        var told = _server.Server.Services.GetRequiredService<WebhookDeliveries>().Of(endpoint, long.MaxValue, 10).OrderBy(d => d.Number).ToList();
        endpoints.Delete(endpoint);
        Assert.Equal([EventTypes.FlowFailed, EventTypes.IntegrationCreated], told.Select(d => d.Type));
        using var failed = JsonDocument.Parse(told[0].Body);
        using var made = JsonDocument.Parse(told[1].Body);
        Assert.DoesNotContain("wrong-secret-4711", failed.RootElement.ToString(), StringComparison.Ordinal);
        Assert.Equal("t1", Text(failed.RootElement.GetProperty("data").GetProperty("end_user"), "origin_id"));
        Assert.Equal(await IdAsync(person), Text(made.RootElement.GetProperty("data"), "id"));
    }

    [Fact]
    public async Task Values_that_do_not_look_like_what_they_must_be_are_told_at_their_fields()
    {
        using var person = await PersonAsync(Asked("laura"));
        await person.SendAsync("form", ("field.subdomain", "No Subdomain!"), ("field.api_key", " "), ("field.language", "xx"));

        Assert.Contains("id=\"field-subdomain-problem\">This does not look right.", person.Html, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"field-subdomain-problem field-subdomain-hint\"", person.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"field-api_key-problem\">Enter a value.", person.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"field-language-problem\">Choose one of the values that are offered.", person.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"No Subdomain!\"", person.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_good_once()
    {
        using var person = await ConnectedAsync("coveto");
        using var again = new ConnectPerson(_links[^1]);

        await again.OpenAsync();

        Assert.Equal(410, again.Status);
        Assert.Contains("This link has been used", again.Text, StringComparison.Ordinal);
        Assert.Null(again.Code);
        Assert.Contains("frame-ancestors *", again.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_open_when_the_link_was_used_makes_nothing()
    {
        using var late = await PersonAsync(Asked("laura"));
        using var person = await new ConnectPerson(_links[^1]).OpenAsync();
        await person.SendAsync("form", Fields("laura"));

        await late.SendAsync("form", Fields("laura"));

        Assert.Equal(410, late.Status);
        Assert.Null(late.Code);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_at_once_makes_one_integration_and_has_one_code()
    {
        var token = new Uri(await LinkAsync(Asked("laura"))).Query["?token=".Length..];
        var services = _server.Server.Services;
        var (links, end) = (services.GetRequiredService<Links>(), services.GetRequiredService<ConnectEnd>());
        var link = links.Find(services.GetRequiredService<LinkTokens>().Read(token)!)!;
        var visit = new ConnectVisit(LinkState.Open, link.Token, link) { Root = new Uri("http://localhost"), Served = services.GetRequiredService<State.ServedConnectors>() };
        var values = _server.Vendor("laura").Connection;

        var (first, second) = (await end.FinishAsync(visit, null, values), await end.FinishAsync(visit, null, values));

        Assert.NotNull(first.Code);
        Assert.Equal(first, second);
        Assert.Equal("Acme", Text((await _server.SendAsync(HttpMethod.Get, $"/connect/integration-by-token/{second.Code}")).Data, "end_user_organization_name"));
    }

    [Fact]
    public void An_account_that_was_half_connected_when_the_server_ended_is_adopted_by_nobody()
    {
        var services = _server.Server.Services;
        var (store, directory) = (services.GetRequiredService<Sync.Store.RecordStore>(), _server.Server.Directory);
        var other = _server.Server.Environments.Create("Interrupted");
        directory.Reserve(Sync.Store.RecordStore.IdOf("laura", "Half (12345678)"), other);
        var stored = store.OpenIntegration("laura", new Dictionary<string, string> { ["subdomain"] = "half" }, "Half (12345678)", TimeProvider.System);

        directory.AdoptAll(_server.Server.Environment);

        var id = $"laura:{stored.Id}";
        Assert.Null(directory.Find(id, _server.Server.Environment));
        Assert.Null(directory.Find(id, other));
        directory.Add(stored, other, "Half", "half@example.com", null);
        Assert.Equal("Half", directory.Find(id, other)!.State.Organization);
    }

    [Fact]
    public async Task Of_an_integration_that_ends_links_say_nothing_of_anybody()
    {
        using var person = await PersonAsync(new { end_user_email = "gone@example.com", end_user_organization_name = "Gone Oy", end_user_origin_id = "gone-4711", integration_category = "ATS", integration_tool = "laura" });
        await person.SendAsync("form", Fields("laura"));
        var id = await IdAsync(person);
        await _server.SendAsync(HttpMethod.Post, $"/integrations/{id}/relink", body: new { });
        Assert.Equal(2, Kept("Gone"));

        await _server.SendAsync(HttpMethod.Delete, $"/integrations/{id}", body: new { });

        Assert.Equal(0, Kept("Gone"));

        long Kept(string text) => (long)_server.Server.Services.GetRequiredService<State.StateFile>().Value("SELECT count(*) FROM connect_links WHERE request LIKE '%' || ? || '%'", text)!;
    }

    [Fact]
    public async Task What_somebody_has_filled_in_and_left_is_forgotten_after_a_day()
    {
        using var person = await PersonAsync(new { end_user_email = "a@example.com", end_user_organization_name = "Left Oy", integration_category = "ATS", integration_tool = "lever", link_type = "MAGIC_LINK" });
        await person.SendAsync("form", Fields("lever"));
        Assert.Contains("One more choice", person.Text, StringComparison.Ordinal);
        var removal = _server.Server.Services.GetRequiredService<RecordRemoval>();

        await played.PassAsync(TimeSpan.FromHours(23));
        removal.RemoveDue();
        Assert.Contains("One more choice", (await person.OpenAsync()).Text, StringComparison.Ordinal);
        await played.PassAsync(TimeSpan.FromHours(2));
        removal.RemoveDue();

        Assert.DoesNotContain("One more choice", (await person.OpenAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(200, person.Status);
    }

    [Theory]
    [InlineData("EMBEDDED", 1.0 / 24)]
    [InlineData("MAGIC_LINK", 365)]
    public async Task A_link_expires(string type, double days)
    {
        using var person = await PersonAsync(new { end_user_email = "a@example.com", end_user_organization_name = "A", integration_category = "ATS", link_type = type, language = "de" });
        await played.PassAsync(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await person.OpenAsync()).Status);
        await played.PassAsync(TimeSpan.FromSeconds(10));

        await person.OpenAsync();

        Assert.Equal(410, person.Status);
        Assert.Contains("Dieser Link ist abgelaufen", person.Text, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\">", person.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_was_changed_does_not_work()
    {
        var link = await LinkAsync(Asked("laura"));
        var token = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var parts = token.Split('.');
        var unsigned = Convert.ToBase64String("{\"alg\":\"none\"}"u8).TrimEnd('=');
        var longer = Convert.ToBase64String(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].PadRight((parts[1].Length + 3) / 4 * 4, '='))).Replace("\"exp\":", "\"exp\":9", StringComparison.Ordinal))).TrimEnd('=');
        foreach (var changed in new[] { "", "x", token[..^2], $"{unsigned}.{parts[1]}.", $"{parts[0]}.{longer}.{parts[2]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.%00.{parts[2]}", new string('a', 5000) })
        {
            using var person = new ConnectPerson(link.Replace(token, changed, StringComparison.Ordinal));
            await person.OpenAsync();
            Assert.Equal(400, person.Status);
            Assert.Contains("This link does not work", person.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Forms_of_other_sites_are_not_taken()
    {
        using var person = await PersonAsync(Asked("laura"));
        foreach (var header in new[] { ("Origin", "https://elsewhere.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site") })
        {
            using var reply = await person.PostAsync("form", Fields("laura"), header);
            Assert.Equal(400, (int)reply.StatusCode);
        }

        Assert.Equal(200, (await person.OpenAsync()).Status);
        using var own = await person.PostAsync("form", Fields("laura"), ("Origin", person.Address.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(303, (int)own.StatusCode);
    }

    [Fact]
    public async Task Only_the_page_of_an_embedded_link_may_be_shown_in_another_one_and_runs_our_script_only()
    {
        using var embedded = await PersonAsync(Asked("laura"));
        using var alone = await PersonAsync(new { end_user_email = "a@example.com", end_user_organization_name = "A", integration_category = "ATS", link_type = "MAGIC_LINK" });

        Assert.Contains("script-src 'self'", embedded.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors *", embedded.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("src=\"/assets/connect.js\"", embedded.Html, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", alone.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("<script", alone.Html, StringComparison.Ordinal);
        Assert.Equal("no-store", embedded.Headers["Cache-Control"]);
        using var script = new ConnectPerson(new Uri(embedded.Address, "/assets/connect.js").AbsoluteUri);
        Assert.Contains("postMessage", (await script.OpenAsync()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_text_on_the_page()
    {
        using var person = await PersonAsync(new { end_user_email = "a@example.com", end_user_organization_name = "<script>alert('{0}')</script>", integration_category = "ATS", integration_tool = "laura" });

        Assert.Contains("&lt;script&gt;alert(", person.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", person.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "Laura verbinden")]
    [InlineData("fr", "Connecter Laura")]
    [InlineData("it", "Collega Laura")]
    [InlineData("es", "Conectar Laura")]
    public async Task The_page_speaks_the_language_of_the_link(string language, string heading)
    {
        using var person = await PersonAsync(new { end_user_email = "a@example.com", end_user_organization_name = "A", integration_category = "ATS", integration_tool = "laura", language });

        Assert.Contains($"<html lang=\"{language}\">", person.Html, StringComparison.Ordinal);
        Assert.Contains(heading, person.Text, StringComparison.Ordinal);
        Assert.Contains("<ol lang=\"en\">", person.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "end_user_email")]
    [InlineData("{\"end_user_email\":\"nowhere\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\"}", "end_user_email")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"\",\"integration_category\":\"ATS\"}", "end_user_organization_name")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\"}", "integration_category")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"CRM\"}", "integration_category")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\",\"integration_tool\":\"workday\"}", "integration_tool")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\",\"language\":\"sv\"}", "language")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\",\"link_type\":\"SMS\"}", "link_type")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\",\"scope_config_id\":\"1\"}", "scope_config_id")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\",\"end_user_origin_id\":\"\"}", "end_user_origin_id")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\",\"enable_filtering\":true}", "enable_filtering")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\",\"enable_field_mapping\":\"yes\"}", "enable_field_mapping")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\",\"enable_field_mapping\":true}", "enable_field_mapping: this server has no such step. Fields are mapped on its dashboard")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\",\"remote_environment\":\"eu\"}", "remote_environment")]
    [InlineData("{\"end_user_email\":\"a@example.com\",\"end_user_organization_name\":\"A\",\"integration_category\":\"ATS\",\"integration_tool\":\"lever\",\"remote_environment\":\"mars\"}", "remote_environment")]
    public async Task What_a_link_is_asked_for_with_is_checked(string body, string wrong) =>
        Assert.StartsWith(wrong.Contains(':', StringComparison.Ordinal) ? wrong : wrong + ":", (await _server.SendAsync(HttpMethod.Post, "/connect/create-link", body: body)).IsError(400, "PLATFORM.INPUT_INVALID"), StringComparison.Ordinal);

    [Fact]
    public async Task An_environment_of_the_tool_that_the_link_names_is_not_asked_for()
    {
        using var person = await PersonAsync(new { end_user_email = "a@example.com", end_user_organization_name = "A", integration_category = "ATS", integration_tool = "lever", remote_environment = "global" });

        Assert.DoesNotContain("field.region", person.Html, StringComparison.Ordinal);
        await person.SendAsync("form", [.. Fields("lever").Where(f => f.Name != "field.region")]);
        Assert.Contains("One more choice", person.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("laura")]
    [InlineData("coveto")]
    [InlineData("greenhouse")]
    [InlineData("lever")]
    [InlineData("teamtailor")]
    [InlineData("workable")]
    public async Task Of_an_account_that_was_connected_only_what_was_made_through_the_API_is_kept_until_that_is_switched_off(string tool)
    {
        using var person = await ConnectedAsync(tool);
        var id = await IdAsync(person);
        await _server.SyncIntegrationAsync(id);
        Assert.NotEmpty(await AllAsync(id, "jobs"));
        Assert.Empty(await AllAsync(id, "candidates"));
        Assert.Empty(await AllAsync(id, "applications"));

        var job = (await AllAsync(id, "jobs", "&statuses=OPEN"))[0].GetProperty("id").GetString();
        var candidate = new { first_name = "Onni", last_name = "Oma", email_address = $"onni.{person.Code![..6].ToLowerInvariant().Replace('_', 'x').Replace('-', 'x')}@example.com" };
        var made = (await _server.SendAsync(HttpMethod.Post, "/ats/candidates", id, new { candidate, application = new { job_id = job } })).Data;
        await played.PassAsync(TimeSpan.FromMinutes(1));
        await _server.SyncIntegrationAsync(id);
        Assert.Equal(Text(made, "id"), Text(Assert.Single(await AllAsync(id, "candidates")), "id"));
        Assert.Single(await AllAsync(id, "applications"));

        _server.Server.Services.GetRequiredService<CreatedOnlySwitch>().Set(_server.Server.Directory.Find(id, _server.Server.Environment)!, false);
        await _server.SyncIntegrationAsync(id);
        Assert.True((await AllAsync(id, "candidates")).Count > 10);
    }

    [Fact]
    public void What_it_costs_to_keep_single_applications_fresh_is_told()
    {
        Assert.Contains("each full sync reads the lists of applications of all jobs", CreatedOnly.Cost(Ats.ConnectorRegistry.Find("laura")!.Definition), StringComparison.Ordinal);
        Assert.All(Ats.ConnectorRegistry.All, c => Assert.StartsWith(c.Definition.Descriptor.Name, CreatedOnly.Cost(c.Definition), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_environment_learns_nothing_of_an_integration()
    {
        using var person = await ConnectedAsync("laura");
        var id = await IdAsync(person);
        var key = _server.Server.Keys.Create(_server.Server.Environments.Create("Another one"), "another one's");

        (await _server.SendAsync(HttpMethod.Get, $"/connect/integration-by-token/{person.Code}", key: key)).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        (await _server.SendAsync(HttpMethod.Post, $"/integrations/{id}/relink", body: new { }, key: key)).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        (await _server.SendAsync(HttpMethod.Get, "/connect/integration-by-token/unknown")).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        await played.PassAsync(TimeSpan.FromHours(2));
        (await _server.SendAsync(HttpMethod.Get, $"/connect/integration-by-token/{person.Code}")).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
    }

    [Fact]
    public async Task An_integration_is_connected_again_with_the_same_account_only()
    {
        var id = _server.Integration("laura");
        var link = Text((await _server.SendAsync(HttpMethod.Post, $"/integrations/{id}/relink", body: new { language = "en" })).Data, "link")!;
        using var person = await new ConnectPerson(link).OpenAsync();

        Assert.Contains("Connect Laura again", person.Text, StringComparison.Ordinal);
        var fields = Fields("laura");
        Assert.Contains($"value=\"{fields.Single(f => f.Name == "field.subdomain").Value}\"", person.Html, StringComparison.Ordinal);
        await person.SendAsync("form", [.. fields.Where(f => f.Name != "field.subdomain"), ("field.subdomain", "another")]);
        Assert.Contains("belong to another account of Laura", person.Text, StringComparison.Ordinal);

        // The language that texts are wanted in may be another one.
        await person.SendAsync("form", [.. fields.Where(f => f.Name != "field.language"), ("field.language", "sv")]);

        Assert.Equal(id, await IdAsync(person));
        await _server.SyncIntegrationAsync(id);
    }

    [Fact]
    public async Task There_are_no_further_steps_to_set_up()
    {
        var id = _server.Integration("laura");

        Assert.Contains("no steps", (await _server.SendAsync(HttpMethod.Post, $"/integrations/{id}/setup-link", body: new { language = "en", link_type = "EMBEDDED" })).IsError(400, "PLATFORM.INPUT_INVALID"), StringComparison.Ordinal);
        Assert.StartsWith("link_type:", (await _server.SendAsync(HttpMethod.Post, $"/integrations/{id}/setup-link", body: new { })).IsError(400, "PLATFORM.INPUT_INVALID"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_are_in_no_file_and_work_after_another_start()
    {
        using var person = await ConnectedAsync("coveto");
        var id = await IdAsync(person);
        await _server.SyncIntegrationAsync(id);
        string[] secrets = [.. Secrets("coveto"), person.Code!];
        await _server.StopAsync();

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_server.Database)!, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            foreach (var secret in secrets)
            {
                Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
            }
        }

        await _server.StartAsync();
        await _server.SyncIntegrationAsync(id);
        Assert.Equal("ACTIVE", Text((await _server.SendAsync(HttpMethod.Get, $"/integrations/{id}")).Data, "status"));
    }

    [Fact]
    public async Task An_integration_that_ends_loses_its_credentials_at_once_and_its_records_14_days_later()
    {
        using var person = await ConnectedAsync("laura");
        var id = await IdAsync(person);
        await _server.SyncIntegrationAsync(id);
        var stored = _server.Server.Directory.Find(id, _server.Server.Environment)!.Stored;
        Assert.NotNull(_server.Server.Services.GetRequiredService<Credentials>().Find(stored.Id));
        Assert.Empty((await _server.SendAsync(HttpMethod.Delete, $"/integrations/{id}", body: new { })).Data.EnumerateObject());

        Assert.Null(_server.Server.Services.GetRequiredService<Credentials>().Find(stored.Id));
        Assert.Null(_server.Server.Services.GetRequiredService<State.IAccounts>().Connect(stored));
        var removal = _server.Server.Services.GetRequiredService<RecordRemoval>();
        var store = _server.Server.Services.GetRequiredService<Sync.Store.RecordStore>();
        await played.PassAsync(TimeSpan.FromDays(14) - TimeSpan.FromMinutes(1));
        removal.RemoveDue();
        Assert.Contains(store.Integrations, i => i.Id == stored.Id);
        await played.PassAsync(TimeSpan.FromMinutes(2));
        removal.RemoveDue();
        Assert.DoesNotContain(store.Integrations, i => i.Id == stored.Id);
        Assert.NotEmpty(await _server.AllAsync("laura", "/ats/candidates"));
    }

    [Fact]
    public async Task A_link_to_connect_an_integration_again_that_has_ended_says_so()
    {
        using var before = await ConnectedAsync("laura");
        var id = await IdAsync(before);
        var link = Text((await _server.SendAsync(HttpMethod.Post, $"/integrations/{id}/relink", body: new { })).Data, "link")!;
        await _server.SendAsync(HttpMethod.Delete, $"/integrations/{id}", body: new { });

        using var person = await new ConnectPerson(link).OpenAsync();

        Assert.Contains("This connection has ended", person.Text, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement data, string name) => data.GetProperty(name).GetString();

    private static object Asked(string tool) => new { end_user_email = "a@example.com", end_user_organization_name = "Acme", integration_category = "ATS", integration_tool = tool };

    private async Task<string> LinkAsync(object request)
    {
        var link = Text((await _server.SendAsync(HttpMethod.Post, "/connect/create-link", body: request)).Data, "link")!;
        _links.Add(link);
        return link;
    }

    private async Task<ConnectPerson> PersonAsync(object request) => await new ConnectPerson(await LinkAsync(request)).OpenAsync();

    private async Task<ConnectPerson> ConnectedAsync(string tool)
    {
        var person = await PersonAsync(Asked(tool));
        await person.SendAsync("form", Fields(tool));
        if (Form(tool).SingleOrDefault(f => f.IsChosen) is { } chosen)
        {
            await person.SendAsync("choices", ("field." + chosen.Name, Regex.Match(person.Html, "<option value=\"([^\"]+)\"").Groups[1].Value));
        }

        Assert.NotNull(person.Code);
        return person;
    }

    private async Task<string> IdAsync(ConnectPerson person) => Text((await _server.SendAsync(HttpMethod.Get, $"/connect/integration-by-token/{person.Code}")).Data, "id")!;

    /// <summary>What the played vendor accepts, as the form asks for it.</summary>
    private (string Name, string Value)[] Fields(string tool) =>
        [.. _server.Vendor(tool).Connection.Where(v => Form(tool).Any(f => f.Name == v.Key && !f.IsChosen)).Select(v => ("field." + v.Key, v.Value))];

    private async Task<List<JsonElement>> AllAsync(string id, string model, string more = "") =>
        [.. (await _server.SendAsync(HttpMethod.Get, $"/ats/{model}?page_size=250{more}", id)).Data.GetProperty("results").EnumerateArray()];

    private string[] Secrets(string tool) => [.. _server.Vendor(tool).Connection.Where(v => Form(tool).Any(f => f.Name == v.Key && f.Secret)).Select(v => v.Value)];

    private static ImmutableArray<Runtime.Connections.ConnectionFieldInfo> Form(string tool) => Ats.ConnectorRegistry.Find(tool)!.Definition.Descriptor.ConnectionFields;
}
