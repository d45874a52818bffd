using Connectors.Emitter.Connectors;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Actions;

/// <summary>Writes where the files stand in the reply of an action that lists them.</summary>
internal static class GivenFilesEmitter
{
    /// <summary>Writes the plan.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="spec">The connector.</param>
    /// <param name="files">The files.</param>
    /// <param name="fill">The method that fills the request for a file.</param>
    public static void Write(SourceWriter writer, ConnectorSpec spec, GivenFilesSpec files, string fill)
    {
        using (writer.Open("Gives = new GivenFiles", "},"))
        {
            writer.Line($"Each = {Literals.String(BodyPath.Of(files.Each))},");
            PagingEmitter.WriteList(writer, files.Paging);
            writer.Line($"RemoteId = {Literals.String(BodyPath.Of(files.RemoteId))},");
            Place(writer, "Name", files.Name);
            Place(writer, "ContentType", files.ContentType);
            Place(writer, "Url", files.Url);
            if (files.Type is { } type)
            {
                Place(writer, "Type", type.From);
                writer.Line($"Types = [{string.Join(", ", type.Entries.Select(e => $"({Literals.String(e.Vendor)}, {Literals.String(e.Unified)})"))}],");
                if (type.Otherwise is { } otherwise)
                {
                    writer.Line($"OtherType = {Literals.String(otherwise)},");
                }
            }

            if (files.Seconds is { } seconds)
            {
                writer.Line($"Expires = TimeSpan.FromSeconds({Literals.Integer(seconds)}),");
            }

            if (files.Fetch is { } fetch)
            {
                RequestText.Write(writer, "Fetch = ", fetch, spec);
                Place(writer, "Data", files.Data);
                writer.Line($"Fill = {fill},");
            }
        }
    }

    private static void Place(SourceWriter writer, string name, VendorPath? path)
    {
        if (path is not null)
        {
            writer.Line($"{name} = {Literals.String(BodyPath.Of(path))},");
        }
    }
}
