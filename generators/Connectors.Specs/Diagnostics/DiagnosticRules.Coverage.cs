namespace Connectors.Specs.Diagnostics;

public static partial class DiagnosticRules
{
    /// <summary>A connector does not cover a row that code relies on.</summary>
    public static readonly DiagnosticRule NotCovered = Error("CONN4001", "A connector does not cover what is required of it",
        "Code that relies on the row would get nothing from this connector. Map the row in the connector's spec, require it only of other connectors (For), or do without it.");

    /// <summary>What is required is no row of coverage.</summary>
    public static readonly DiagnosticRule UnknownRow = Error("CONN4002", "What is required is no row of coverage",
        "A row is a model (jobs), a field (jobs.location), an action (create_application), an input (create_application.attachments.data) or a feature (features.source_writing). The constants beside the unified models have them all.");

    /// <summary>Nothing that is referenced has a connector of this name.</summary>
    public static readonly DiagnosticRule UnknownConnector = Error("CONN4003", "Nothing that is referenced has a connector of this name",
        "A requirement names connectors by their slugs, and can be checked only where the project, or something it references, has a connector of that name.");

    /// <summary>There is no connector to check a requirement against.</summary>
    public static readonly DiagnosticRule NothingToCheck = Info("CONN4004", "A requirement is checked against no connector",
        "The requirement names no connector, and this project neither registers nor uses one. Name connectors (For), or state the requirement where they are registered. One that stands on the assembly goes along with it: a project that references the assembly and registers connectors is held to it (CONN4005).");

    /// <summary>A connector that a project uses does not cover a row that an assembly it references relies on.</summary>
    public static readonly DiagnosticRule NotCoveredForReference = Error("CONN4005", "A connector does not cover what a referenced assembly requires",
        "The assembly states a requirement without naming connectors, and this project registers or uses one that does not meet it. Map the row in the connector's spec, or lower the severity where the two never meet.");
}
