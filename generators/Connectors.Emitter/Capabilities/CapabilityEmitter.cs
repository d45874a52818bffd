using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Capabilities;

/// <summary>Writes what a connector can do as static data: a <c>ConnectorDescriptor</c>.</summary>
public static class CapabilityEmitter
{
    /// <summary>
    /// Writes the descriptor as one expression, in a file that uses the namespaces <c>Connectors.Runtime.Capabilities</c> and
    /// <c>Connectors.Runtime.Connections</c>.
    /// </summary>
    /// <param name="writer">Where to write; the expression starts on a line of its own after <paramref name="prefix"/>.</param>
    /// <param name="spec">The connector.</param>
    /// <param name="vocabulary">Its vocabulary.</param>
    /// <param name="prefix">What stands before <c>new</c>: <c>public static ConnectorDescriptor Descriptor { get; } = </c>.</param>
    /// <param name="close">What closes the expression.</param>
    public static void Write(SourceWriter writer, ConnectorSpec spec, VocabularySpec vocabulary, string prefix, string close = "};")
    {
        using (writer.Open($"{prefix}new ConnectorDescriptor", close))
        {
            writer.Line($"Slug = {Literals.String(spec.Slug)},");
            writer.Line($"Name = {Literals.String(spec.Name)},");
            writer.Line($"Category = {Literals.String(spec.Category)},");
            writer.Line($"Stage = {Literals.String(Stage(spec.Stage))},");
            Texts(writer, "Notes", spec.Notes);
            List(writer, "ConnectionFields", spec.Connection.Fields, Field);
            List(writer, "OwnMaps", OwnMaps(spec), static (w, map) => w.Line($"new OwnMapInfo({Literals.String(map.Row)}, [{string.Join(", ", map.Values.Select(Literals.String))}]),"));
            Texts(writer, "Guide", spec.Connection.Guide);
            var coverage = CoverageTable.Of(spec, vocabulary);
            List(writer, "Models", coverage.Models, static (w, model) => Rows(w, model.Model.Name, model.State, model.Reason, model.Rows));
            List(writer, "Actions", coverage.Actions, static (w, action) => Rows(w, action.Action.Name, action.State, action.Note, action.Rows));
            List(writer, "Features", coverage.Features, static (w, feature) => w.Line($"new({Literals.String(feature.Feature.Id)}, {Literals.String(feature.Feature.Label)}, {State(feature.State)}),"));
        }
    }

    private static EquatableArray<OwnMap> OwnMaps(ConnectorSpec spec) =>
        spec.Models.SelectMany(m => m.Fields).SelectMany(f => f.Value.All()).OfType<ValueSpec.Map>().Select(m => m.Own).OfType<OwnMap>().Distinct().ToEquatable();

    private static void Field(SourceWriter writer, ConnectionField field)
    {
        using (writer.Open($"new ConnectionFieldInfo({Literals.String(field.Name)}, {Literals.String(field.Label)})", "},"))
        {
            if (field.Secret)
            {
                writer.Line("Secret = true,");
            }

            Text(writer, "Pattern", field.Pattern);
            Text(writer, "Example", field.Example);
            Text(writer, "Default", field.Default);
            if (field.Options.Count > 0)
            {
                writer.Line($"Options = [{string.Join(", ", field.Options.Select(Literals.String))}],");
            }

            if (field.Parts.Count > 0)
            {
                var parts = field.Parts.Select(p => $"new({Literals.String($"{p.Option}.{p.Name}")}, {Literals.String(p.Value)})");
                writer.Line($"Parts = global::System.Collections.Immutable.ImmutableDictionary.CreateRange<string, string>([{string.Join(", ", parts)}]),");
            }

            if (field.Optional)
            {
                writer.Line("Optional = true,");
            }

            if (field.RequiredFor.Count > 0)
            {
                writer.Line($"RequiredFor = [{string.Join(", ", field.RequiredFor.Select(Literals.String))}],");
            }

            if (field.PerAction)
            {
                writer.Line("PerAction = true,");
            }

            if (!field.TellsAccount)
            {
                writer.Line("TellsAccount = false,");
            }

            if (field.Choose is not null)
            {
                writer.Line("IsChosen = true,");
            }

            if (field.List)
            {
                writer.Line("List = true,");
            }
        }
    }

    private static void Rows(SourceWriter writer, string name, CoverageState state, string? note, EquatableArray<CoverageRow> rows)
    {
        writer.Line($"new({Literals.String(name)}, {State(state)}, {Literals.StringOrNull(note)},");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (var row in rows)
            {
                writer.Line($"new({Literals.String(row.Field.Name)}, {State(row.State)}, {Literals.StringOrNull(row.Note)}),");
            }
        }

        writer.Line("]),");
    }

    private static string State(CoverageState state) => $"Coverage.{state}";

    private static string Stage(ReleaseStage stage) => stage switch
    {
        ReleaseStage.OpenBeta => "open_beta",
        ReleaseStage.ClosedBeta => "closed_beta",
        _ => "general",
    };

    private static void Text(SourceWriter writer, string property, string? text)
    {
        if (text is not null)
        {
            writer.Line($"{property} = {Literals.String(text)},");
        }
    }

    private static void Texts(SourceWriter writer, string property, EquatableArray<string> texts) =>
        List(writer, property, texts, static (w, text) => w.Line($"{Literals.String(text)},"));

    private static void List<T>(SourceWriter writer, string property, EquatableArray<T> items, Action<SourceWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        writer.Line($"{property} =");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (var item in items)
            {
                write(writer, item);
            }
        }

        writer.Line("],");
    }
}
