using Connectors.Generators.Tests.Support;
using Snapshooter.Xunit;

namespace Connectors.Generators.Tests;

/// <summary>A few generated files as they are, so that a change of what is written is seen in review.</summary>
public sealed class SourceSnapshotTests
{
    private static readonly IReadOnlyDictionary<string, string> Sources =
        new Driver(Sample.Vocabulary(), Sample.Spec("alpha"), Sample.Contract("alpha")).Sources;

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Actions = new(() => new Driver(Sample.Laura(), Sample.LauraContract()).Sources);

    [Theory]
    [InlineData("JobScreeningQuestion")]
    [InlineData("QuestionAnswer")]
    [InlineData("QuestionOption")]
    [InlineData("Answer")]
    [InlineData("JobStatus")]
    [InlineData("ApplicationOutcome")]
    [InlineData("AlphaReplies")]
    [InlineData("AlphaTagMapper")]
    [InlineData("ConnectorRegistry")]
    [InlineData("ApplicationInput")]
    [InlineData("MoveApplicationToStageInput")]
    public void The_file_is_as_reviewed(string name) => Snapshot.Match(Sources[name + ".g.cs"], $"{name}.g.cs");

    [Theory]
    [InlineData("LauraInputs")]
    [InlineData("LauraResults")]
    [InlineData("LauraConnector.Actions")]
    public void The_file_of_an_action_is_as_reviewed(string name) => Snapshot.Match(Actions.Value[name + ".g.cs"], $"{name}.g.cs");
}
