using Connectors.Runtime.Actions;
using Connectors.Runtime.Capabilities;

namespace Connectors.Runtime.Tests.Actions;

public class InputChecksTests
{
    private delegate void Check(ref Findings? findings, in InputPath path, string? value);

    [Theory]
    [InlineData("jo.doe+jobs@example.com")]
    [InlineData("o'hara@mail.example.co.uk")]
    [InlineData("jürgen@exämple.de")]
    [InlineData("_@a.b")]
    public void An_e_mail_address_passes(string value) => Passes(InputChecks.Email, value);

    [Theory]
    [InlineData("")]
    [InlineData("jo")]
    [InlineData("jo@example")]
    [InlineData("@example.com")]
    [InlineData("jo@")]
    [InlineData("jo@@example.com")]
    [InlineData("jo@a@example.com")]
    [InlineData("jo@example..com")]
    [InlineData("jo.@example.com")]
    [InlineData("jo@example.com.")]
    [InlineData("jo doe@example.com")]
    [InlineData("Jo <jo@example.com>")]
    [InlineData("jo@example.com, ada@example.com")]
    [InlineData("jo@example.com\r\nBcc: ada@example.com")]
    [InlineData("jo@example.com\n")]
    [InlineData("jo\0@example.com")]
    public void What_is_no_e_mail_address_is_found(string value) => Fails(InputChecks.Email, value);

    [Fact]
    public void An_e_mail_address_has_254_characters_at_most_and_64_before_its_sign()
    {
        Fails(InputChecks.Email, "jo@" + string.Join('.', Enumerable.Repeat("example", 32)) + ".com");
        Fails(InputChecks.Email, new string('j', 65) + "@example.com");
        Passes(InputChecks.Email, new string('j', 64) + "@example.com");
    }

