using Connectors.Server.OpenApi;
using Microsoft.OpenApi;

namespace Connectors.Server.Connect;

/// <summary>What the paths around links do.</summary>
internal static class LinkOperations
{
    private const string Connect = "Connect";

    public static readonly ApiOperation Create = new(Connect, "Make a link by which a customer connects an account")
    {
        Description = "Each link makes an integration of its own, once. An embedded link is good for an hour, a magic link for a year.",
        Body = static _ => Schema.Input(
        [
            ("end_user_email", Schema.Text("Who is asked to connect the account.", "email")),
            ("end_user_organization_name", Schema.Text("The customer's name.")),
            ("end_user_origin_id?", Schema.Text("The customer's id in your own system.").OrNull()),
            ("integration_category?", Schema.Word("The tools to choose from; HRIS without it.", "HRIS", "ATS", "ASSESSMENT", "LMS")),
            ("integration_tool?", Schema.Text("The tool; without it, the customer chooses.").OrNull()),
            ("remote_environment?", Schema.Text("Which of the tool's environments, where it has several.").OrNull()),
            .. Common(),
            ("enable_filtering?", Schema.Flag("Not offered for the categories of this server.")),
            ("enable_field_mapping?", Schema.Flag("Not offered: fields are mapped on the dashboard, or by the API.")),
            LinkKind(),
        ]),
        Data = static _ => Schema.Object(("link", Schema.Text("The page for the customer.", "uri"))),
    };

    public static readonly ApiOperation Relink = new(Connect, "Make a link by which an integration is connected again")
    {
        Description = "With new credentials of the same account.",
        Body = static _ => Schema.Input([.. Common(), LinkKind()]),
        Data = static _ => Schema.Object(("link", Schema.Text("The page for the customer.", "uri"))),
    };

    public static readonly ApiOperation SetUp = new(Connect, "Make a link to the steps that follow a connection")
    {
        Description = "There are none, so that this is always refused.",
        Body = static _ => Schema.Input([.. Common(), ("link_type", Schema.Word(null, LinkType.Embedded, LinkType.MagicLink))]),
        Data = static _ => Schema.Object(("link", Schema.Text(null, "uri"))),
    };

    public static readonly ApiOperation ByToken = new(Connect, "Tell which integration was made with a link") { Data = static _ => Made() };

    public static readonly ApiOperation Activate = new(Connect, "Tell which integration was made with a link")
    {
        Description = "An integration is active without it.",
        Deprecated = true,
        Body = static _ => Schema.Input(("token", Schema.Text("What the page gave when the account was connected."))),
        Data = static _ => Made(),
    };

    private static (string, IOpenApiSchema)[] Common() =>
    [
        ("language?", Schema.Word("The language of the page; en without it.", ConnectTexts.Languages).OrNull()),
        ("scope_config_id?", Schema.Text("The environment's only one.").OrNull()),
    ];

    private static (string, IOpenApiSchema) LinkKind() =>
        ("link_type?", Schema.Word("EMBEDDED is for a page of yours that shows ours, MAGIC_LINK for a message; EMBEDDED without it.", LinkType.Embedded, LinkType.MagicLink));

    private static OpenApiSchema Made() => Schema.Object(
        ("tool", Schema.Text()),
        ("id", Schema.Text("The integration.")),
        ("end_user_origin_id", Schema.Text().OrNull()),
        ("end_user_organization_name", Schema.Text()),
        ("end_user_email", Schema.Text().OrNull()),
        ("setup_status", Schema.Word(null, "INCOMPLETE", "FINAL_SYNC_PENDING", "COMPLETED")));
}
