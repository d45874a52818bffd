using Connectors.Server.Actions;
using Connectors.Server.Layout;
using Connectors.Server.Wire;
using Connectors.Specs.Vocabulary;
using Microsoft.OpenApi;

namespace Connectors.Server.OpenApi;

/// <summary>What the lists and actions of recruiting do, made of the vocabulary and their layout.</summary>
internal static class AtsOperations
{
    private const string Reads = "Reads";
    private const string Actions = "Actions";

    /// <summary>What a list does.</summary>
    public static ApiOperation Of(ListEndpoint list) => new(Reads, $"List {list.Shape.Model.Replace('_', ' ')}")
    {
        OfIntegration = true,
        Query =
        [
            .. list.Filters.Select(f => Schema.Query(f.Name, f.Doc, Schema.Text())),
            Schema.Query("ids", "Those with one of these ids, between commas.", Schema.Text()),
            Schema.Query("remote_ids", "Those with one of these ids of the vendor, between commas.", Schema.Text()),
            Schema.Query("updated_after", "Those that changed since, or in which something that is shown with them did.", Schema.Time()),
            Schema.Query("include_deleted", "Whether records that are gone are shown too.", Schema.Flag()),
            Schema.Query("ignore_unsupported_filters", "Whether a filter on a field that the vendor does not supply is dropped; otherwise it finds nothing.", Schema.Flag()),
            Schema.Query("page_size", "How many records a page has.", Schema.Integer(null, 1, 250)),
            Schema.Query("cursor", "data.next of the page before, with the same filters.", Schema.Text()),
        ],
        Data = schemas => Schema.Page(schemas.Named(schemas.NameOf(list.Shape.Model), list.Shape)),
    };

    /// <summary>What an action does.</summary>
    /// <param name="endpoint">The action.</param>
    /// <param name="vocabulary">Knows its inputs.</param>
    /// <param name="shapes">How the records look that actions make, by model.</param>
    public static ApiOperation Of(ActionEndpoint endpoint, VocabularySpec vocabulary, IReadOnlyDictionary<string, RecordShape> shapes)
    {
        var action = vocabulary.Actions.First(a => a.Name == endpoint.Action);
        string[] inPath = [.. endpoint.Path.Split('/').Where(p => p.StartsWith('{')).Select(p => p.Trim('{', '}'))];
        return new(Actions, action.Label)
        {
            Description = action.Doc,
            OfIntegration = true,
            Warns = true,
            Repeatable = endpoint.Method != HttpMethods.Get,
            Body = endpoint.Method == HttpMethods.Get ? null : schemas => schemas.Body(action, inPath, [.. endpoint.Moved.Values.Distinct()]),
            Data = schemas => Data(schemas, action, shapes),
        };
    }

    /// <summary>What the path does that tells what an action takes of files.</summary>
    public static ApiOperation Restrictions(ActionType action, string group, VocabularySpec vocabulary)
    {
        var several = AttachmentRestrictions.Several(action, group);
        (string, IOpenApiSchema)[] total = several ? [("total_size_bytes", Schema.Integer("The largest sum of all files; null where none is known.").OrNull())] : [];
        (string, IOpenApiSchema)[] amounts = several
            ? [("min_amount?", Schema.Integer("How many there have to be; null where that is not known.", 0).OrNull()), ("max_amount?", Schema.Integer("How many there may be, those of the other kinds counted; null where that is not known.").OrNull())]
            : [];
        return new(Actions, $"Tell what files are taken: {action.Label.ToLowerInvariant()}")
        {
            Description = "Limits are there only for what is supported.",
            OfIntegration = true,
            Data = _ => Schema.Object(("attachment_restrictions", Schema.Object(
            [
                .. total,
                ("types", Schema.Object(AttachmentRestrictions.Kinds(action, group, vocabulary).Select(kind => (kind, (IOpenApiSchema)Schema.Input(
                [
                    ("is_supported", Schema.Flag()),
                    .. amounts,
                    ("max_file_size_bytes?", Schema.Integer("The largest file; null where none is known.").OrNull()),
                    ("accepted_mime_types?", Schema.List(Schema.Text(), "The media types; null for any.").OrNull()),
                ]))))),
            ]))),
        };
    }

    private static IOpenApiSchema Data(ApiSchemas schemas, ActionType action, IReadOnlyDictionary<string, RecordShape> shapes)
    {
        if (action.GivesFiles is { } kinds)
        {
            // Files of a person may have been sent with one of the applications.
            (string, IOpenApiSchema)[] owner = action.Inputs.Any(i => i.Name == "candidate_id")
                ? [("application_id", Schema.Text("The application they were sent with, where that is known.").OrNull()), ("candidate_id", Schema.Text("The candidate."))]
                : [];
            return Schema.Object(("results", Schema.List(Schema.Object(
            [
                ("id", Schema.Text()),
                .. owner,
                ("type", schemas.Words(kinds, "What the file is.")),
                ("remote_id", Schema.Text("The vendor's id of the file.").OrNull()),
                ("data_url", Schema.Text("Where the file is fetched from, for a while.", "uri")),
                ("file_name", Schema.Text("Its name.")),
                ("content_type", Schema.Text("Its media type.")),
                ("remote_created_at", Schema.Time().OrNull()),
                ("remote_updated_at", Schema.Time().OrNull()),
            ]))));
        }

        return action.Makes is [var made, ..] && shapes.TryGetValue(made.Model, out var shape)
            ? schemas.Named(made.Model == "candidates" ? schemas.NameOf(made.Model) : "Created" + schemas.NameOf(made.Model), shape)
            : Schema.Nothing();
    }
}
