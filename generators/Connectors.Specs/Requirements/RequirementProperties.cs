namespace Connectors.Specs.Requirements;

/// <summary>What a diagnostic of an unmet requirement carries for those who offer a remedy.</summary>
public static class RequirementProperties
{
    /// <summary>The connector that does not cover the row.</summary>
    public const string Connector = nameof(Connector);

    /// <summary>The row.</summary>
    public const string Row = nameof(Row);
}
