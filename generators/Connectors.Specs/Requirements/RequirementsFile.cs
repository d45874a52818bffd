using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Requirements;

/// <summary>A file in which a product states its needs once: <c>coverage.requirements.yaml</c>.</summary>
/// <param name="Entries">The requirements that could be read, in the order of the file.</param>
/// <param name="Diagnostics">Mistakes of the file.</param>
public sealed record RequirementsFile(IReadOnlyList<RequirementsFile.Entry> Entries, EquatableArray<SpecDiagnostic> Diagnostics)
{
    /// <summary>The name of such a file.</summary>
    public const string Name = "coverage.requirements.yaml";

    private static readonly Shape Shape = new Shape.Either(new EquatableArray<Shape>([new Shape.Keyed("requirement"), new Shape.List(new Shape.Keyed("requirement"))]));

    /// <summary>Reads a file. Total: whatever the text, mistakes become diagnostics and nothing is thrown.</summary>
    public static RequirementsFile Read(SourceText source)
    {
        var diagnostics = new DiagnosticBag();
        if (YamlReader.Read(source, diagnostics) is not { } root)
        {
            return new RequirementsFile([], diagnostics.ToDiagnostics());
        }

        new ShapeChecker(source.Path, diagnostics).Check(root, Shape);
        IEnumerable<YamlNode> nodes = root is YamlSequence list ? list.Items : [root];
        return new RequirementsFile(nodes.OfType<YamlMapping>().Select(Of).ToList(), diagnostics.ToDiagnostics());
    }

    private static Entry Of(YamlMapping mapping)
    {
        var place = mapping.Entry("requires")?.Key.Span ?? mapping.Span;
        return new Entry(new Requirement<TextSpan>(place, Texts(mapping["requires"]), Texts(mapping["for"])), (mapping["severity"] as YamlScalar)?.Text switch
        {
            "info" => SpecSeverity.Info,
            "warning" => SpecSeverity.Warning,
            _ => SpecSeverity.Error,
        });
    }

    private static List<Placed<TextSpan>> Texts(YamlNode? node)
    {
        IEnumerable<YamlNode> items = node is YamlSequence list ? list.Items : node is null ? [] : [node];
        return items.OfType<YamlScalar>().Where(text => !text.IsEmpty).Select(text => new Placed<TextSpan>(text.Text, text.Span)).ToList();
    }

    /// <summary>A requirement of a file.</summary>
    /// <param name="Requirement">What is required, and of whom.</param>
    /// <param name="Severity">How grave it is that a connector does not cover a row.</param>
    public sealed record Entry(Requirement<TextSpan> Requirement, SpecSeverity Severity);
}
