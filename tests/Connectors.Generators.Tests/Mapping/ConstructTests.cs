using System.Text;
using Connectors.Generators.Tests.Support;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;

namespace Connectors.Generators.Tests.Mapping;

/// <summary>Every construct of the language, compiled, loaded and run on an answer.</summary>
public sealed class ConstructTests
{
    private const string Department = """
        namespace Connectors.Ats;

        internal static partial class ValuesJobMapper
        {
            private static partial string? DepartmentOf(string? value) => value is null ? null : "Department of " + value;
        }
        """;

    private static readonly Lazy<Loaded> Values = new(() => Loaded.Of("Values", Spec(), Loaded.TestContract(), Department));
    private static readonly Lazy<Loaded> Within = new(() => Loaded.Of("Within", Loaded.TestSpec("within"), Loaded.TestContract()));
    private static readonly Lazy<Loaded> Lookup = new(() => Loaded.Of("Lookup", Loaded.TestSpec("lookup"), Loaded.TestContract()));

    [Fact]
    public void Every_way_of_making_a_value_makes_it()
    {
        var sink = Values.Value.Read("jobs", """
            [{
              "id": "7", "title": { "de": "Koch", "en": "Cook" }, "intro": "Hello", "body": "World", "state": "live", "channels": ["intranet", "web"],
              "code": "EXT-7", "hours": 37.5, "cents": 1999, "hidden": false, "created": "2026-03-01T09:00:00+01:00", "changed": 1772355600,
              "opened": "29.03.2026 02:30", "links": [{ "rel": "self", "href": "s" }, { "href": "a", "rel": "apply" }],
              "place": { "town": "Wien", "country": "Österreich" }, "fields": [{ "key": "k", "value": { "deep": [1] } }], "owner": { "id": 3 }
            }]
            """);
        Assert.Equal(
            """{"name":"Cook","job_code":"EXT-7","description":"Hello World","confidential":false,"weekly_hours":37.5,"employment_type":"FULL_TIME","status":"OPEN","visibility":"PUBLIC","department":"Department of EXT-7","post_url":"a","salary_amount":19.99,"salary_currency":"EUR","location":{"city":"Wien","country":"AT"},"custom_fields":{},"integration_fields":[{"id":"field jobs/k","key":"k","type":"CUSTOM","value":{"deep":[1]}}],"remote_url":"s","opened_at":"2026-03-29T01:30:00Z","closed_at":"2026-03-29T21:59:59Z","remote_created_at":"2026-03-01T08:00:00Z","remote_updated_at":"2026-03-01T09:00:00Z","contact_id":"users 3"}""",
            Loaded.Json(Assert.Single(sink.Records)));
        Assert.StartsWith("{\"/jobs\":{", Encoding.UTF8.GetString(sink.Records[0].RemoteData.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"1","hidden":true,"channels":["web"],"code":"EXT"}""", "CONFIDENTIAL")]
    [InlineData("""{"id":"1","hidden":false,"channels":["web"],"code":"EXT"}""", "PUBLIC")]
    [InlineData("""{"id":"1","channels":["web"]}""", "PUBLIC")]
    [InlineData("""{"id":"1","channels":["web"],"code":"INT-1"}""", "UNLISTED")]
    [InlineData("""{"id":"1","channels":[]}""", "UNLISTED")]
    [InlineData("""{"id":"1","channels":null}""", "INTERNAL")]
    [InlineData("""{"id":"1"}""", "INTERNAL")]
    public void The_first_case_whose_tests_all_hold_is_taken(string job, string visibility) =>
        Assert.Contains($"\"visibility\":\"{visibility}\"", Loaded.Json(Assert.Single(Values.Value.Read("jobs", $"[{job}]").Records)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"id":"1","extras":{"code":"second"}}""", "\"job_code\":\"second\"")]
    [InlineData("""{"id":"1","code":"","extras":{"code":"second"}}""", "\"job_code\":\"second\"")]
    [InlineData("""{"id":"1"}""", "\"job_code\":\"none\"")]
    [InlineData("""{"id":"1","state":"gone"}""", "\"status\":\"CLOSED\"")]
    [InlineData("""{"id":"1","hidden":null}""", "\"confidential\":false")]
    [InlineData("""{"id":"1","hidden":true}""", "\"employment_type\":\"CONTRACT\"")]
    [InlineData("""{"id":"1","links":[{"rel":"apply","href":"only"}]}""", "\"remote_url\":\"only\"")]
    [InlineData("""{"id":"1","links":[{"rel":"apply","href":"only"}]}""", "\"post_url\":\"only\"")]
    public void What_is_not_there_has_its_substitute(string job, string part) =>
        Assert.Contains(part, Loaded.Json(Assert.Single(Values.Value.Read("jobs", $"[{job}]").Records)), StringComparison.Ordinal);

