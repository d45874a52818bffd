using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;

namespace Connectors.Ats.Tests;

public class LauraDefinitionTests
{
    private static readonly ConnectorDefinition Laura = LauraConnector.Registration.Definition;

    private static readonly ConnectionValues Account = new LauraConnection { Subdomain = "acme", ApiKey = "k3y" }.ToValues();

    [Fact]
    public void Parents_come_before_their_children() =>
        Assert.All(Laura.Sources.Where(s => s.ForEach is not null), s =>
            Assert.True(Laura.Sources.IndexOf(Laura.Sources.Single(p => p.Mappers.Any(m => m.Model == s.ForEach))) < Laura.Sources.IndexOf(s)));

    [Fact]
    public void One_form_feeds_both_question_models() =>
        Assert.Equal(["job_screening_questions", "screening_questions"], Source("job_screening_questions").Mappers.Select(m => m.Model).Order(StringComparer.Ordinal));

    [Fact]
    public void Requests_are_made_of_the_account_and_the_parent()
    {
        Assert.Equal("https://acme.rekrytointi.com/api/v1.2", Laura.Apis[0].Base(new RequestScope(Account)));
        Assert.Equal("/jobs/47%2F11/form", Source("job_screening_questions").Request.Path(new RequestScope(Account, "47/11")));
        Assert.Equal("/jobs/{job_id}/form", Source("job_screening_questions").Request.Endpoint);
        var key = Assert.Single(Assert.Single(Laura.Auth).Sent);
        Assert.Equal(new PlaceName(Place.Header, "X-Api-Key"), key.At);
        Assert.Equal("k3y", key.Values[0](new RequestScope(Account)));
        Assert.Equal("en", Laura.Language!(new RequestScope(Account)));
        Assert.Equal("/account", Laura.Check!.Endpoint);
    }

    [Fact]
    public void Jobs_are_paged_by_number_and_filtered_by_local_time()
    {
        var jobs = Source("jobs");
        Assert.Equal(
            new PagingPlan { Kind = PagingKind.Number, Marker = new(Place.Query, "page"), First = 1, SizeAt = new(Place.Query, "per_page"), Size = 100 },
            jobs.Paging);
        Assert.Equal("2026-07-15 12:00", jobs.Since!.Format(new DateTimeOffset(2026, 7, 15, 9, 0, 0, TimeSpan.Zero)));
        Assert.Equal(TimeSpan.FromMinutes(1), jobs.Since.Overlap);
        var include = Assert.Single(jobs.Request.Send);
        Assert.Equal(ListStyle.Csv, include.Style);
        Assert.Equal(2, include.Values.Length);
    }

    [Fact]
    public void Candidates_are_paged_by_their_last_uuid_and_applications_by_offset()
    {
        Assert.Equal(PagingKind.Keyset, Source("candidates").Paging.Kind);
        Assert.Equal("1772355600", Source("candidates").Since!.Format(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero)));
        Assert.Equal(PagingKind.Offset, Source("applications").Paging.Kind);
        Assert.Equal("jobs", Source("applications").ForEach);
    }

    [Fact]
    public void Replies_mean_what_the_spec_says()
    {
        Assert.True(Assert.Single(Source("job_screening_questions").On).Empty);
        var limited = Laura.Errors[0];
        Assert.Equal(429, Assert.Single(limited.Statuses));
        Assert.True(limited.Retry);
        Assert.Equal("X-RateLimit-Reset", limited.Waits[0].UntilUnixSecondsHeader);
        Assert.Contains(Laura.Errors, e => e.Means == ConnectorError.JobClosed && e.Tests[0] == new BodyTest(BodyTestKind.Is, "error.code", "job_closed"));
        Assert.Equal(new RateWindow(120, TimeSpan.FromMinutes(1)), Assert.Single(Laura.Rates));
    }

    [Fact]
    public void A_connection_is_checked_and_never_shows_its_secret()
    {
        var connection = new LauraConnection { Subdomain = "Not valid!", ApiKey = "k3y", Language = "de" };
        Assert.DoesNotContain("k3y", connection.ToString(), StringComparison.Ordinal);
        var error = Assert.Throws<ArgumentException>(() => new LauraConnector(connection));
        Assert.Contains("'subdomain'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'language'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("k3y", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_registry_finds_the_connector_by_its_slug()
    {
        var registration = ConnectorRegistry.Find("laura")!;
        Assert.IsType<LauraConnector>(registration.Create(Account, new ConnectorOptions()));
        Assert.Null(ConnectorRegistry.Find("nobody"));
    }

    private static ReadSource Source(string name) => Laura.Sources.Single(s => s.Name == name);
}
