using System.Text.Json;
using Connectors.Runtime.Actions;

namespace Connectors.Ats.Tests.Actions;

/// <summary>What guards find, of both connectors.</summary>
public sealed class GuardTests
{
    private const string Valid = """
        "candidate":{"first_name":"A","last_name":"B","email_address":"a@b.example","phone_number":"+358 40 1234567","location":{"city":"Turku","country":"FI","zip_code":"20100"},"gender":"FEMALE"},
        "application":{"job_id":"remote:4711"},
        "screening_question_answers":[{"question_id":"remote:101","answer":"text"},{"question_id":"remote:102","answer":["remote:1"]}]
        """;

    [Fact]
    public void A_valid_input_has_no_findings()
    {
        Assert.Empty(Laura("{" + Valid + "}"));
        Assert.Empty(Coveto("{" + Valid + "}"));
    }

    [Fact]
    public void A_check_of_a_valid_input_allocates_nothing()
    {
        var input = Read("{" + Valid + "}");
        Assert.Null(LauraGuards.CreateApplication(input));
        Assert.Null(CovetoGuards.CreateApplication(input));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            LauraGuards.CreateApplication(input);
            CovetoGuards.CreateApplication(input);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_a_connector_does_not_send_is_found_with_the_specs_reason_and_once_for_a_group()
    {
        var findings = Laura("{" + Valid + """
            ,"attachments":[{"name":"a","content_type":"a/b","data":"YQ==","type":"CV"},{"name":"b","content_type":"a/b","data":"YQ==","type":"CV"}],"source":{"name":"Board"},"remote_fields":{"laura":1}}
            """);

        Assert.Equal(["attachments Unsupported", "source Unsupported", "remote_fields Unsupported"], Lines(findings));
        Assert.Contains("The vendor is expected to let applications carry attachments", findings[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_found_at_once()
    {
        var findings = Coveto("""
            {"candidate":{"first_name":" ","last_name":"B\u0007","email_address":"a@b.example\nBcc: c@d.example","phone_number":"call me","location":{"country":"Finland"}},
            "application":{"job_id":"remote:abc"},
            "attachments":[
            {"name":"1","content_type":"a/b","data":"YQ==","data_url":"https://a.example/b","type":"CV"},{"name":"2","content_type":"a/b","type":"CV"},{"name":"3","content_type":"nonsense","data":"YQ==","type":"CV"},
            {"name":"4","data":"***","type":"CV"},{"name":"5\r","content_type":"a/b","data":"YQ==","type":"CV"},{"name":"6","content_type":"a/b","data_url":"ftp://a.example","type":"CV"}],
            "source":{"id":"seven"}}
            """);

        Assert.Equal(
            [
                "candidate.first_name Missing", "candidate.last_name Malformed", "candidate.email_address Malformed", "candidate.phone_number Malformed",
                "candidate.location.country Malformed", "application.job_id Malformed", "attachments TooLarge", "attachments[0] Conflict", "attachments[1] Missing",
                "attachments[2].content_type Malformed", "attachments[3].content_type Missing", "attachments[3].data Malformed", "attachments[4].name Malformed",
                "attachments[5].data_url Malformed", "source.id Malformed",
            ],
            Lines(findings).Distinct());
    }

    [Fact]
    public void The_contracts_lengths_hold()
    {
        var findings = Laura("{" + Valid.Replace("\"first_name\":\"A\"", $"\"first_name\":\"{new string('x', 81)}\"", StringComparison.Ordinal) + "}");

        Assert.Equal(["candidate.first_name TooLarge"], Lines(findings));
    }

    [Fact]
    public void A_reason_never_shows_the_value()
    {
        var findings = Coveto("{" + Valid.Replace("a@b.example", "Sesame", StringComparison.Ordinal) + "}");

        Assert.DoesNotContain("Sesame", Assert.Single(findings).Reason, StringComparison.Ordinal);
    }

    private static Findings Laura(string json) => LauraGuards.CreateApplication(Read(json)) ?? new Findings();

    private static Findings Coveto(string json) => CovetoGuards.CreateApplication(Read(json)) ?? new Findings();

    private static IEnumerable<string> Lines(IEnumerable<Finding> findings) => findings.Select(f => $"{f.Path} {f.Kind}");

    private static CreateApplicationInput Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        Findings? findings = null;
        return CreateApplicationInput.Read(document.RootElement, ref findings)!;
    }
}
