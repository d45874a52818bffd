using Connectors.Ats;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;

namespace Connectors.Constructs.Tests.Formats;

/// <summary>Objects whose names are data.</summary>
public sealed class KeyedTests
{
    private const string Slug = "keyed";

    private const string Jobs =
        """[{"id":"1","title":"Nurse","wage \"net\"":"9,50","place":{"city":"Turku"},"openings":2,"ext\u00e9rieur":null,"tools":"a car"},{"title":"x","wage":{},"id":"2"},{"id":"3","title":"Cook"}]""";

    [Fact]
    public async Task Records_are_the_values_of_an_object_and_know_their_names()
    {
        var page = await ReadAsync("application_stages", """{"stages":{"new":{"title":"New","order":1},"\u00e4nd \"er\"":{"order":2,"title":"Ändern"},"none":{"order":3}}}""");

        Assert.Equal([("new", "New", 1L), ("änd \"er\"", "Ändern", 2L), ("none", null, 3L)], page.Records.Cast<ApplicationStage>().Select(s => (s.RemoteId, s.Name, s.GlobalIndex!.Value)));
        Assert.Equal(3, page.Elements);
    }

    [Fact]
    public async Task A_record_that_is_set_aside_is_known_by_its_name()
    {
        var page = await ReadAsync("application_stages", """{"stages":{"new":{"title":[]},"old":{"title":"Old"}}}""");

        Assert.Equal(("new", "title"), (Assert.Single(page.SetAside).Key?.First, page.SetAside[0].Path));
        Assert.Equal("old", Assert.Single(page.Records).Key.First);
    }

    [Theory]
    [InlineData("""{"stages":[]}""")]
    [InlineData("""{"stages":{"a":{"title":"A"}""")]
    [InlineData("""{}""")]
    public async Task A_reply_without_the_object_is_refused(string body) =>
        Assert.Equal(ConnectorError.UnexpectedPayload, (await Assert.ThrowsAsync<ConnectorException>(() => ReadAsync("application_stages", body))).Error);

    [Fact]
    public async Task Items_are_the_values_of_an_object_with_their_names()
    {
        var candidate = (Candidate)Assert.Single((await ReadAsync(
            "candidates",
            """[{"id":"1","first":"Aino","custom":{"tel":{"name":"Telephone","value":"+358 1","kind":"phone"},"note":{"value":"x","name":"Note","kind":null}}}]""")).Records);

        Assert.Equal([("tel", "Telephone", "\"+358 1\""), ("note", "Note", "\"x\"")], candidate.IntegrationFields!.Select(f => (f.Key, f.Label, f.Value?.ToString())));
        Assert.Equal([("+358 1", "Phone"), ("x", null)], candidate.PhoneNumbers!.Select(p => (p.PhoneNumberValue, p.Type)));
    }

    [Fact]
    public async Task What_no_path_names_is_taken_with_its_name()
    {
        var page = await ReadAsync("jobs", Jobs);

        Assert.Empty(page.SetAside);
        var jobs = page.Records.Cast<Job>().ToList();
        Assert.Equal([("wage \"net\"", "wage \"net\"", "\"9,50\""), ("openings", "openings", "2"), ("extérieur", "extérieur", "null"), ("tools", "tools", "\"a car\"")], jobs[0].IntegrationFields!.Select(f => (f.Key, f.Label, f.Value?.ToString())));
        Assert.Equal("Turku", jobs[0].Location?.City);
        Assert.Equal([("wage", "{}")], jobs[1].IntegrationFields!.Select(f => (f.Key, f.Value?.ToString())));
        Assert.Empty(jobs[2].IntegrationFields ?? []);
    }

    [Fact]
    public async Task The_sandbox_has_names_and_things_that_no_path_names()
    {
        await using var played = await PlayedSpec.StartAsync(Slug);

        Assert.Contains(await played.ReadAsync("jobs"), j => ((Job)j).IntegrationFields is { Count: > 0 });
        Assert.Contains(await played.ReadAsync("candidates"), c => ((Candidate)c).IntegrationFields is { Count: > 0 });
    }

    [Fact]
    public async Task Whatever_the_reply_is_nothing_but_the_typed_error_is_thrown() => Assert.True(await Mutations.SurviveAsync(Slug, "jobs", Jobs, "application/json", 1000) > 100);

    private static Task<ReadPage> ReadAsync(string model, string body) => Answered.ReadAsync(Slug, model, body, "application/json");
}
