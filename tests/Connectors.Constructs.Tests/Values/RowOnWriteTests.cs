using Connectors.Ats;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;

namespace Connectors.Constructs.Tests.Values;

/// <summary>Texts that stand for rows of tables when they are sent, and rows that are joined into one text.</summary>
public sealed class RowOnWriteTests
{
    private static Answering Vendor() => new Answering()
        .On("GET /sources", """{"sources":[{"id":5,"title":"LinkedIn"},{"id":6,"title":"Own Page"}]}""")
        .On("POST /people", """{"id":"p1"}""")
        .On("POST /jobs/7/applications", """{"id":"a1"}""");

    [Theory]
    [InlineData("LinkedIn", 5)]
    [InlineData(" own page ", 6)]
    public async Task The_id_of_the_row_is_sent(string name, int id)
    {
        using var vendor = Vendor();
        await vendor.Connect("source_by_name").ActAsync(Acting.Application($$"""
            "source":{"name":"{{name}}"}
            """));

        Assert.Contains($$"""POST /people {"name":"Anna Berg","mail":"anna@example.com","source":{{id}}}""", vendor.Asked);
    }

    [Fact]
    public async Task A_name_that_the_vendor_does_not_have_is_refused_before_anything_is_sent()
    {
        using var vendor = Vendor();
        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => vendor.Connect("source_by_name").ActAsync(Acting.Application("""
            "source":{"name":"Newspaper"}
            """)));

        Assert.Equal(("source.name", FindingKind.UnknownId), (Assert.Single(refused.Findings).Path, refused.Findings[0].Kind));
        Assert.Equal(["GET /sources"], vendor.Asked);
    }

    [Fact]
    public async Task Without_a_name_the_table_is_not_asked_for()
    {
        using var vendor = Vendor();
        await vendor.Connect("source_by_name").ActAsync(Acting.Application());

        Assert.Equal(0, vendor.Count("GET /sources"));
        Assert.Contains("""POST /people {"name":"Anna Berg","mail":"anna@example.com"}""", vendor.Asked);
    }

    [Theory]
    [InlineData("""
        "location":{"country":"FI","city":"Turku","state":"Varsinais-Suomi"}
        """, "Turku, Varsinais-Suomi")]
    [InlineData("""
        "location":{"country":"FI","city":"Turku"}
        """, "Turku")]
    [InlineData("""
        "location":{"country":"FI","state":"Varsinais-Suomi"}
        """, "Varsinais-Suomi")]
    public async Task What_is_not_given_leaves_no_gap_in_a_text(string candidate, string place)
    {
        using var vendor = Vendor();
        await vendor.Connect("source_by_name").ActAsync(Acting.Application(candidate: candidate), lenient: true);

        Assert.Contains($$"""POST /people {"name":"Anna Berg","place":"{{place}}","mail":"anna@example.com"}""", vendor.Asked);
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_made_once()
    {
        using var vendor = Vendor().On("POST /sources", """{"id":9}""");
        var connector = vendor.Connect("source_made");
        await connector.ActAsync(Acting.Application("""
            "source":{"name":"Newspaper"}
            """));
        vendor.On("GET /sources", """{"sources":[{"id":9,"title":"Newspaper"}]}""");
        await connector.ActAsync(Acting.Application("""
            "source":{"name":"newspaper"}
            """));

        Assert.Equal(["POST /sources {\"title\":\"Newspaper\"}"], vendor.Asked.Where(a => a.StartsWith("POST /sources", StringComparison.Ordinal)));
        Assert.Equal(2, vendor.Asked.Count(a => a.EndsWith("\"source\":9}", StringComparison.Ordinal)));
        Assert.Equal(2, vendor.Count("GET /sources"));
    }

    [Fact]
    public async Task The_environments_name_is_looked_up_where_no_source_is_given()
    {
        using var vendor = Vendor();
        await vendor.Connect("source_made").ActAsync(Acting.Application(), source: "LinkedIn");

        Assert.Contains("""POST /people {"name":"Anna Berg","mail":"anna@example.com","source":5}""", vendor.Asked);
    }

    [Fact]
    public async Task A_reply_that_does_not_tell_what_was_made_is_an_error_and_no_person_is_made()
    {
        using var vendor = Vendor().On("POST /sources", "{}");
        var error = await Assert.ThrowsAsync<ConnectorException>(() => vendor.Connect("source_made").ActAsync(Acting.Application("""
            "source":{"name":"Newspaper"}
            """)));

        Assert.Equal((ConnectorError.UnexpectedPayload, "POST /sources"), (error.Error, error.Endpoint));
        Assert.Equal(0, vendor.Count("POST /people"));
    }

    [Fact]
    public async Task What_was_sent_for_a_row_is_read_back_as_the_row()
    {
        await using var played = await PlayedSpec.StartAsync("source_made");
        var reply = await played.Connector.ActAsync(Acting.Application("""
            "source":{"name":"Newspaper"}
            """, job: played.Vendor.Records.RemoteId("jobs", 0)));
        var person = (await played.ReadAsync("candidates")).Cast<Candidate>().Single(c => c.Key.First == reply.Made[0].RemoteId);

        Assert.Equal(("Anna", "Berg", "Newspaper"), (person.FirstName, person.LastName, person.Source));
        Assert.Equal(1, played.Asked.Count(a => a.Method == "POST" && a.Target.EndsWith("/sources", StringComparison.Ordinal)));
    }
}
