using System.Globalization;
using System.Text.Json;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Tests;

public sealed class LauraTests : IAsyncLifetime
{
    private readonly SandboxOptions _options = Specs.Laura with { Seed = 7, Records = new RecordCounts { Base = 40 } };
    private VendorClient _client = null!;

    public async Task InitializeAsync() => _client = await VendorClient.StartAsync(_options);

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task The_address_has_the_base_path_of_the_spec_and_the_check_request_succeeds()
    {
        Assert.EndsWith("/api/v1.2", _client.Server.BaseAddress.AbsoluteUri, StringComparison.Ordinal);
        await _client.GetAsync("/account", "/account");
    }

    [Fact]
    public async Task Every_reply_fits_the_contract_and_every_reference_holds()
    {
        var jobs = await JobsAsync("&include=texts,custom");
        var applicants = await ApplicantsAsync();
        var phases = (await _client.GetAsync("/recruitment-phases", "/recruitment-phases")).EnumerateArray().Select(p => p.GetProperty("id").GetInt64()).ToHashSet();
        Assert.Equal(40, jobs.Count);
        Assert.Equal(400, applicants.Count);
        Assert.Equal(8, phases.Count);
        var numbers = new HashSet<string>();
        var answers = 0;
        foreach (var job in jobs)
        {
            var form = await FormAsync(job);
            Assert.Equal(form.Count, form.Select(f => f.GetProperty("id").GetInt64()).Distinct().Count());
            CheckDependencies(form);
            foreach (var application in await ApplicationsAsync(job))
            {
                Assert.True(numbers.Add(application.GetProperty("application_no").GetString()!));
                Assert.Contains(application.GetProperty("applicant").GetProperty("uuid").GetString()!, applicants);
                if (application.TryGetProperty("phase_id", out var phase) && phase.ValueKind == JsonValueKind.Number)
                {
                    Assert.Contains(phase.GetInt64(), phases);
                }

                answers += CheckAnswers(application, form);
            }
        }

        Assert.Equal(_client.Server.Records.Count("applications"), numbers.Count);
        Assert.True(answers > 200, $"{answers} answers");
    }

    [Fact]
    public async Task Every_type_of_question_comes_up_and_only_choices_have_options()
    {
        var types = new HashSet<string>();
        foreach (var job in await JobsAsync(""))
        {
            foreach (var field in await FormAsync(job))
            {
                var type = field.GetProperty("type").GetString()!;
                types.Add(type);
                Assert.Equal(type is "radio" or "select" or "checkboxes", field.TryGetProperty("options", out _));
                Assert.False(type != "file" && field.TryGetProperty("file", out var file) && file.ValueKind == JsonValueKind.Object);
            }
        }

        Assert.Equal(13, types.Count);
    }

    [Fact]
    public async Task A_field_that_several_jobs_use_looks_the_same_in_each()
    {
        var seen = new Dictionary<long, string>();
        var shared = 0;
        foreach (var job in await JobsAsync(""))
        {
            foreach (var field in await FormAsync(job))
            {
                var content = field.GetProperty("label").GetRawText() + field.GetProperty("type").GetRawText() + (field.TryGetProperty("options", out var options) ? options.GetRawText() : "");
                if (!seen.TryAdd(field.GetProperty("id").GetInt64(), content))
                {
                    shared++;
                    Assert.Equal(seen[field.GetProperty("id").GetInt64()], content);
                }
            }
        }

        Assert.True(shared > 10, $"{shared} shared");
    }

    [Fact]
    public async Task Some_jobs_have_no_form_and_say_so_with_the_status_that_means_empty()
    {
        var statuses = new List<int>();
        foreach (var job in await JobsAsync(""))
        {
            using var reply = await _client.Http.GetAsync(_client.At($"/jobs/{job}/form"));
            statuses.Add((int)reply.StatusCode);
        }

        Assert.Contains(404, statuses);
        Assert.Contains(200, statuses);
    }

