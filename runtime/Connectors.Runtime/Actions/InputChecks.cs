using System.Globalization;
using System.Text.RegularExpressions;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Actions;

/// <summary>
/// The checks that generated guards are made of. A value that is null passes, and one that passes costs no allocation. Reasons never show a value.
/// </summary>
public static class InputChecks
{
    /// <summary>Finds that a row is given which the connector does not send. The only finding a lenient caller can do without.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="path">The row, or a group of rows as a whole.</param>
    /// <param name="coverage">Why it does not send it.</param>
    /// <param name="note">The coverage row's own sentence; null for none.</param>
    public static void Unsupported(ref Findings? findings, in InputPath path, Coverage coverage, string? note = null)
    {
        var reason = coverage switch
        {
            Coverage.NotImplemented => "The connector does not send this yet.",
            Coverage.Unsupported => "The vendor does not take this.",
            _ => "The connector does not send this.",
        };
        Findings.Add(ref findings, path, FindingKind.Unsupported, note is null ? reason : reason + " " + note);
    }

    /// <summary>Finds that something is missing.</summary>
    public static void Missing(ref Findings? findings, in InputPath path) => Findings.Add(ref findings, path, FindingKind.Missing, "This is required.");

    /// <summary>A text that must be there and hold more than white space.</summary>
    public static void Required(ref Findings? findings, in InputPath path, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Missing(ref findings, path);
        }
    }

    /// <summary>Exactly one of two members of an object.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="path">The object.</param>
    /// <param name="first">The name of one.</param>
    /// <param name="hasFirst">Whether it is given.</param>
    /// <param name="second">The name of the other.</param>
    /// <param name="hasSecond">Whether it is given.</param>
    public static void ExactlyOne(ref Findings? findings, in InputPath path, string first, bool hasFirst, string second, bool hasSecond)
    {
        if (hasFirst == hasSecond)
        {
            Findings.Add(
                ref findings,
                path,
                hasFirst ? FindingKind.Conflict : FindingKind.Missing,
                hasFirst ? $"Only one of {first} and {second} can be given." : $"One of {first} and {second} is required.");
        }
    }

    /// <summary>A list of at most so many items.</summary>
    public static void TooMany(ref Findings? findings, in InputPath path, int count, int most)
    {
        if (count > most)
        {
            Findings.Add(ref findings, path, FindingKind.TooLarge, string.Create(CultureInfo.InvariantCulture, $"The vendor takes {most} at most; there are {count}."));
        }
    }

    /// <summary>A text of at most so many characters, as contracts count them: one that takes two units of UTF-16 is one.</summary>
    public static void TooLong(ref Findings? findings, in InputPath path, string? value, int longest)
    {
        if (value is not null && value.Length > longest && InputForms.Count(value) is var length && length > longest)
        {
            Findings.Add(ref findings, path, FindingKind.TooLarge, string.Create(CultureInfo.InvariantCulture, $"The vendor takes {longest} characters at most; there are {length}."));
        }
    }

    /// <summary>Text that any request can hold: no control characters but tabs and line breaks, no half characters.</summary>
    public static void Text(ref Findings? findings, in InputPath path, string? value)
    {
        if (value is null || InputForms.IsPlain(value))
        {
            return;
        }

        if (InputForms.HasControls(value))
        {
            Malformed(ref findings, path, "It has control characters.");
        }
        else if (!InputForms.IsUnicode(value))
        {
            Malformed(ref findings, path, "It has half a character, which is no Unicode.");
        }
    }

    /// <summary>Text that must not go over several lines either, such as a file's name: no control characters at all.</summary>
    public static void Line(ref Findings? findings, in InputPath path, string? value)
    {
        if (InputForms.IsPlain(value))
        {
            return;
        }

        if (value.AsSpan().IndexOfAny('\t', '\n', '\r') >= 0)
        {
            Malformed(ref findings, path, "It has control characters.");
        }
        else
        {
            Text(ref findings, path, value);
        }
    }

    /// <summary>One e-mail address without a display name: <c>jo.doe@example.com</c>.</summary>
    public static void Email(ref Findings? findings, in InputPath path, string? value)
    {
        if (value is not null && !InputForms.IsEmail(value))
        {
            // A line break in an address is how headers are smuggled into mails.
            Malformed(ref findings, path, value.AsSpan().IndexOfAny('\n', '\r') >= 0 ? "It has a line break, which no e-mail address has." : "It is not an e-mail address.");
        }
    }

    /// <summary>A telephone number in any common form.</summary>
    public static void Phone(ref Findings? findings, in InputPath path, string? value)
    {
        if (value is not null && !InputForms.IsPhone(value))
        {
            Malformed(ref findings, path, "It is not a telephone number.");
        }
    }

    /// <summary>An ISO 3166-1 alpha-2 code: <c>DE</c>.</summary>
    public static void Country(ref Findings? findings, in InputPath path, string? value)
    {
        if (value is not null && !CountryCode.IsAlpha2(value))
        {
            Malformed(ref findings, path, "It is not a country's ISO 3166-1 alpha-2 code in capitals.");
        }
    }

    /// <summary>An absolute http or https address.</summary>
    public static void Url(ref Findings? findings, in InputPath path, string? value)
    {
        if (value is not null && InputForms.Authority(value).IsEmpty)
        {
            Malformed(ref findings, path, "It is not an http or https address.");
        }
    }

    /// <summary>An address that a file can be fetched from: http or https, without a user.</summary>
    public static void FileUrl(ref Findings? findings, in InputPath path, string? value)
    {
        if (value is null)
        {
            return;
        }

        var authority = InputForms.Authority(value);
        if (authority.IsEmpty)
        {
            Malformed(ref findings, path, "It is not an http or https address.");
        }
        else if (authority.Contains('@'))
        {
            Malformed(ref findings, path, "An address with a user or password in it is not fetched.");
        }
    }

    /// <summary>A media type: <c>application/pdf</c>.</summary>
    public static void MediaType(ref Findings? findings, in InputPath path, string? value)
    {
        if (value is not null && !InputForms.IsMediaType(value))
        {
            Malformed(ref findings, path, "It is not a media type, such as application/pdf.");
        }
    }

    /// <summary>Bytes in base64; white space in it is allowed.</summary>
    public static void Base64(ref Findings? findings, in InputPath path, string? value)
    {
        if (value is not null && !System.Buffers.Text.Base64.IsValid(value))
        {
            Malformed(ref findings, path, "It is not base64.");
        }
    }

    /// <summary>A file: a name of one line, and either its content in base64 with its media type, or an address it is fetched from.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="path">The object that describes the file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="data">The content.</param>
    /// <param name="dataUrl">The address.</param>
    public static void File(ref Findings? findings, in InputPath path, string? name, string? contentType, string? data, string? dataUrl)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            Missing(ref findings, path.At("name"));
        }

        Line(ref findings, path.At("name"), name);
        MediaType(ref findings, path.At("content_type"), contentType);
        if (contentType is null && data is not null)
        {
            Findings.Add(ref findings, path.At("content_type"), FindingKind.Missing, "This is required together with data.");
        }

        ExactlyOne(ref findings, path, "data", data is not null, "data_url", dataUrl is not null);
        Base64(ref findings, path.At("data"), data);
        FileUrl(ref findings, path.At("data_url"), dataUrl);
    }

    /// <summary>Checks an answer without its question: that any request can hold its texts, and that its file is there.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="path">The answer.</param>
    /// <param name="answer">What is given.</param>
    public static void Answer(ref Findings? findings, in InputPath path, AnswerInput? answer)
    {
        if (answer is null)
        {
            return;
        }

        Text(ref findings, path, answer.Text);
        foreach (var option in answer.Options)
        {
            Line(ref findings, path, option);
        }

        if (answer.File is { } file)
        {
            File(ref findings, path, file.Name, file.ContentType, file.Data, file.DataUrl);
        }
    }

    /// <summary>The vendor's own id, given as <c>remote:ID</c>, where the vendor's ids are whole numbers.</summary>
    public static void RemoteNumber(ref Findings? findings, in InputPath path, string? value)
    {
        if (value is not null && value.StartsWith("remote:", StringComparison.Ordinal))
        {
            WholeNumber(ref findings, path, value.AsSpan("remote:".Length));
        }
    }

    /// <summary>The vendor's own id, given as <c>remote:ID</c>, where two values together tell a record.</summary>
    /// <param name="findings">Is told.</param>
    /// <param name="path">Where.</param>
    /// <param name="value">What is given; null for nothing.</param>
    /// <param name="first">Whether the vendor takes a whole number for the first part.</param>
    /// <param name="second">Whether it takes one for the second.</param>
    public static void RemoteParts(ref Findings? findings, in InputPath path, string? value, bool first, bool second)
    {
        if (value is null || !value.StartsWith("remote:", StringComparison.Ordinal))
        {
            return;
        }

        var id = value["remote:".Length..];
        if (TwoPartId.Of(TwoPartId.Part(id, 1), TwoPartId.Part(id, 2)) != id)
        {
            Malformed(ref findings, path, "The vendor's ids have two parts here, with a colon between them.");
            return;
        }

        foreach (var part in (ReadOnlySpan<int>)[first ? 1 : 0, second ? 2 : 0])
        {
            if (part > 0)
            {
                WholeNumber(ref findings, path, TwoPartId.Part(id, part).AsSpan());
            }
        }
    }

    /// <summary>A whole number in digits.</summary>
    public static void WholeNumber(ref Findings? findings, in InputPath path, string? value)
    {
        if (value is not null)
        {
            WholeNumber(ref findings, path, value.AsSpan());
        }
    }

    /// <summary>A whole number.</summary>
    public static void WholeNumber(ref Findings? findings, in InputPath path, decimal? value)
    {
        if (value is { } number && decimal.Truncate(number) != number)
        {
            Malformed(ref findings, path, "The vendor takes whole numbers here.");
        }
    }

    /// <summary>A text that a pattern of the contract is found in.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="path">Where.</param>
    /// <param name="value">The text.</param>
    /// <param name="pattern">Made by <see cref="PatternOf"/>, once.</param>
    public static void Pattern(ref Findings? findings, in InputPath path, string? value, Regex pattern)
    {
        if (value is not null && !Patterns.IsMatch(pattern, value))
        {
            Malformed(ref findings, path, $"The vendor wants the form {pattern}.");
        }
    }

    /// <summary>A pattern of a contract.</summary>
    /// <param name="pattern">A regular expression.</param>
    public static Regex PatternOf(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));

    /// <summary>Finds that the vendor has nothing for a value.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="path">Where.</param>
    /// <param name="known">The values it has something for.</param>
    public static void UnknownValue(ref Findings? findings, in InputPath path, params ReadOnlySpan<string> known) =>
        Findings.Add(ref findings, path, FindingKind.UnknownValue, known.IsEmpty ? "There is no such value here." : $"The values that are known here are {string.Join(", ", known!)}.");

    private static void WholeNumber(ref Findings? findings, in InputPath path, ReadOnlySpan<char> value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            Malformed(ref findings, path, "The vendor's ids are whole numbers here.");
        }
    }

    private static void Malformed(ref Findings? findings, in InputPath path, string reason) => Findings.Add(ref findings, path, FindingKind.Malformed, reason);
}
