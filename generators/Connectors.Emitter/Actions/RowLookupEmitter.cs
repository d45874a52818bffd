using Connectors.Emitter.Connectors;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Actions;

/// <summary>Writes which inputs of an action stand for rows of tables.</summary>
internal static class RowLookupEmitter
{
    /// <summary>Writes the look-ups of an action's plan; nothing where it has none.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="spec">The connector.</param>
    /// <param name="action">The action.</param>
    /// <param name="text">C# for the text of a row, where <c>given</c> is the input and <c>scope</c> what is known besides.</param>
    public static void Write(SourceWriter writer, ConnectorSpec spec, ActionSpec action, Func<InputSpec, string> text)
    {
        var rows = action.Inputs.Where(i => i.Write is WriteSpec.Row).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        writer.Line("Rows =");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (var input in rows)
            {
                Row(writer, spec, input, (WriteSpec.Row)input.Write, text(input));
            }
        }

        writer.Line("],");
    }

    private static void Row(SourceWriter writer, ConnectorSpec spec, InputSpec input, WriteSpec.Row row, string text)
    {
        using (writer.Open("new RowLookup", "},"))
        {
            writer.Line($"Input = {Literals.String(input.Row)},");
            writer.Line($"Table = {DefinitionEmitter.Source(spec, spec.Tables.First(t => t.Name == row.Table).Source)},");
            writer.Line($"By = {Literals.String(BodyPath.Of(row.By))},");
            writer.Line($"Take = {Literals.String(BodyPath.Of(row.Take))},");
            writer.Line($"Text = static (given, scope) => {text},");
            if (row.Missing == MissingRow.Omit)
            {
                writer.Line("Omit = true,");
            }

            if (row.Make is { } make)
            {
                RequestText.Write(writer, "Make = new RowMaker(", make.Request, spec, $"}}, {TakenText.Of(make.Take)}),");
            }
        }
    }
}
