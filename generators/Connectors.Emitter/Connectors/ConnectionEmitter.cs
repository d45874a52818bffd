using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes the typed connection of a connector: what a customer fills in.</summary>
internal static class ConnectionEmitter
{
    /// <summary>The name of the class: <c>LauraConnection</c>.</summary>
    public static string ClassName(ConnectorSpec spec) => Naming.Pascal(spec.Slug) + "Connection";

    /// <summary>Writes the class.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec)
    {
        var name = ClassName(spec);
        var fields = spec.Connection.Fields.Select(f => (Field: f, Property: Naming.Property(name, f.Name))).ToList();
        writer.Summary($"An account at {spec.Name} ({spec.Slug}.yaml: connection).");
        CoverageAttributes.Mark(writer, spec.Slug);
        using (writer.Open($"public sealed record {name}"))
        {
            foreach (var (field, property) in fields)
            {
                writer.Summary(Doc(field));
                writer.Line(field.Default is { } standard ? $"public string {property} {{ get; init; }} = {Literals.String(standard)};"
                    : field.Optional ? $"public string? {property} {{ get; init; }}"
                    : $"public required string {property} {{ get; init; }}");
                writer.Line();
            }

            writer.Summary("The values, checked against the form.");
            writer.Line("/// <exception cref=\"ArgumentException\">They do not fit it; the message lists every problem.</exception>");
            using (writer.Open("public ConnectionValues ToValues()"))
            {
                using (writer.Open("var values = new Dictionary<string, string>", "};"))
                {
                    foreach (var (field, property) in fields)
                    {
                        writer.Line($"[{Literals.String(field.Name)}] = {property}{(field is { Optional: true, Default: null } ? " ?? \"\"" : "")},");
                    }
                }

                writer.Line($"return ConnectionValues.TryCreate({DefinitionEmitter.Instance(spec)}.Descriptor.ConnectionFields, values, out var connection, out var problems)");
                writer.Line("    ? connection");
                writer.Line("    : throw new ArgumentException(string.Join(\" \", problems));");
            }

            writer.Line();
            writer.Summary("The account for people; secrets are not shown.");
            var shown = string.Join(", ", fields.Select(f => $"{f.Property} = {(f.Field.Secret ? "***" : $"{{{f.Property}}}")}"));
            writer.Line($"public override string ToString() => $\"{name} {{{{ {shown} }}}}\";");
        }
    }

    private static string Doc(ConnectionField field)
    {
        var doc = field.Label + (field.Secret ? " (secret)." : ".");
        if (field.Options.Count > 0)
        {
            doc += $" One of {string.Join(", ", field.Options)}.";
        }

        if (field.Optional)
        {
            doc += field.RequiredFor.Count == 0 ? " It may be left out." : $" It may be left out, except for {string.Join(", ", field.RequiredFor)}.";
        }

        if (field.Choose is not null)
        {
            doc += " Chosen from the vendor's list, which ListChoicesAsync asks for.";
        }

        doc += field.List ? " Several have commas between them." : "";
        return field.Example is { } example ? $"{doc} For example {example}." : doc;
    }
}
