using System.Globalization;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Requirements;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Diagnostics;

/// <summary>
/// The page of a rule under docs/diagnostics. The catalogue and the compiler write it, except for its heart: an edit of one of the example
/// files that breaks the rule, written as a diff.
/// </summary>
/// <param name="Rule">The rule.</param>
/// <param name="Edit">The edit; null for rules that no single file breaks.</param>
internal sealed record DiagnosticPage(DiagnosticRule Rule, string? Edit)
{
    public const string Folder = "docs/diagnostics";

    private const string Fence = "```";

    /// <summary>Rules that the build reports, or the compiler of itself, with what a page says in place of an example.</summary>
    private static readonly Dictionary<string, string> WithoutExample = new(StringComparer.Ordinal)
    {
        ["CONN0101"] = "A project lists `specs/tiny.yaml` and `more/tiny.yaml` as connector specs: both would become the connector `tiny`.",
        ["CONN0102"] = "No spec is known to cause it.",
        ["CONN4005"] = "The project `Board` states `[assembly: RequiresCoverage(AtsFields.Jobs.Location)]`. The project `Web` references it and registers a connector that does not cover `jobs.location`: the registration is underlined.",
    };

    /// <summary>Whether the rule's page has no example that can be run.</summary>
    public bool IsElsewhere => WithoutExample.ContainsKey(Rule.Id);

    public string Path => $"{Folder}/{Rule.Id}.md";

    /// <summary>The page as it stands in the repository.</summary>
    public static DiagnosticPage Load(DiagnosticRule rule) => new(rule, EditOf(Committed($"{Folder}/{rule.Id}.md")));

    public static string Committed(string path) => File.Exists(System.IO.Path.Combine(Files.Root, path)) ? Files.Read(path).Text : "";

    /// <summary>The page as it should stand.</summary>
    public string Render()
    {
        var example = IsElsewhere ? WithoutExample[Rule.Id] : $"""
            This edit of [{FileName}](example/{FileName})

            {Fence}diff
            {Edit}
            {Fence}

            is answered with

            {Fence}text
            {string.Join("\n", Found().Select(Line))}
            {Fence}
            """;
        return $"""
            <!-- Written by the test DiagnosticPageTests from the catalogue of rules{(IsElsewhere ? "" : " and the edit below")}. -->
            # {Rule.Id}: {Rule.Title}

            Severity: {Severity}. {Area}

            {Rule.Help}{(Rule.IsOfTheWhole ? " It is reported once nothing else is wrong: what seems to be missing may stand in what is wrong." : "")}

            ## Example

            {example}

            """.ReplaceLineEndings("\n");
    }

    /// <summary>What the edit makes the compiler say of this rule.</summary>
    public IReadOnlyList<SpecDiagnostic> Found() => Edit is null ? [] : [.. Compile().Where(d => d.Rule.Id == Rule.Id)];

    /// <summary>The lower-case word that compilers print.</summary>
    public string Severity => Rule.Severity switch { SpecSeverity.Error => "error", SpecSeverity.Warning => "warning", _ => "info" };

    private string FileName => Edit!.Split('\n')[0].Split(' ')[1];

    private string Area => Rule.Id[..6] switch
    {
        "CONN00" => "The file is not YAML, or not YAML that is read.",
        "CONN01" => "It concerns the build as a whole.",
        "CONN10" => "The spec does not have the shape of the spec language.",
        "CONN20" => "The spec does not fit the unified vocabulary, or itself.",
        "CONN21" => "The vocabulary file has a mistake.",
        "CONN30" => "The spec does not fit the vendor's contract.",
        "CONN31" => "The vendor's contract has a mistake.",
        "CONN32" => "The vendor's contract, a WSDL, has a mistake, or something that is not supported.",
        "CONN40" => "A project relies on coverage that is not there, or that cannot be checked.",
        _ => throw new InvalidOperationException($"{Rule.Id} is in no known range."),
    };

    /// <summary>Compiles the example without an edit, or with this page's.</summary>
    public IReadOnlyList<SpecDiagnostic> Compile()
    {
        if (Edit is not null && FileName == "vocabulary.yaml")
        {
            var bag = new DiagnosticBag();
            VocabularyReader.Read(Example(FileName), bag);
            return bag.ToDiagnostics();
        }

        if (Edit is not null && FileName is "tiny.wsdl" or "tiny_soap.yaml")
        {
            return SpecCompiler.Compile(Example("tiny_soap.yaml"), Vocabularies.Ats, Example("tiny.wsdl")).Diagnostics;
        }

        if (Edit is not null && FileName == RequirementsFile.Name)
        {
            return RequirementsExample.Check(Example(FileName), SpecCompiler.Compile(Example("tiny.yaml"), Vocabularies.Ats, Example("tiny.openapi.yaml")).Spec!);
        }

        var spec = Example("tiny.yaml");
        return SpecCompiler.Compile(spec, Vocabularies.Ats, SpecCompiler.ContractPath(spec) is null or "tiny.openapi.yaml" ? Example("tiny.openapi.yaml") : null).Diagnostics;
    }

    private SourceText Example(string name)
    {
        var text = Files.Read($"{Folder}/example/{name}").Text;
        return new SourceText(name, Edit is not null && FileName == name ? Apply(text) : text);
    }

    /// <summary>Applies the edit: each hunk's old lines stand once in the file; a hunk that only adds is the whole file.</summary>
    private string Apply(string text)
    {
        foreach (var hunk in Edit![(Edit!.IndexOf('\n', StringComparison.Ordinal) + 1)..].Split("\n@@\n"))
        {
            var lines = hunk.Split('\n');
            var before = Lines(lines, '-');
            var after = Lines(lines, '+');
            if (before.Length == 0)
            {
                text = after;
                continue;
            }

            var at = ("\n" + text).IndexOf("\n" + before, StringComparison.Ordinal);
            Assert.True(at >= 0, $"The example has no such lines: {before}");
            text = text.Remove(at, before.Length).Insert(at, after);
        }

        return text;
    }

    private static string Lines(IEnumerable<string> lines, char sign) => string.Concat(lines.Where(l => l.Length > 0 && (l[0] == ' ' || l[0] == sign)).Select(l => l[1..] + "\n"));

    private static string? EditOf(string page)
    {
        var start = page.IndexOf(Fence + "diff\n", StringComparison.Ordinal);
        return start < 0 ? null : page[(start + Fence.Length + 5)..page.IndexOf("\n" + Fence, start + 1, StringComparison.Ordinal)];
    }

    private string Line(SpecDiagnostic d) => string.Create(CultureInfo.InvariantCulture, $"{d.File}({d.Span.Line + 1},{d.Span.Column + 1}): {Severity} {d.Rule.Id}: {d.Message}");
}
