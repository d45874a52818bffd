using System.Text.Json;
using Connectors.Sandbox.Contracts;
using Connectors.Specs.Contracts;

namespace Connectors.Sandbox.Tests;

public sealed class ContractValidatorTests
{
    private readonly Contract _contract = Specs.Laura.Contract;

    [Theory]
    [InlineData("Job", """{"id":1,"title":null,"status":"draft"}""", null)]
    [InlineData("Job", """{"id":1,"title":{},"status":"gone"}""", "status must be one of draft, scheduled, published, paused, closed, archived")]
    [InlineData("Job", """{"id":"1","title":{},"status":"draft"}""", "id must be a whole number")]
    [InlineData("Job", """{"id":1,"status":"draft"}""", "title is required")]
    [InlineData("Job", """{"id":1,"title":{},"status":"draft","channels":{}}""", "channels must be a list")]
    [InlineData("Job", """{"id":1,"title":{},"status":"draft","links":[{"rel":"self","href":"here"}]}""", "links[0].href is no uri")]
    [InlineData("Job", """{"id":1,"title":{},"status":null}""", "status must not be null")]
    [InlineData("Applicant", """{"uuid":"12","name":{"last":"x"}}""", "uuid is no uuid")]
    [InlineData("Applicant", """{"uuid":"00000000-0000-4000-8000-000000000000","name":{}}""", "name.last is required")]
    [InlineData("NewApplicant", """{"first_name":"a","last_name":"b","email":"c@d","shoe":42}""", "shoe is not known")]
    [InlineData("NewApplicant", """{"first_name":"a","last_name":"b","email":"nobody"}""", "email is no email")]
    [InlineData("NewApplicant", """{"first_name":"a","last_name":"b","email":"c@d","mobile":"0123456789012345678901234567890"}""", "mobile must have at most 30 characters")]
    [InlineData("NewApplicant", """{"first_name":"a","last_name":"b","email":"c@d","address":{"country_code":"fin"}}""", "address.country_code does not fit its pattern")]
    public void Values_are_checked_against_their_schema(string schema, string json, string? expected)
    {
        using var document = JsonDocument.Parse(json);
        var found = new ContractValidator(_contract).Validate(document.RootElement, new SchemaRef(schema, null));
        Assert.Equal(expected is null ? [] : [expected], found.Select(v => $"{v.Path} {v.Message}"));
    }
}
