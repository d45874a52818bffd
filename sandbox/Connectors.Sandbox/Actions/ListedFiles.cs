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

    /// <summary>The list, as a reply has it at <see cref="GivenFilesSpec.Each"/>.</summary>
    public static JsonArray Of(GivenFilesSpec gives, VendorRequest request)
    {
        var seed = (uint)Dice.Of(request.Http.Path.Value ?? "");
        var list = new JsonArray();
        for (var i = 0; i < 1 + (int)(seed % Kinds.Length); i++)
        {
            list.Add(File(gives, request, Kinds[i], string.Create(CultureInfo.InvariantCulture, $"{seed % 100_000}{i}"), i));
        }

        return list;
    }

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
