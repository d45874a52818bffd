namespace Connectors.Runtime.Capabilities;

/// <summary>
/// Says that the code it stands on relies on rows of coverage: <c>[RequiresCoverage(AtsFields.Jobs.Location, For = ["acme"])]</c>. A connector
/// that does not cover one of them is an error of the build, <c>CONN4001</c>.
/// </summary>
/// <remarks>
/// An analyzer checks it; it does nothing when the program runs. It stands on as many places as there are needs. Without
/// <see cref="For"/> it is checked against every connector that the same project registers (<c>AddAcme()</c>) or uses by type
/// (<c>AcmeConnector</c>, <c>AcmeJob</c>).
/// </remarks>
/// <param name="rows">
/// The rows: a field <c>jobs.location</c>, an input <c>create_application.attachments.data</c>, a whole model <c>jobs</c>, an action
/// <c>create_application</c>, a feature <c>features.source_writing</c>. The constants beside the unified models have them all.
/// </param>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class RequiresCoverageAttribute(params string[] rows) : Attribute
{
    /// <summary>The rows that must be covered.</summary>
    public IReadOnlyList<string> Rows { get; } = rows;

    /// <summary>Slugs of the connectors that must cover them; empty for those that the project registers or uses.</summary>
    public string[] For { get; init; } = [];
}
