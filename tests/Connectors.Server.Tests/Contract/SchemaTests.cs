using System.Text.Json;

namespace Connectors.Server.Tests.Contract;

[Collection(SharedServer.Name)]
public class SchemaTests(DemoServer server)
{
    public static TheoryData<string, string> Lists
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var tool in new[] { "laura", "coveto" })
            {
                foreach (var path in AtsContract.Lists.Keys)
                {
                    all.Add(tool, path);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Every_record_has_every_key_of_the_contract(string tool, string path)
    {
        var first = await server.GetAsync(tool, path + "?include_deleted=true");
        if (first.Status != 200)
        {
            // A model that a connector lacks is no empty success.
            first.IsError(404, "INTEGRATION.MODEL_NOT_AVAILABLE");
            return;
        }

        var records = await server.AllAsync(tool, path + "?include_deleted=true");
        Assert.NotEmpty(records);
        Assert.Empty(records.SelectMany(record => AtsContract.Problems(AtsContract.Lists[path], record)).Distinct().Take(20));
    }

    [Theory]
    [InlineData("laura", "jobs", "candidates", "applications", "application-stages")]
    [InlineData("coveto", "jobs", "candidates", "applications")]
    public async Task The_lists_that_a_connector_covers_answer(string tool, params string[] covered)
    {
        var answered = new List<string>();
        foreach (var path in AtsContract.Lists.Keys)
        {
            if ((await server.GetAsync(tool, path + "?page_size=1")).Status == 200)
            {
                answered.Add(path["/ats/".Length..]);
            }
        }

        Assert.Equal(covered.Order(StringComparer.Ordinal), answered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Jobs_show_the_account_s_stages_and_their_own_questions()
    {
        var jobs = await server.AllAsync("laura", "/ats/jobs");
        var stages = await server.AllAsync("laura", "/ats/application-stages");

        Assert.All(jobs, job => Assert.Equal(stages.Select(Id), job.GetProperty("stages").EnumerateArray().Select(Id)));
        Assert.Contains(jobs, job => job.GetProperty("screening_questions").EnumerateArray().Any(q => q.GetProperty("format").TryGetProperty("options", out _)));
        Assert.Contains(jobs, job => job.GetProperty("screening_questions").EnumerateArray().Any(q => q.GetProperty("precondition_options").ValueKind == JsonValueKind.Array));
    }

    [Fact]
    public async Task Candidates_show_the_applications_that_refer_to_them()
    {
        var applications = (await server.AllAsync("coveto", "/ats/applications")).ToLookup(a => a.GetProperty("candidate_id").GetString(), Id);
        var candidates = await server.AllAsync("coveto", "/ats/candidates");

        Assert.All(candidates, c => Assert.Equal(applications[Id(c)].Order(), c.GetProperty("applications").EnumerateArray().Select(Id).Order()));
        Assert.Contains(candidates, c => c.GetProperty("applications").GetArrayLength() > 0);
    }

    [Fact]
    public async Task Applications_show_their_candidate_and_answers_with_the_texts_of_options()
    {
        var applications = await server.AllAsync("laura", "/ats/applications");

        Assert.All(applications, a => Assert.Equal(a.GetProperty("candidate_id").GetString(), Id(a.GetProperty("candidate"))));
        Assert.All(applications, a => Assert.Equal(a.GetProperty("current_stage_id").GetString(), Id(a.GetProperty("current_stage"))));
        var jobs = await server.AllAsync("laura", "/ats/jobs");
        var names = jobs.SelectMany(j => j.GetProperty("screening_questions").EnumerateArray())
            .Select(q => q.GetProperty("format"))
            .Where(f => f.TryGetProperty("options", out _))
            .SelectMany(f => f.GetProperty("options").EnumerateArray().Select(o => o.GetProperty("name").GetString()))
            .ToHashSet();
        var choices = applications.SelectMany(a => a.GetProperty("screening_question_answers").EnumerateArray())
            .Where(a => a.GetProperty("question").GetProperty("type").GetString() == "SINGLE_SELECT")
            .Select(a => a.GetProperty("answer").GetProperty("choice").GetString())
            .ToList();
        Assert.NotEmpty(choices);
        Assert.All(choices, choice => Assert.Contains(choice, names));
    }

    [Fact]
    public void A_missing_key_a_null_and_a_wrong_word_would_be_found()
    {
        using var record = JsonDocument.Parse("""{"id":null,"remote_id":"1","outcome":"LOST","at":"2026-01-01"}""");

        Assert.Equal(
            ["id: is null", "name: is not there", "outcome: 'LOST' is none of PENDING, HIRED", "at: '2026-01-01' is no time with a zone"],
            AtsContract.Problems("{id:text! remote_id:text! name:text outcome:(PENDING|HIRED) at:time note:text~}", record.RootElement));
    }

    private static string? Id(JsonElement record) => record.GetProperty("id").GetString();
}
