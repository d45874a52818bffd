using System.Text.Json;
using System.Text.RegularExpressions;
using Connectors.Server.Fields;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests.Fields;

/// <summary>Vendors' fields and custom fields of integrations; what a test maps it takes back.</summary>
public sealed class FieldTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task Fields_of_the_contract_and_of_customers_are_listed_page_by_page()
    {
        var all = await FieldsAsync("laura", 2000);
        var paged = await FieldsAsync("laura", 3);

        Assert.Equal(all.Select(Id), paged.Select(Id));
        Assert.Equal(all.Count, all.Select(Id).Distinct().Count());
        Assert.All(all, f => Assert.Matches(new Regex("^[1-9A-HJ-NP-Za-km-z]{24}$"), Id(f)));
        Assert.All(all, f => Assert.False(f.GetProperty("is_writable").GetBoolean()));
        Assert.All(all, f => Assert.Equal(["id", "is_passthrough_enabled", "is_writable", "key", "label", "model", "type"], f.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal)));
        var id = Field(all, "ats_jobs", "/jobs#/id");
        Assert.Equal(("DEFAULT", false), (id.GetProperty("type").GetString(), id.GetProperty("is_passthrough_enabled").GetBoolean()));
        var custom = all.First(f => f.GetProperty("model").GetString() == "ats_candidates");
        Assert.Equal(("CUSTOM", true), (custom.GetProperty("type").GetString(), custom.GetProperty("is_passthrough_enabled").GetBoolean()));
    }

    [Fact]
    public async Task A_field_has_the_id_that_records_show_it_with_and_keeps_it()
    {
        var fields = await FieldsAsync("laura");
        var shown = (await server.AllAsync("laura", "/ats/candidates")).SelectMany(c => c.GetProperty("integration_fields").EnumerateArray()).DistinctBy(Id).ToList();
        Assert.NotEmpty(shown);
        Assert.All(shown, s => Assert.Equal(s.GetProperty("key").GetString(), fields.Single(f => Id(f) == Id(s)).GetProperty("key").GetString()));

        await server.SyncAsync("laura");

        Assert.Empty(fields.Select(Id).Except((await FieldsAsync("laura")).Select(Id)));
    }

    [Theory]
    [InlineData("laura", "jobs", "/jobs#/id")]
    [InlineData("laura", "jobs", "/jobs#/modified")]
    [InlineData("laura", "jobs", "/jobs#/channels")]
    [InlineData("coveto", "candidates", "HoleBewerber#/@id")]
    public async Task A_field_of_the_payload_fills_a_custom_field_without_a_sync(string tool, string model, string path)
    {
        var custom = Define(model);
        var before = await server.AllAsync(tool, $"/ats/{model}?include_deleted=true");
        Assert.All(before, r => Assert.Equal("{}", r.GetProperty("custom_fields").GetRawText()));

        var mapped = await MapAsync(tool, custom, Id(Field(await FieldsAsync(tool), $"ats_{model}", path)));

        Assert.Equal(path, mapped.Data.GetProperty("integration_field").GetProperty("key").GetString());
        var after = await server.AllAsync(tool, $"/ats/{model}?include_deleted=true");
        var steps = path.Split('#');
        Assert.All(after, r => Assert.Equal(Value(r.GetProperty("remote_data"), steps[0], steps[1][1..]), r.GetProperty("custom_fields").GetProperty(custom.Key).GetRawText()));
        Assert.Contains(after, r => r.GetProperty("custom_fields").GetProperty(custom.Key).ValueKind != JsonValueKind.Null);
        Assert.Equal(before.Select(r => r.GetProperty("changed_at").GetString()), after.Select(r => r.GetProperty("changed_at").GetString()));

        await MapAsync(tool, custom, null);
        Assert.All(await server.AllAsync(tool, $"/ats/{model}"), r => Assert.Equal("{}", r.GetProperty("custom_fields").GetRawText()));
    }

    [Fact]
    public async Task A_payload_that_is_kept_for_mapping_alone_is_not_shown()
    {
        var custom = Define("jobs");
        await MapAsync("coveto", custom, Id(Field(await FieldsAsync("coveto"), "ats_jobs", "HoleStellen#/Titel")));

        Assert.All(await server.AllAsync("coveto", "/ats/jobs"), job =>
        {
            Assert.Equal(job.GetProperty("name").GetString(), job.GetProperty("custom_fields").GetProperty(custom.Key).GetString());
            Assert.Equal(JsonValueKind.Null, job.GetProperty("remote_data").ValueKind);
        });
        await MapAsync("coveto", custom, null);
    }

    [Fact]
    public async Task A_customer_s_field_fills_a_custom_field_where_no_payload_is_kept()
    {
        var custom = Define("candidates");
        var source = (await FieldsAsync("laura")).First(f => f.GetProperty("model").GetString() == "ats_candidates");
        await MapAsync("laura", custom, Id(source));

        var candidates = await server.AllAsync("laura", "/ats/candidates");

        Assert.All(candidates, c => Assert.Equal(
            c.GetProperty("integration_fields").EnumerateArray().Where(f => Id(f) == Id(source)).Select(f => f.GetProperty("value").GetRawText()).FirstOrDefault("null"),
            c.GetProperty("custom_fields").GetProperty(custom.Key).GetRawText()));
        Assert.Contains(candidates, c => c.GetProperty("custom_fields").GetProperty(custom.Key).ValueKind != JsonValueKind.Null);
        await MapAsync("laura", custom, null);
    }

    [Fact]
    public async Task Custom_fields_are_those_of_the_environment_with_what_fills_them_here()
    {
        var custom = Define("jobs", "Budget", "Who pays");
        var source = Field(await FieldsAsync("laura"), "ats_jobs", "/jobs#/id");
        await MapAsync("laura", custom, Id(source));

        var (here, there) = (await CustomAsync("laura", custom), await CustomAsync("coveto", custom));

        Assert.Equal((custom.Id, "ats_jobs", "Budget", "Who pays"), (Id(here), here.GetProperty("model").GetString(), here.GetProperty("label").GetString(), here.GetProperty("description").GetString()));
        Assert.Equal((Id(source), "/jobs#/id", "DEFAULT"), (Id(here.GetProperty("integration_field")), here.GetProperty("integration_field").GetProperty("key").GetString(), here.GetProperty("integration_field").GetProperty("type").GetString()));
        Assert.Equal(JsonValueKind.Null, there.GetProperty("integration_field").ValueKind);
        server.Server.Services.GetRequiredService<FieldMappings>().Delete(custom);
        Assert.All(await server.AllAsync("laura", "/ats/jobs"), job => Assert.False(job.GetProperty("custom_fields").TryGetProperty(custom.Key, out _)));
    }

    [Fact]
    public async Task What_does_not_fit_is_refused()
    {
        var fields = await FieldsAsync("laura");
        var (jobs, stages) = (Define("jobs"), Define("application_stages"));

        (await MapAsync("laura", jobs, Id(fields.First(f => f.GetProperty("model").GetString() == "ats_candidates")))).IsError(400, "PLATFORM.INPUT_INVALID");
        (await MapAsync("laura", jobs, Id(Field(await FieldsAsync("coveto"), "ats_jobs", "HoleStellen#/@id")))).IsError(400, "PLATFORM.INPUT_INVALID");
        (await MapAsync("laura", jobs, "1")).IsError(400, "PLATFORM.INPUT_INVALID");
        Assert.Contains("no custom fields", (await MapAsync("laura", stages, Id(Field(fields, "ats_application_stages", "/recruitment-phases#/id")))).IsError(400, "PLATFORM.INPUT_INVALID"), StringComparison.Ordinal);

        var path = $"/integrations/{server.Integration("laura")}/custom-fields/{jobs.Id}";
        (await server.SendAsync(HttpMethod.Put, path, body: new { })).IsError(400, "PLATFORM.INPUT_INVALID");
        (await server.SendAsync(HttpMethod.Put, path, body: new { integration_field_id = 5 })).IsError(400, "PLATFORM.INPUT_INVALID");
        (await server.SendAsync(HttpMethod.Put, path + "1", body: new { integration_field_id = (string?)null })).IsError(404, "PLATFORM.INPUT_INVALID");
        (await server.SendAsync(HttpMethod.Get, $"/integrations/{server.Integration("laura")}/integration-fields?page_size=2001")).IsError(400, "PLATFORM.INPUT_INVALID");
        (await server.SendAsync(HttpMethod.Get, $"/integrations/{server.Integration("laura")}/custom-fields?page_size=251")).IsError(400, "PLATFORM.INPUT_INVALID");
    }

    [Fact]
    public async Task Another_environment_has_other_custom_fields_and_a_cursor_holds_for_its_list()
    {
        var other = server.Server.Environments.Create("Another");
        var theirs = server.Server.Services.GetRequiredService<CustomFields>().Create(other, "jobs", "theirs", null, null)!;
        Define("jobs");

        (await MapAsync("laura", theirs, null)).IsError(404, "PLATFORM.INPUT_INVALID");
        Assert.DoesNotContain(await PagesAsync("laura", "custom-fields", 1), f => Id(f) == theirs.Id);
        var cursor = (await server.SendAsync(HttpMethod.Get, $"/integrations/{server.Integration("laura")}/integration-fields?page_size=1")).Data.GetProperty("next").GetString();
        (await server.SendAsync(HttpMethod.Get, $"/integrations/{server.Integration("coveto")}/integration-fields?cursor={cursor}")).IsError(400, "PLATFORM.INPUT_INVALID");
        (await server.SendAsync(HttpMethod.Get, $"/integrations/{server.Integration("laura")}/custom-fields?cursor={cursor}")).IsError(400, "PLATFORM.INPUT_INVALID");
    }

    [Fact]
    public async Task Records_show_a_field_once_it_is_switched_on_and_hide_it_once_it_is_off()
    {
        var fields = await FieldsAsync("laura");
        var (added, stored) = (Field(fields, "ats_jobs", "/jobs#/id"), fields.First(f => f.GetProperty("model").GetString() == "ats_jobs" && f.GetProperty("type").GetString() == "CUSTOM"));
        var before = (await server.AllAsync("laura", "/ats/jobs")).Select(Shown).ToList();

        Assert.True((await ShowAsync(added, true)).Data.GetProperty("is_passthrough_enabled").GetBoolean());
        Assert.False((await ShowAsync(stored, false)).Data.GetProperty("is_passthrough_enabled").GetBoolean());

        var jobs = await server.AllAsync("laura", "/ats/jobs");
        Assert.All(jobs, job => Assert.DoesNotContain(Id(stored), Shown(job)));
        Assert.All(jobs, job => Assert.Equal(
            Value(job.GetProperty("remote_data"), "/jobs", "id"),
            job.GetProperty("integration_fields").EnumerateArray().Single(f => Id(f) == Id(added)).GetProperty("value").GetRawText()));
        Assert.All(jobs.SelectMany(job => job.GetProperty("integration_fields").EnumerateArray()), f => Assert.Equal(5, f.EnumerateObject().Count()));

        Assert.False((await ShowAsync(added, null)).Data.GetProperty("is_passthrough_enabled").GetBoolean());
        Assert.True((await ShowAsync(stored, null)).Data.GetProperty("is_passthrough_enabled").GetBoolean());
        Assert.Equal(before, (await server.AllAsync("laura", "/ats/jobs")).Select(Shown));
        var path = $"/integrations/{server.Integration("laura")}/integration-fields/";
        (await server.SendAsync(HttpMethod.Patch, path + "1", body: new { enable_passthrough = true })).IsError(404, "PLATFORM.INPUT_INVALID");
        (await server.SendAsync(HttpMethod.Patch, path + Id(added), body: new { enable_passthrough = "yes" })).IsError(400, "PLATFORM.INPUT_INVALID");
        (await server.SendAsync(HttpMethod.Patch, path + Id(added), body: new { })).IsError(400, "PLATFORM.INPUT_INVALID");
    }

    [Theory]
    [InlineData("")]
    [InlineData("cost centre")]
    [InlineData("<b>")]
    public void A_key_that_nobody_could_use_is_refused(string key) => Assert.Throws<ArgumentException>(() => Create("jobs", key, null, null));

    [Fact]
    public void A_model_has_a_key_once()
    {
        Assert.NotNull(Create("jobs", "twice", null, null));
        Assert.Null(Create("jobs", "twice", null, null));
        Assert.NotNull(Create("candidates", "twice", null, null));
    }

    [Fact]
    public async Task Answers_tell_how_many_requests_are_left()
    {
        var headers = (await server.GetAsync("laura", "/ats/jobs?page_size=1")).Headers;

        Assert.Equal("60000", headers["ratelimit-limit"]);
        Assert.InRange(int.Parse(headers["ratelimit-remaining"], System.Globalization.CultureInfo.InvariantCulture), 1, 59_999);
        Assert.InRange(int.Parse(headers["ratelimit-reset"], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static string[] Shown(JsonElement record) => [.. record.GetProperty("integration_fields").EnumerateArray().Select(Id)];

    private static string Value(JsonElement payload, string request, string member) =>
        payload.GetProperty(request).TryGetProperty(member, out var value) ? value.GetRawText() : "null";

    private static JsonElement Field(IEnumerable<JsonElement> fields, string model, string key) =>
        fields.Single(f => f.GetProperty("model").GetString() == model && f.GetProperty("key").GetString() == key);

    private CustomField Define(string model, string? label = null, string? description = null) => Create(model, "k" + Guid.NewGuid().ToString("N"), label, description)!;

    private CustomField? Create(string model, string key, string? label, string? description) =>
        server.Server.Services.GetRequiredService<CustomFields>().Create(server.Server.Environment, model, key, label, description);

    private Task<List<JsonElement>> FieldsAsync(string tool, int pageSize = 2000) => PagesAsync(tool, "integration-fields", pageSize);

    private async Task<JsonElement> CustomAsync(string tool, CustomField field) => (await PagesAsync(tool, "custom-fields", 250)).Single(f => Id(f) == field.Id);

    private async Task<List<JsonElement>> PagesAsync(string tool, string list, int pageSize)
    {
        var all = new List<JsonElement>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await server.SendAsync(HttpMethod.Get, $"/integrations/{server.Integration(tool)}/{list}?page_size={pageSize}&cursor={cursor}")).Data;
            all.AddRange(page.GetProperty("results").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }

        return all;
    }

    private Task<Reply> MapAsync(string tool, CustomField field, string? source) =>
        server.SendAsync(HttpMethod.Put, $"/integrations/{server.Integration(tool)}/custom-fields/{field.Id}", body: new { integration_field_id = source });

    private Task<Reply> ShowAsync(JsonElement field, bool? shown) =>
        server.SendAsync(HttpMethod.Patch, $"/integrations/{server.Integration("laura")}/integration-fields/{Id(field)}", body: new { enable_passthrough = shown });
}
