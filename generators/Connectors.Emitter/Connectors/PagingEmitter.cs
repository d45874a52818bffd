using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes how lists are paged.</summary>
internal static class PagingEmitter
{
    /// <summary>The paging of a read, whose decoder tells what replies say; nothing where one reply has it all.</summary>
    public static void Write(SourceWriter writer, PagingSpec paging)
    {
        if (paging.Kind != PagingKind.None)
        {
            Plan(writer, paging, "Paging");
        }
    }

    /// <summary>The paging of a list that the runtime walks itself, with the paths of what replies say; nothing where one reply has it all.</summary>
    public static void WriteList(SourceWriter writer, PagingSpec paging, string prefix = "Paging = ", string close = "},")
    {
        if (paging.Kind == PagingKind.None)
        {
            return;
        }

        using (writer.Open(prefix + "new ListPaging", close))
        {
            Plan(writer, paging, "Plan");
            Path("From", paging.From);
            Path("Last", paging.Last);
            Path("Pages", paging.Pages);
            Path("Total", paging.Total);
            Path("More", paging.More);
            Path("Done", paging.Done);
        }

        void Path(string name, VendorPath? path)
        {
            if (path is not null)
            {
                writer.Line($"{name} = {Literals.String(BodyPath.Of(path))},");
            }
        }
    }

    private static void Plan(SourceWriter writer, PagingSpec paging, string property)
    {
        using (writer.Open($"{property} = new PagingPlan", "},"))
        {
            writer.Line($"Kind = PagingKind.{paging.Kind},");
            if (paging.Marker is { } marker)
            {
                writer.Line($"Marker = {RequestText.Of(marker)},");
            }

            if (paging.Text is { } text)
            {
                writer.Line($"Text = {RequestText.Of(text)},");
            }

            if (paging.First != 0)
            {
                writer.Line($"First = {Literals.Integer(paging.First)},");
            }

            if (paging.FromHeader is { } header)
            {
                writer.Line($"FromHeader = {Literals.String(header)},");
            }

            if (paging.SizeAt is { } size)
            {
                writer.Line($"SizeAt = {RequestText.Of(size)},");
            }

            if (paging.Size != 0)
            {
                writer.Line($"Size = {Literals.Integer(paging.Size)},");
            }

            if (paging.StopsShort)
            {
                writer.Line("StopsShort = true,");
            }

            if (paging.Alone)
            {
                writer.Line("Alone = true,");
            }
        }
    }
}
