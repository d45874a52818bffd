using Microsoft.OpenApi;

namespace Connectors.Server.OpenApi;

/// <summary>What the paths do that are not about recruiting.</summary>
internal static class GeneralOperations
{
    private const string General = "General";
    private const string Integrations = "Integrations";

    public static readonly ApiOperation CheckKey = new(General, "Check the API key") { Data = static _ => Schema.Object(("environment_id", Schema.Text("The environment that the key opens."))) };

    public static readonly ApiOperation Tools = new(General, "List the tools of a category, and what each covers")
    {
        Data = static _ => Schema.Object(("tools", Schema.List(Schema.Object(
            [
                .. Tool(),
                ("assets", Schema.Object(("logo_url", Schema.Text(null, "uri")), ("icon_url", Schema.Text(null, "uri")), ("icon_black_url", Schema.Text(null, "uri")))),
                ("paid_api_details_markdown", Schema.Text().OrNull()),
                ("fast_track_details_markdown", Schema.Text().OrNull()),
                ("partner_only_details_markdown", Schema.Text().OrNull()),
                ("connection_guide_url", Schema.Text().OrNull()),
                ("coverage", Schema.Object(
                    ("read_models", Schema.List(Schema.Object([.. Row(), ("fields", Schema.List(Schema.Object(("id", Schema.Text()), ("coverage_status", Coverage()))))]))),
                    ("write_actions", Schema.List(Schema.Object([.. Row(), ("fields", Schema.List(Schema.Object(("id", Schema.Text()), ("coverage_status", Coverage()))))]))),
                    ("features", Schema.List(Schema.Object(Row()))))),
            ])))),
    };

    public static readonly ApiOperation ForceSync = new(General, "Queue a sync")
    {
        Description = "Unless one of that kind is queued or running already.",
        OfIntegration = true,
        Body = static _ => Schema.Input(("type?", Schema.Word("FULL reads everything, DELTA what changed.", "FULL", "DELTA"))),
        Data = static _ => Schema.Object(("already_queued", Schema.Flag()), ("sync_id", Schema.Text()), ("type", Schema.Word(null, "FULL", "DELTA"))),
    };

    public static readonly ApiOperation GetIntegration = new(Integrations, "Tell the state and the coverage of an integration")
    {
        Data = static _ => Schema.Object(
            ("id", Schema.Text()),
            ("tool", Schema.Object([.. Tool(), ("logo_url", Schema.Text(null, "uri")), ("icon_url", Schema.Text(null, "uri"))])),
            ("category", Schema.Text()),
            ("status", Schema.Word("INVALID: its credentials have stopped working. INACTIVE: it is switched off, or its credentials are not known.", "ACTIVE", "INVALID", "INACTIVE")),
            ("setup_status", Schema.Word(null, "INCOMPLETE", "FINAL_SYNC_PENDING", "COMPLETED")),
            ("end_user", EndUser()),
            ("scope_config", Schema.Object(("id", Schema.Text()), ("name", Schema.Text().OrNull()))),
            ("data_expired_at", Schema.Time().OrNull()),
            ("created_at", Schema.Time()),
            ("beta", Schema.Flag("Whether the connector has not been tried with enough real accounts yet.")),
            ("read_models", Schema.List(Schema.Object([.. Row(), .. Scope(), ("fields", Schema.List(Schema.Object([("id", Schema.Text()), ("coverage_status", Coverage()), .. Scope()])))]))),
            ("write_actions", Schema.List(Schema.Object(
                [.. Row(), .. Scope(), ("fields", Schema.List(Schema.Object(("id", Schema.Text()), ("coverage_status", Coverage()), ("is_available", Schema.Flag()))))])))),
    };

    public static readonly ApiOperation DeleteIntegration = new(Integrations, "End an integration");

    public static readonly ApiOperation EnableIntegration = new(Integrations, "Switch an integration on or off") { Body = static _ => Schema.Input(("value", Schema.Flag())) };

    /// <summary>Whose account an integration is.</summary>
    public static OpenApiSchema EndUser() => Schema.Object(
        ("organization_name", Schema.Text("The customer's name.")),
        ("creator_email", Schema.Text("Who connected it.").OrNull()),
        ("origin_id", Schema.Text("The customer's id in your own system.").OrNull()));

    private static (string, IOpenApiSchema)[] Tool() => [("id", Schema.Text()), ("label", Schema.Text()), ("internal_label", Schema.Text().OrNull())];

    private static (string, IOpenApiSchema)[] Row() => [("id", Schema.Text()), ("label", Schema.Text()), ("coverage_status", Coverage())];

    private static (string, IOpenApiSchema)[] Scope() =>
        [("is_available", Schema.Flag()), ("scope_config_setting", Schema.Word(null, "ENABLED", "DISABLED", "OPTIONAL")), ("opted_out_by_customer", Schema.Flag())];

    private static OpenApiSchema Coverage() => Schema.Word(null, "SUPPORTED", "UNSUPPORTED", "NOT_IMPLEMENTED", "UNKNOWN");
}