    [Fact]
    public async Task Data_reads_like_that_of_an_applicant_tracking_system()
    {
        var applicants = await _client.GetAsync("/applicants?limit=100", "/applicants");
        var missing = 0;
        foreach (var applicant in applicants.GetProperty("data").EnumerateArray())
        {
            Assert.InRange(applicant.GetProperty("name").GetProperty("last").GetString()!.Length, 2, 40);
            if (applicant.TryGetProperty("email", out var email) && email.ValueKind == JsonValueKind.String)
            {
                Assert.Contains('@', email.GetString()!);
            }
            else
            {
                missing++;
            }
        }

        Assert.InRange(missing, 1, 40);
        var jobs = await _client.GetAsync("/jobs?include=texts", "/jobs");
        Assert.Contains(jobs.GetProperty("jobs").EnumerateArray(), j => j.TryGetProperty("texts", out var texts) && texts.GetRawText().Contains("<p>", StringComparison.Ordinal));
        Assert.Contains(jobs.GetProperty("jobs").EnumerateArray(), j => j.TryGetProperty("publication", out var p) && p.ValueKind == JsonValueKind.Object && p.TryGetProperty("starts", out var s) && s.ValueKind == JsonValueKind.String
            && DateTime.TryParseExact(s.GetString(), "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }

    [Fact]
    public async Task Members_that_must_be_asked_for_are_left_out_otherwise()
    {
        var jobs = await _client.GetAsync("/jobs?per_page=100", "/jobs");
        Assert.DoesNotContain(jobs.GetProperty("jobs").EnumerateArray(), j => j.TryGetProperty("texts", out _) || j.TryGetProperty("custom", out _));
    }

    private static void CheckDependencies(List<JsonElement> form)
    {
        foreach (var field in form)
        {
            if (!field.TryGetProperty("depends_on", out var on) || on.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            var other = Assert.Single(form, f => f.GetProperty("id").GetInt64() == on.GetProperty("field").GetInt64());
            Assert.True(form.IndexOf(other) < form.IndexOf(field));
            if (on.TryGetProperty("options", out var options))
            {
                var offered = other.GetProperty("options").EnumerateArray().Select(o => o.GetProperty("id").GetInt64()).ToHashSet();
                Assert.All(options.EnumerateArray(), o => Assert.Contains(o.GetInt64(), offered));
            }

            Assert.Equal(other.GetProperty("type").GetString() == "yesno", on.TryGetProperty("checked", out _));
        }
    }

    private static int CheckAnswers(JsonElement application, List<JsonElement> form)
    {
        if (!application.TryGetProperty("answers", out var answers))
        {
            return 0;
        }

        foreach (var answer in answers.EnumerateArray())
        {
            var field = Assert.Single(form, f => f.GetProperty("id").GetInt64() == answer.GetProperty("field_id").GetInt64());
            var expected = field.GetProperty("type").GetString() switch
            {
                "text" or "textarea" or "email" or "url" => "text",
                "number" or "slider" => "number",
                "yesno" => "checked",
                "radio" or "select" => "option_id",
                "checkboxes" => "option_ids",
                "date" => "date",
                var other => other,
            };
            Assert.Equal(["field_id", expected], answer.EnumerateObject().Select(m => m.Name));
            if (expected is "option_id" or "option_ids")
            {
                var offered = field.GetProperty("options").EnumerateArray().Select(o => o.GetProperty("id").GetInt64()).ToHashSet();
                var chosen = expected == "option_id" ? [answer.GetProperty(expected).GetInt64()] : answer.GetProperty(expected).EnumerateArray().Select(o => o.GetInt64());
                Assert.All(chosen, o => Assert.Contains(o, offered));
            }
        }

        return answers.GetArrayLength();
    }

    private async Task<List<long>> JobsAsync(string query)
    {
        var ids = new List<long>();
        for (var (page, last) = (1L, 1L); page <= last; page++)
        {
            var reply = await _client.GetAsync($"/jobs?page={page}&per_page=15{query}", "/jobs");
            last = reply.GetProperty("meta").GetProperty("pagination").GetProperty("total_pages").GetInt64();
            ids.AddRange(reply.GetProperty("jobs").EnumerateArray().Select(j => j.GetProperty("id").GetInt64()));
        }

        return ids;
    }

    private async Task<HashSet<string>> ApplicantsAsync()
    {
        var ids = new List<string>();
        for (var more = true; more;)
        {
            var after = ids.Count == 0 ? "" : "&starting_after=" + ids[^1];
            var reply = await _client.GetAsync($"/applicants?limit=90{after}", "/applicants");
            ids.AddRange(reply.GetProperty("data").EnumerateArray().Select(j => j.GetProperty("uuid").GetString()!));
            more = reply.GetProperty("has_more").GetBoolean();
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        return [.. ids];
    }

    private async Task<List<JsonElement>> FormAsync(long job)
    {
        using var reply = await _client.Http.GetAsync(_client.At($"/jobs/{job}/form"));
        return (int)reply.StatusCode == 404 ? [] : [.. (await _client.GetAsync($"/jobs/{job}/form", "/jobs/{job_id}/form")).GetProperty("fields").EnumerateArray()];
    }

    private async Task<List<JsonElement>> ApplicationsAsync(long job)
    {
        var found = new List<JsonElement>();
        while (true)
        {
            var reply = await _client.GetAsync($"/jobs/{job}/applications?offset={found.Count}&limit=30", "/jobs/{job_id}/applications");
            var items = reply.GetProperty("items").EnumerateArray().ToList();
            found.AddRange(items);
            if (found.Count >= reply.GetProperty("total").GetInt64() || items.Count == 0)
            {
                return found;
            }
        }
    }
}
