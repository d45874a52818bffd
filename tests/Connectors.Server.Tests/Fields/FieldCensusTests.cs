using System.Globalization;
using System.Text;
using Connectors.Server.Fields;
using Connectors.Server.Wire;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Tests.Fields;

public class FieldCensusTests
{
    [Fact]
    public void Fields_tell_their_kinds_and_how_many_records_have_them()
    {
        var found = Look(
            """{"/jobs":{"id":1,"title":"A","open":true,"texts":{"body":""},"tags":["x","y"],"rooms":[{"no":1},{"no":2}]}}""",
            """{"/jobs":{"id":2,"title":null,"open":"yes","texts":{"body":"B"},"tags":[],"rooms":[]}}""");

        Assert.Equal(2, found.Records);
        Assert.Equal(
            ["/jobs#/id number 2", "/jobs#/title text 1", "/jobs#/open text or yes or no 2", "/jobs#/texts/body text 1", "/jobs#/tags list of text 2", "/jobs#/rooms list of object 2", "/jobs#/rooms/*/no number 1"],
            found.Fields.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} {f.Type} {f.Records}")));
        Assert.All(found.Fields, f => Assert.Equal(f.Key, f.Path!.Text));
    }

    [Fact]
    public void Stored_integration_fields_stand_first_with_their_labels()
    {
        var census = Census();
        census.Add("""{"integration_fields":[{"id":"1","key":"cost","type":"CUSTOM","label":"Cost centre","value":12},{"id":"2","key":"none","type":"DEFAULT"}]}"""u8, """{"/jobs":{"id":1}}"""u8);
        census.Add("""{"name":"No fields"}"""u8, default);

        var (cost, none, id) = (census.Result.Fields[0], census.Result.Fields[1], census.Result.Fields[2]);
        Assert.Equal(("cost", "Cost centre", "number", 1, true), (cost.Key, cost.Label, cost.Type, cost.Records, cost.IsCustom));
        Assert.Equal(("none", null, "", 0, false), (none.Key, none.Label, none.Type, none.Records, none.IsCustom));
        Assert.Equal("/jobs#/id", id.Key);
        Assert.Null(cost.Path);
    }

    [Fact]
    public void Values_repeat_when_there_are_few_and_records_share_them()
    {
        var found = Look([.. Enumerable.Range(0, 20).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $$"""{"/p":{"name":"Person {{i}}","team":"Team {{i % 3}}","few":{{(i == 0 ? "\"Somebody\"" : "null")}} } }"""))]);

        Assert.Equal([("/p#/name", false), ("/p#/team", true), ("/p#/few", false)], found.Fields.Select(f => (f.Key, f.Repeats)));
        Assert.Equal(["Team 0", "Team 1", "Team 2"], found.Fields[1].Samples);
    }

    [Fact]
    public void A_long_value_is_shown_by_its_beginning()
    {
        var sample = Assert.Single(Look("{\"/p\":{\"text\":\"" + new string('a', 500) + "\"}}").Fields).Samples.Single();

        Assert.Equal(60, sample.Length);
        Assert.EndsWith("…", sample, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_without_end_come_to_an_end()
    {
        var members = string.Join(',', Enumerable.Range(0, 5000).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"n{i}\":1")));

        Assert.InRange(Look("{\"/p\":{" + members + "}}").Fields.Count, 1, 500);
    }

    private static FoundFields Look(params string[] payloads)
    {
        var census = Census();
        foreach (var payload in payloads)
        {
            census.Add("{}"u8, Encoding.UTF8.GetBytes(payload));
        }

        return census.Result;
    }

    private static FieldCensus Census()
    {
        var layout = RecordShape.Of(Vocabularies.Ats, "jobs", static _ => false).Layout;
        return new FieldCensus(layout, layout.IndexOf("integration_fields"));
    }
}
