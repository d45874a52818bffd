using Connectors.Server.OpenApi;
using Microsoft.OpenApi;

namespace Connectors.Server.Fields;

/// <summary>What the paths of vendors' fields and custom fields do.</summary>
internal static class FieldOperations
{
    private const string Group = "Fields";

    public static readonly ApiOperation List = new(Group, "List the vendor's fields that were found in an integration's records")
    {
        Query = Paging(FieldHandlers.LargestPage),
        Data = static _ => Page(Field()),
    };

    public static readonly ApiOperation Show = new(Group, "Say whether records show a vendor's field in integration_fields")
    {
        Description = "Holds for records that are read from now on; no sync is needed.",
        Body = static _ => Schema.Input(("enable_passthrough", Schema.Flag("null for what is usual: fields of customers are shown, others are not.").OrNull())),
        Data = static _ => Field(),
    };

    public static readonly ApiOperation ListCustom = new(Group, "List the environment's custom fields with what fills them in an integration")
    {
        Query = Paging(FieldHandlers.LargestPageOfCustom),
        Data = static _ => Page(Custom()),
    };

    public static readonly ApiOperation Map = new(Group, "Fill a custom field from a vendor's field")
    {
        Description = "Its value is in custom_fields of records that are read from now on; no sync is needed.",
        Body = static _ => Schema.Input(("integration_field_id", Schema.Text("A field of the same model; null to fill it from none.").OrNull())),
        Data = static _ => Custom(),
    };

    private static OpenApiParameter[] Paging(int largest) =>
    [
        Schema.Query("cursor", "data.next of the page before.", Schema.Text()),
        Schema.Query("page_size", "How many at most.", Schema.Integer(null, 1, largest)),
    ];

    private static OpenApiSchema Page(OpenApiSchema of) => Schema.Object(("results", Schema.List(of)), ("next", Schema.Text("The cursor of the next page.").OrNull()));

    private static OpenApiSchema Field() => Schema.Object(
        [.. Name(), ("model", Schema.Text()), ("is_passthrough_enabled", Schema.Flag("Whether records show it in integration_fields.")), ("is_writable", Schema.Flag("Always false."))]);

    private static OpenApiSchema Custom() => Schema.Object(
        ("id", Schema.Text()),
        ("key", Schema.Text("What records have the value under.")),
        ("integration_field", Schema.Object(Name()).OrNull()),
        ("model", Schema.Text()),
        ("label", Schema.Text().OrNull()),
        ("description", Schema.Text().OrNull()));

    private static (string, IOpenApiSchema)[] Name() =>
    [
        ("id", Schema.Text()),
        ("key", Schema.Text("The vendor's name of it, or where it stands in remote_data: the request and a JSON Pointer, such as /jobs#/texts/body.")),
        ("type", Schema.Word("CUSTOM: the vendor's customer has made it.", "DEFAULT", "CUSTOM")),
        ("label", Schema.Text().OrNull()),
    ];
}
