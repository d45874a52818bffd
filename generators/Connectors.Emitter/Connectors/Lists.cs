using Connectors.Emitter.Text;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes list properties of initializers.</summary>
internal static class Lists
{
    /// <summary>The property with one item a line; nothing for an empty list.</summary>
    public static void Write(SourceWriter writer, string property, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count == 0)
        {
            return;
        }

        writer.Line($"{property} =");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (var item in all)
            {
                writer.Line(item + ",");
            }
        }

        writer.Line("],");
    }
}
