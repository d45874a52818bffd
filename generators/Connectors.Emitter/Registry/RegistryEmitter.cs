using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Registry;

/// <summary>What the registry must know of a connector.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Category">Its category.</param>
public sealed record RegistryEntry(string Slug, string Category)
{
    /// <summary>The entry of a connector.</summary>
    public static RegistryEntry Of(ConnectorSpec spec) => new(spec.Slug, spec.Category);
}

/// <summary>Writes the list of the connectors that a project compiles.</summary>
public static class RegistryEmitter
{
    /// <summary>The generated class.</summary>
    public const string ClassName = "ConnectorRegistry";

    private const string Registration = "global::Connectors.Runtime.ConnectorRegistration";

    /// <summary>The file; none for a project without connectors.</summary>
    /// <param name="entries">The connectors, in any order.</param>
    /// <param name="rootNamespace">Where the class stands.</param>
    public static IEnumerable<(string HintName, string Source)> Emit(EquatableArray<RegistryEntry> entries, string rootNamespace)
    {
        if (entries.Count == 0)
        {
            yield break;
        }

        var writer = SourceWriter.File("the specs of this project", rootNamespace);
        var all = entries.OrderBy(e => e.Slug, StringComparer.Ordinal).ToList();
        writer.Summary("The connectors that this project compiles.");
        foreach (var entry in all)
        {
            // Who takes them all relies on each.
            CoverageAttributes.Mark(writer, entry.Slug);
        }

        using (writer.Open($"public static class {ClassName}"))
        {
            writer.Summary("All of them, by slug.");
            writer.Line($"public static global::System.Collections.Immutable.ImmutableArray<{Registration}> All {{ get; }} =");
            writer.Line("[");
            using (writer.Indent())
            {
                foreach (var entry in all)
                {
                    writer.Line($"{ConnectorNames.Qualified(entry.Slug, entry.Category)}.Registration,");
                }
            }

            writer.Line("];");
            writer.Line();
            writer.Line("/// <summary>The connector of a slug; null when this project has none of that name.</summary>");
            using (writer.Open($"public static {Registration}? Find(string slug)"))
            {
                using (writer.Open("foreach (var registration in All)"))
                {
                    using (writer.Open("if (registration.Definition.Descriptor.Slug == slug)"))
                    {
                        writer.Line("return registration;");
                    }
                }

                writer.Line();
                writer.Line("return null;");
            }
        }

        yield return (ClassName + ".g.cs", writer.ToString());
    }
}
