using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;

namespace Connectors.Specs.Tests.Contracts;

/// <summary>Laura's contract, read whole.</summary>
public sealed class LauraContractTests
{
    private static readonly Lazy<(Contract Contract, IReadOnlyList<SpecDiagnostic> Diagnostics)> Laura = new(static () =>
    {
        var bag = new DiagnosticBag();
        var contract = ContractReader.Read(Files.Read("specs/contracts/laura.openapi.yaml"), bag);
        return (contract!, bag.ToDiagnostics());
    });

    private static Contract Contract => Laura.Value.Contract;

    [Fact]
    public void It_is_read_without_a_word() => Assert.Empty(Laura.Value.Diagnostics);

    [Fact]
    public void Its_operations_are_known() => Assert.Equal(
        [
            "GET /account", "GET /jobs", "GET /jobs/{job_id}/form", "GET /jobs/{job_id}/applications", "POST /jobs/{job_id}/applications", "GET /applicants", "POST /applicants",
            "GET /recruitment-phases", "PUT /applications/{application_no}/phase",
        ],
        Contract.Operations.Select(o => $"{o.Method} {o.Path}"));

    [Fact]
    public void Every_reference_leads_to_a_schema()
    {
        var references = new List<SchemaRef>();
        foreach (var operation in Contract.Operations)
        {
            references.AddRange(operation.Parameters.Select(p => p.Schema));
            references.AddRange(operation.Replies.Select(r => r.Body).Append(operation.Body).OfType<SchemaRef>());
        }

        references.AddRange(Contract.Schemas.Select(s => s.Schema));
        for (var i = 0; i < references.Count; i++)
        {
            var schema = Assert.IsType<ContractSchema>(Contract.Resolve(references[i]));
            if (references[i].Inline is not null)
            {
                references.AddRange(schema.Properties.Select(p => p.Schema).Concat(schema.Alternatives).Append(schema.Items).Append(schema.AdditionalProperties).OfType<SchemaRef>());
            }
        }

        Assert.True(references.Count > 100);
    }

    [Fact]
    public void Parameters_have_their_place_bounds_and_way_of_writing_lists()
    {
        var jobs = Operation("GET", "/jobs");
        var size = jobs.Parameters.Single(p => p.Name == "per_page");
        var include = jobs.Parameters.Single(p => p.Name == "include");

        Assert.True(size is { In: PlaceKind.Query, Required: false, Schema.Inline: { Type: JsonKind.Integer, Minimum: 1, Maximum: 100, Default: "25" } });
        Assert.Equal(ListStyle.Csv, include.Style);
        Assert.Equal(["texts", "custom"], Contract.Resolve(include.Schema.Inline!.Items)!.Enum);
    }

    [Fact]
    public void A_path_parameter_of_the_path_belongs_to_its_operations() => Assert.True(
        Assert.Single(Operation("GET", "/jobs/{job_id}/form").Parameters) is { Name: "job_id", In: PlaceKind.Path, Required: true, Schema.Inline.Type: JsonKind.Integer });

    [Fact]
    public void Replies_are_found_by_status_and_the_default_covers_the_rest()
    {
        var form = Operation("GET", "/jobs/{job_id}/form");

        Assert.Equal(200, form.Success!.Status);
        Assert.Null(form.Reply(404)!.Body);
        Assert.Equal(0, form.Reply(503)!.Status);
        Assert.Equal(["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After"], form.Reply(429)!.Headers.Select(h => h.Name));
        Assert.Equal("120", form.Reply(429)!.Headers[0].Example);
        Assert.Equal("/api/v1.2/applications/2026-00017", Operation("POST", "/jobs/{job_id}/applications").Success!.Headers.Single(h => h.Name == "Location").Example);
        Assert.Null(Operation("PUT", "/applications/{application_no}/phase").Reply(204)!.Body);
    }

    [Fact]
    public void A_localised_text_may_be_null_and_so_may_each_language()
    {
        var title = Contract.Resolve(Property("Job", "title").Schema)!;

        Assert.Equal("Localised", Property("Job", "title").Schema.Name);
        Assert.True(title.Nullable);
        Assert.Equal(["fi", "sv", "en"], title.Properties.Select(p => p.Name));
        Assert.All(title.Properties, p => Assert.True(p.Schema.Inline is { Type: JsonKind.String, Nullable: true }));
    }

    [Fact]
    public void Types_enumerations_and_required_members_are_kept()
    {
        Assert.True(Property("Job", "id") is { Required: true, Schema.Inline: { Type: JsonKind.Integer, Example: "4711" } });
        Assert.False(Property("Job", "texts").Required);
        Assert.Equal(["draft", "scheduled", "published", "paused", "closed", "archived"], Property("Job", "status").Schema.Inline!.Enum);
        Assert.Equal("uuid", Property("Applicant", "uuid").Schema.Inline!.Format);
        Assert.Equal("int64", Property("Job", "modified").Schema.Inline!.Format);
        Assert.True(Property("CustomValue", "value").Schema.Inline is { Type: JsonKind.Any, Nullable: true });
        Assert.Equal("2026-00017", Property("Application", "application_no").Schema.Inline!.Example);
    }

    [Fact]
    public void A_body_that_takes_no_other_members_is_closed()
    {
        var create = Operation("POST", "/applicants");
        var body = Contract.Resolve(create.Body)!;

        Assert.True(create.BodyRequired);
        Assert.True(body.Closed);
        Assert.Equal(80, body.Properties.Single(p => p.Name == "last_name").Schema.Inline!.MaxLength);
        Assert.Equal("^[A-Z]{2}$", body.Properties.Single(p => p.Name == "address").Schema.Inline!.Properties.Single(p => p.Name == "country_code").Schema.Inline!.Pattern);
    }

    private static ContractOperation Operation(string method, string path) => Contract.Operations.Single(o => o.Method == method && o.Path == path);

    private static SchemaProperty Property(string schema, string name) => Contract.Resolve(new SchemaRef(schema, null))!.Properties.Single(p => p.Name == name);
}