    [Theory]
    [InlineData("+49 (30) 123-456/78")]
    [InlineData("030.12345 ext. 7")]
    [InlineData("112")]
    public void A_telephone_number_passes(string value) => Passes(InputChecks.Phone, value);

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("call me")]
    [InlineData("+49 30\n12345")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void What_is_no_telephone_number_is_found(string value) => Fails(InputChecks.Phone, value);

    [Theory]
    [InlineData("DE", true)]
    [InlineData("US", true)]
    [InlineData("de", false)]
    [InlineData("DEU", false)]
    [InlineData("Germany", false)]
    [InlineData("XX", false)]
    [InlineData("", false)]
    public void A_country_is_a_known_code_of_two_capitals(string value, bool passes) => Holds(InputChecks.Country, value, passes);

    [Theory]
    [InlineData("https://example.com", true)]
    [InlineData("HTTP://example.com:8080/a?b=c#d", true)]
    [InlineData("https://u:p@example.com/", true)]
    [InlineData("ftp://example.com", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("example.com", false)]
    [InlineData("https:///path", false)]
    [InlineData("https://:80/", false)]
    [InlineData("https://exa mple.com", false)]
    [InlineData("https://example.com/\r\nX: y", false)]
    public void An_address_is_a_whole_one_of_the_web(string value, bool passes) => Holds(InputChecks.Url, value, passes);

    [Theory]
    [InlineData("https://example.com/cv.pdf", true)]
    [InlineData("https://example.com/@jo", true)]
    [InlineData("https://u:p@example.com/cv.pdf", false)]
    [InlineData("file:///etc/passwd", false)]
    public void An_address_of_a_file_has_no_credentials_in_it(string value, bool passes) => Holds(InputChecks.FileUrl, value, passes);

    [Theory]
    [InlineData("application/pdf", true)]
    [InlineData("text/x_y.z-1", true)]
    [InlineData("application", false)]
    [InlineData("/pdf", false)]
    [InlineData("application/", false)]
    [InlineData("a/b/c", false)]
    [InlineData("text/plain; charset=utf-8", false)]
    [InlineData("text/plain\r\n", false)]
    public void A_media_type_is_two_words_without_parameters(string value, bool passes) => Holds(InputChecks.MediaType, value, passes);

    [Theory]
    [InlineData("aGVsbG8=", true)]
    [InlineData("aGVs\r\nbG8=", true)]
    [InlineData("", true)]
    [InlineData("aGVsbG8", false)]
    [InlineData("aGVsbG8==", false)]
    [InlineData("data:text/plain;base64,aGVsbG8=", false)]
    [InlineData("aGVs-_8=", false)]
    public void Base_64_is_padded_and_of_the_plain_alphabet(string value, bool passes) => Holds(InputChecks.Base64, value, passes);

    [Theory]
    [InlineData("Jürgen 😀\tline\r\nline", true)]
    [InlineData("\u0007", false)]
    [InlineData("\u0085", false)]
    [InlineData("a\0", false)]
    [InlineData("\uFFFE", false)]
    public void A_text_has_no_control_characters_but_tabs_and_line_ends(string value, bool passes) => Holds(InputChecks.Text, value, passes);

    [Fact]
    public void Half_a_character_is_no_text()
    {
        // An attribute could not hold them.
        Fails(InputChecks.Text, "x\uD83D");
        Fails(InputChecks.Text, "\uDE00\uD83D");
    }

    [Theory]
    [InlineData("cv 😀.pdf", true)]
    [InlineData("cv\n.pdf", false)]
    [InlineData("cv\t.pdf", false)]
    [InlineData("cv\u0001.pdf", false)]
    public void A_line_has_no_control_characters(string value, bool passes) => Holds(InputChecks.Line, value, passes);

    [Fact]
    public void Characters_are_counted_as_contracts_do()
    {
        Check atMost3 = (ref Findings? findings, in InputPath path, string? value) => InputChecks.TooLong(ref findings, path, value, 3);

        Passes(atMost3, "😀😀😀");
        Passes(atMost3, "abc");
        Fails(atMost3, "abcd");
        Fails(atMost3, "😀😀😀😀");
    }

    [Theory]
    [InlineData("AB-12", true)]
    [InlineData("ab!", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?", true)]
    public void A_value_fits_its_pattern_or_is_found_at_once(string value, bool passes)
    {
        // The last two make an engine that goes back take longer than anybody waits.
        var pattern = InputChecks.PatternOf("^([A-Z]{2}-[0-9]+|(a+)+b|a+\\?)$");

        Holds((ref Findings? findings, in InputPath path, string? value) => InputChecks.Pattern(ref findings, path, value, pattern), value, passes);
    }

    [Theory]
    [InlineData(null, null, FindingKind.Missing)]
    [InlineData("aGVsbG8=", "https://example.com", FindingKind.Conflict)]
    public void A_file_is_given_in_exactly_one_way(string? data, string? url, FindingKind kind)
    {
        Findings? findings = null;

        InputChecks.File(ref findings, new InputPath("attachments", 3), "cv.pdf", "application/pdf", data, url);

        Assert.Equal(("attachments[3]", kind), (Assert.Single(findings!).Path, findings![0].Kind));
    }

    [Fact]
    public void All_that_is_wrong_with_a_file_is_found()
    {
        Findings? findings = null;

        InputChecks.File(ref findings, new InputPath("attachments", 0), " ", null, "?", null);
        InputChecks.File(ref findings, new InputPath("answers", 1, "answer"), "a\nb", "pdf", null, "file:///x");

        Assert.Equal(
            [
                "attachments[0].name Missing", "attachments[0].content_type Missing", "attachments[0].data Malformed",
                "answers[1].answer.name Malformed", "answers[1].answer.content_type Malformed", "answers[1].answer.data_url Malformed",
            ],
            findings!.Shown());
    }

    [Fact]
    public void Answers_are_checked_as_far_as_they_tell()
    {
        Findings? findings = null;

        InputChecks.Answer(ref findings, "a", "fine");
        InputChecks.Answer(ref findings, "b", "\0");
        InputChecks.Answer(ref findings, "c", AnswerInput.Of("one", "\0"));
        InputChecks.Answer(ref findings, "d", AnswerInput.Of(new FileInput { Name = "x" }));
        InputChecks.Answer(ref findings, "e", null);

        Assert.Equal(["b Malformed", "c Malformed", "d Missing"], findings!.Shown());
    }

    [Fact]
    public void What_is_too_many_missing_or_unknown_is_found()
    {
        Findings? findings = null;

        InputChecks.TooMany(ref findings, "few", 5, 5);
        InputChecks.TooMany(ref findings, "many", 6, 5);
        InputChecks.Required(ref findings, "there", "x");
        InputChecks.Required(ref findings, "blank", " ");
        InputChecks.Required(ref findings, "absent", null);
        InputChecks.UnknownValue(ref findings, "value", "A", "B");

        Assert.Equal(["many TooLarge", "blank Missing", "absent Missing", "value UnknownValue"], findings!.Shown());
        Assert.Equal("The vendor takes 5 at most; there are 6.", findings![0].Reason);
        Assert.Equal("The values that are known here are A, B.", findings[3].Reason);
    }

    [Theory]
    [InlineData(Coverage.Unsupported, "The vendor does not take this. Why.")]
    [InlineData(Coverage.NotImplemented, "The connector does not send this yet. Why.")]
    [InlineData(Coverage.Unknown, "The connector does not send this. Why.")]
    public void What_is_not_sent_has_its_reason(Coverage coverage, string reason)
    {
        Findings? findings = null;

        InputChecks.Unsupported(ref findings, "company", coverage, "Why.");

        Assert.Equal(new Finding("company", FindingKind.Unsupported, reason), Assert.Single(findings!));
    }

    [Fact]
    public void A_valid_input_costs_no_allocation()
    {
        var pattern = InputChecks.PatternOf("^[0-9]+$");
        CheckAll(pattern);
        var before = GC.GetAllocatedBytesForCurrentThread();

        CheckAll(pattern);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void CheckAll(System.Text.RegularExpressions.Regex pattern)
    {
        Findings? findings = null;
        InputChecks.Email(ref findings, "a", "jo@example.com");
        InputChecks.Phone(ref findings, "b", "+49 30 12345");
        InputChecks.Country(ref findings, "c", "DE");
        InputChecks.Url(ref findings, new InputPath("d", 1, "url"), "https://example.com");
        InputChecks.Text(ref findings, "e", "Jürgen");
        InputChecks.TooLong(ref findings, "f", "abc", 3);
        InputChecks.Pattern(ref findings, "g", "123", pattern);
        InputChecks.File(ref findings, new InputPath("h", 2, "answer"), "cv.pdf", "application/pdf", "aGVsbG8=", null);
        if (findings is not null)
        {
            throw new InvalidOperationException("not valid");
        }
    }

    private static void Holds(Check check, string value, bool passes)
    {
        if (passes)
        {
            Passes(check, value);
        }
        else
        {
            Fails(check, value);
        }
    }

    private static void Passes(Check check, string value)
    {
        Findings? findings = null;
        check(ref findings, "x", value);
        check(ref findings, "x", null);
        Assert.Null(findings);
    }

    private static void Fails(Check check, string value)
    {
        Findings? findings = null;
        check(ref findings, new InputPath("list", 2, "x"), value);
        var finding = Assert.Single(findings!);
        Assert.Equal("list[2].x", finding.Path);
        Assert.True(value.Length < 13 || !finding.Reason.Contains(value, StringComparison.Ordinal));
    }
}
