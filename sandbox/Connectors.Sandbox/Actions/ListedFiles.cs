using System.Globalization;
using System.Text.Json.Nodes;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>Makes up the files that belong to a record, where a step lists them: the same ones for the same request.</summary>
internal static class ListedFiles
{
    private static readonly (string Name, string Type)[] Kinds = [("cv.pdf", "application/pdf"), ("cover letter.pdf", "application/pdf"), ("photo.png", "image/png")];

    /// <summary>How many files there are; where they are listed in pages, more than one page of them.</summary>
    public static Population Of(GivenFilesSpec gives, AskedPage page, VendorRequest request)
    {
        var some = 1 + (int)(SeedOf(request) % Kinds.Length);
        return new Population("files", gives.Paging.Kind == PagingKind.None ? some : page.Size + some, SeedOf(request), null);
    }

    /// <summary>A page of the list, as a reply has it at <see cref="GivenFilesSpec.Each"/>.</summary>
    public static JsonArray On(Page page, GivenFilesSpec gives, VendorRequest request)
    {
        var list = new JsonArray();
        for (var i = page.From; i < page.From + page.Count; i++)
        {
            list.Add(File(gives, request, Kinds[i % Kinds.Length], IdOf(request, i), (int)i));
        }

        return list;
    }

    /// <summary>Which of the files has an id; -1 for none.</summary>
    public static long IndexOf(VendorRequest request, string id) =>
        id.StartsWith(IdOf(request, null), StringComparison.Ordinal) && long.TryParse(id[IdOf(request, null).Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    private static uint SeedOf(VendorRequest request) => (uint)Dice.Of(request.Http.Path.Value ?? "");

    private static string IdOf(VendorRequest request, long? index) => string.Create(CultureInfo.InvariantCulture, $"{SeedOf(request) % 100_000}{index}");

    private static JsonObject File(GivenFilesSpec gives, VendorRequest request, (string Name, string Type) kind, string id, int place)
    {
        var file = new JsonObject();
        Put(gives.RemoteId, id);

        // Where the name is the id, it comes last and is both.
        Put(gives.Name, kind.Name);
        Put(gives.ContentType, kind.Type);
        Put(gives.Url, UploadPlace.AddressOf(request.Http, kind.Name));
        if (gives.Type is { Entries.Count: > 0 } type)
        {
            Put(type.From, type.Entries[place % type.Entries.Count].Vendor);
        }

        return file;

        void Put(VendorPath? path, string text)
        {
            if (path is not null && VendorValues.As(JsonValue.Create(text), path.Type) is { } value)
            {
                JsonPlaces.Put(file, path.Steps, value);
            }
        }
    }
}
