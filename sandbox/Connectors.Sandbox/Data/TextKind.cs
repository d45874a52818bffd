namespace Connectors.Sandbox.Data;

/// <summary>What a text is about, so that the data looks like that of an applicant tracking system.</summary>
internal enum TextKind
{
    Words,
    FirstName,
    LastName,
    FullName,
    Email,
    Phone,
    JobTitle,
    Html,
    Url,
    City,
    Street,
    ZipCode,
    State,
    Country,
    Company,
    Department,
    StageName,
    Question,
    Option,
    CustomKey,
    CustomLabel,
    Sentence,
    Code,
    Currency,
    Tag,
    Reason,
    MimeType,
    PhoneType,
}

/// <summary>Finds the kind of a text by the unified field it feeds, or where it feeds none by the name the vendor gives it.</summary>
internal static class TextKinds
{
    private static readonly Dictionary<string, TextKind> ByUnified = new(StringComparer.Ordinal)
    {
        ["jobs.name"] = TextKind.JobTitle,
        ["candidates.title"] = TextKind.JobTitle,
        ["application_stages.name"] = TextKind.StageName,
        ["tags.name"] = TextKind.Tag,
        ["rejection_reasons.name"] = TextKind.Reason,
        ["screening_questions.title"] = TextKind.Question,
        ["screening_questions.description"] = TextKind.Sentence,
        ["screening_questions.format.options.name"] = TextKind.Option,
        ["screening_questions.format.accepted_mime_types"] = TextKind.MimeType,
        ["first_name"] = TextKind.FirstName,
        ["last_name"] = TextKind.LastName,
        ["email"] = TextKind.Email,
        ["email_address"] = TextKind.Email,
        ["phone_number"] = TextKind.Phone,
        ["phone_numbers.type"] = TextKind.PhoneType,
        ["description"] = TextKind.Html,
        ["post_url"] = TextKind.Url,
        ["remote_url"] = TextKind.Url,
        ["data_url"] = TextKind.Url,
        ["link"] = TextKind.Url,
        ["city"] = TextKind.City,
        ["street_1"] = TextKind.Street,
        ["raw"] = TextKind.City,
        ["zip_code"] = TextKind.ZipCode,
        ["state"] = TextKind.State,
        ["country"] = TextKind.Country,
        ["company"] = TextKind.Company,
        ["department"] = TextKind.Department,
        ["category"] = TextKind.Department,
        ["job_code"] = TextKind.Code,
        ["key"] = TextKind.CustomKey,
        ["label"] = TextKind.CustomLabel,
        ["content"] = TextKind.Sentence,
        ["salary_currency"] = TextKind.Currency,
        ["rejection_reason_name"] = TextKind.Reason,
        ["name"] = TextKind.FullName,
    };

    private static readonly (string Word, TextKind Kind)[] ByVendor =
    [
        ("email", TextKind.Email), ("mail", TextKind.Email), ("phone", TextKind.Phone), ("url", TextKind.Url), ("href", TextKind.Url), ("first", TextKind.FirstName), ("last", TextKind.LastName),
        ("city", TextKind.City), ("street", TextKind.Street), ("postal", TextKind.ZipCode), ("zip", TextKind.ZipCode), ("country", TextKind.Country), ("label", TextKind.CustomLabel),
        ("title", TextKind.JobTitle), ("path", TextKind.Department), ("name", TextKind.Company), ("description", TextKind.Sentence), ("key", TextKind.CustomKey),
    ];

    /// <summary>The kind for a unified path such as <c>candidates.location.city</c>: the longest end of it that is known decides.</summary>
    public static TextKind Unified(string path)
    {
        for (var rest = path; ; rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (ByUnified.TryGetValue(rest, out var kind))
            {
                return kind;
            }

            if (!rest.Contains('.', StringComparison.Ordinal))
            {
                return TextKind.Words;
            }
        }
    }

    /// <summary>The kind that a vendor's own name suggests.</summary>
    public static TextKind Vendor(string name)
    {
        foreach (var (word, kind) in ByVendor)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return TextKind.Words;
    }
}
