using Connectors.Runtime.Capabilities;
using Connectors.Server.State;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Dashboard;

/// <summary>What connectors cover, from the metadata that the compiler made: a model, an action or the features, row by row.</summary>
internal sealed class CoverageMatrix(VocabularySpec vocabulary, ServedConnectors connectors)
{
    /// <summary>What stands for the features among models and actions.</summary>
    public const string Features = "features";

    /// <summary>The connectors, by name.</summary>
    public IReadOnlyList<ConnectorDescriptor> Connectors { get; } =
        [.. connectors.All.Select(r => r.Definition.Descriptor).OrderBy(d => d.Name, StringComparer.Ordinal)];

    /// <summary>The models: a name and a title each.</summary>
    public IEnumerable<(string Name, string Label)> Models => vocabulary.Models.Select(m => (m.Name, m.Label));

    /// <summary>The actions: a name and a title each.</summary>
    public IEnumerable<(string Name, string Label)> Actions => vocabulary.Actions.Select(a => (a.Name, a.Label));

    /// <summary>The title of a model, an action or the features; null for another name.</summary>
    public string? Label(string name) => name == Features ? "Features" : Models.Concat(Actions).Where(x => x.Name == name).Select(x => x.Label).FirstOrDefault();

    /// <summary>What a connector is known to cover of a model, an action or the features.</summary>
    public static IReadOnlyList<FieldCapability> Rows(ConnectorDescriptor connector, string name) =>
        name == Features ? [.. connector.Features.Select(f => new FieldCapability(f.Label, f.Coverage, null))]
        : connector.Model(name) is { } model ? model.Fields
        : connector.Action(name) is { } action ? action.Inputs
        : [];

    /// <summary>Whether a connector covers a model or an action at all, and why not.</summary>
    public static (Coverage Coverage, string? Note) Whole(ConnectorDescriptor connector, string name) =>
        connector.Model(name) is { } model ? (model.Coverage, model.Reason)
        : connector.Action(name) is { } action ? (action.Coverage, action.Note)
        : (Coverage.Supported, null);
}
