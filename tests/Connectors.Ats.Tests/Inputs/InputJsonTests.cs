using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Runtime.Actions;

namespace Connectors.Ats.Tests.Inputs;

/// <summary>Unified inputs as JSON, both ways.</summary>
public sealed class InputJsonTests
{
    private const string Full = """
        {
          "candidate": {
            "first_name": "Aino", "last_name": "Öst", "email_address": "aino@example.com",
            "additional_email_addresses": [{ "type": "WORK", "email_address": "a@example.org" }],
            "company": "Acme", "title": "Cook", "phone_number": "+358 40 1234567",
            "additional_phone_numbers": [{ "phone_number": "1" }, { "type": "OTHER", "phone_number": "2" }],
            "location": { "city": "Turku", "country": "FI", "state": "Varsinais-Suomi", "street_1": "Torikatu 1", "zip_code": "20100" },
            "gender": "FEMALE", "availability_date": "2026-12-01T00:00:00+00:00",
            "salary_expectations": { "period": "MONTH", "amount": 3200.5 },
            "social_links": [{ "url": "https://example.com/aino" }]
          },
          "application": { "job_id": "remote:4711", "stage_id": "abc" },
          "screening_question_answers": [
            { "question_id": "q1", "answer": "text" }, { "question_id": "q2", "answer": 1.5 }, { "question_id": "q3", "answer": true },
            { "question_id": "q4", "answer": ["a", "b"] },
            { "question_id": "q5", "answer": { "name": "a.txt", "content_type": "text/plain", "data": "YQ==" } }
          ],
          "attachments": [{ "name": "cv.pdf", "content_type": "application/pdf", "data_url": "https://example.com/cv.pdf", "type": "CV" }],
          "source": { "name": "Board", "unified_key": "board", "id": "7" },
          "sourced_by": { "user_id": "u1" },
          "gdpr_consent": { "expires_at": "2027-01-01T00:00:00+00:00", "given": true },
          "remote_fields": { "laura": { "a": [1, 2] } }
        }
        """;

    private const string Least = """
        {"candidate":{"first_name":"A","last_name":"B","email_address":"a@b.example"},"application":{"job_id":"1"}}
        """;

    [Theory]
    [InlineData(Full)]
    [InlineData(Least)]
    public void An_input_is_written_as_it_is_read(string json)
    {
        var input = Read(json, out var findings);

        Assert.Null(findings);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(Written(input!))), Written(input!));
    }

    [Fact]
    public void All_that_is_wrong_is_found_at_once_and_at_its_place()
    {
        Read("""
            {
              "candidate": { "first_name": 1, "location": [], "gender": "X", "salary_expectations": { "amount": "much" }, "social_links": [{}, "x"], "availability_date": "soon" },
              "attachments": [{ "name": "a", "type": "CV" }, { "typ": "CV" }],
              "gdpr_consent": { "given": "yes" },
              "sourced_by": {},
              "nickname": "B"
            }
            """, out var findings);

        Assert.Equal(
            [
                "nickname Unknown",
                "candidate.first_name WrongType", "candidate.last_name Missing", "candidate.email_address Missing", "candidate.location WrongType",
                "candidate.gender UnknownValue", "candidate.availability_date Malformed", "candidate.salary_expectations.period Missing",
                "candidate.salary_expectations.amount WrongType", "candidate.social_links[0].url Missing", "candidate.social_links[1] WrongType",
                "application.job_id Missing",
                "attachments[1].typ Unknown", "attachments[1].name Missing", "attachments[1].type Missing",
                "sourced_by.user_id Missing", "gdpr_consent.given WrongType",
            ],
            findings!.Select(f => $"{f.Path} {f.Kind}"));
    }

    [Fact]
    public void A_null_is_as_good_as_nothing()
    {
        var input = Read("""
            {"candidate":{"first_name":"A","last_name":"B","email_address":"a@b.example","location":null,"gender":null,"phone_number":null},"application":{"job_id":"1"},"attachments":null,"source":null,"remote_fields":null}
            """, out var findings);

        Assert.Null(findings);
        Assert.Equal(Least.Trim(), Written(input!));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"create\"")]
    public void What_is_no_object_gives_no_input(string json)
    {
        Assert.Null(Read(json, out var findings));
        Assert.Equal(FindingKind.WrongType, Assert.Single(findings!).Kind);
    }

    [Fact]
    public void Values_of_an_enumeration_are_named_where_there_is_no_such_value()
    {
        Read(Least.Replace("\"A\"", "\"A\",\"gender\":\"X\"", StringComparison.Ordinal), out var findings);

        Assert.Contains("MALE, FEMALE, OTHER", Assert.Single(findings!).Reason, StringComparison.Ordinal);
    }

    private static CreateApplicationInput? Read(string json, out Findings? findings)
    {
        using var document = JsonDocument.Parse(json);
        findings = null;
        return CreateApplicationInput.Read(document.RootElement, ref findings);
    }

    private static string Written(CreateApplicationInput input)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            input.Write(writer);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
