using Connectors.Ats;

namespace Connectors.Constructs.Tests.Values;

/// <summary>Names in one text, ids with something before them, and places in lists.</summary>
public sealed class NameTests
{
    [Fact]
    public async Task A_full_name_is_taken_apart()
    {
        using var vendor = new Answering().On("GET /people", """{"total":2,"people":[{"id":"1","name":"Anna van der Berg"},{"id":"2","name":"Cher"}]}""");
        var people = await Answering.ReadAsync<Candidate>(vendor.Connect("names"), "candidates");

        Assert.Equal([("Anna", "van der Berg"), ("Cher", null)], people.Select(p => (p.FirstName, p.LastName)));
    }

    [Fact]
    public async Task An_id_is_what_follows_the_prefix_and_a_record_without_it_is_set_aside()
    {
        using var vendor = new Answering().On("GET /jobs/1/form", """[{"key":"question_12"},{"key":"resume"},{"key":"question_"}]""");
        var pages = await Answering.PagesAsync(vendor.Connect("names"), "job_screening_questions", "1");

        Assert.Equal("12", ((JobScreeningQuestion)Assert.Single(pages.SelectMany(p => p.Records))).QuestionId.RemoteId);
        Assert.Equal(["key", "key"], pages.SelectMany(p => p.SetAside).Select(s => s.Path));
    }

    [Fact]
    public async Task The_place_of_a_record_is_that_in_the_list_of_its_parent()
    {
        using var vendor = new Answering()
            .On("GET /jobs/1/form", """[{"key":"question_a"},{"key":"question_b"},{"key":"question_c"}]""")
            .On("GET /jobs/2/form", """[{"key":"question_b"}]""");
        var connector = vendor.Connect("names");

        Assert.Equal([0, 1, 2], (await Answering.ReadAsync<JobScreeningQuestion>(connector, "job_screening_questions", "1")).Select(q => q.Index));
        Assert.Equal([0], (await Answering.ReadAsync<JobScreeningQuestion>(connector, "job_screening_questions", "2")).Select(q => q.Index));
    }

    [Fact]
    public async Task What_the_sandbox_plays_can_be_taken_apart()
    {
        await using var played = await PlayedSpec.StartAsync("names");
        var people = (await played.ReadAsync("candidates")).Cast<Candidate>().ToList();
        var questions = (await played.ReadAsync("screening_questions")).Select(q => q.Key.First).ToHashSet();

        Assert.All(people, p => Assert.False(string.IsNullOrEmpty(p.FirstName) || string.IsNullOrEmpty(p.LastName)));
        Assert.All((await played.ReadAsync("job_screening_questions")).Cast<JobScreeningQuestion>(), row => Assert.Contains(row.QuestionId.RemoteId, questions));
    }
}