    [Fact]
    public void A_union_takes_the_case_the_vendor_names_wherever_it_stands()
    {
        var sink = Values.Value.Read("screening_questions", """
            [
              { "id": 1, "kind": "line", "text": "a" },
              { "id": 2, "choices": [{ "id": 5, "label": "x" }, { "label": "no id" }], "kind": "choice" },
              { "id": 3, "types": [{ "mime": "a/b" }, {}, { "mime": "c/d" }], "kind": "file" },
              { "id": 4, "kind": "sketch", "more": [1] },
              { "id": 5 }
            ]
            """);
        Assert.Equal(
            [
                """{"title":"a","format":{"type":"TEXT","display_type":"SINGLE_LINE"}}""",
                """{"format":{"type":"SINGLE_SELECT","options":[{"id":"option 2/5","remote_id":"5","name":"x"}]}}""",
                """{"format":{"type":"FILE","accepted_mime_types":["a/b","c/d"]}}""",
                """{"format":{"type":"UNKNOWN","raw_question":{ "id": 4, "kind": "sketch", "more": [1] }}}""".Replace(" ", "", StringComparison.Ordinal),
                "{}",
            ],
            sink.Records.Select(Loaded.Json));
    }

    [Fact]
    public void Nested_records_have_their_element_as_parent_and_an_element_without_them_has_none()
    {
        var sink = Within.Value.Read("application_stages", """[{"id":"j1","stages":[{"id":1,"label":"New"},{"id":2},{"label":"no id"}]},{"id":"j2"},{"id":"j3","stages":null}]""");
        Assert.Equal(["1", "2"], sink.Records.Select(r => r.Key.First));
        Assert.Equal("id", Assert.Single(sink.SetAside).Path);
        Assert.Equal(3, sink.Elements);
    }

    [Fact]
    public void A_record_is_read_together_with_its_detail()
    {
        var sink = Lookup.Value.Read("users", """{"users":[{"id":4,"name":{"last":"Berg"}}]}""");
        var pending = Assert.Single(sink.Pending);
        sink.Complete(pending, """{"user":{"name":{"first":"Anna","last":"other"}}}"""u8);
        sink.Complete(pending, default);
        sink.Complete(pending, """{"user":{"name":{"first":7}}}"""u8);
        Assert.Equal(["""{"first_name":"Anna","last_name":"Berg"}""", """{"last_name":"Berg"}"""], sink.Records.Select(Loaded.Json));
        Assert.Equal(new SetAside("users", new RecordKey("4"), "detail.name.first", "expected a text, found a number"), Assert.Single(sink.SetAside));
    }

    [Fact]
    public void Texts_that_mean_nothing_are_nothing()
    {
        var spec = Loaded.TestSpec("within").With("rest: https", "nulls: [\"N/A\", \"-\"]\n  rest: https");
        var sink = Loaded.Of("Within", spec, Loaded.TestContract()).Read("application_stages", """[{"id":"j1","stages":[{"id":1,"label":"N/A"},{"id":2,"label":"n/a"},{"id":"-","label":"x"}]}]""");
        Assert.Equal(
            ["""{"custom_fields":{},"integration_fields":[]}""", """{"name":"n/a","custom_fields":{},"integration_fields":[]}"""],
            sink.Records.Select(Loaded.Json));
        Assert.Single(sink.SetAside);
    }

    // One text is read as a time and as a day here, so both must have its form.
    private static MemoryFile Spec() => Loaded.TestSpec("values").With("as: date, format: dd.MM.yyyy,", "as: date, format: \"dd.MM.yyyy' 02:30'\",");
}
