using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Capabilities;

/// <summary>Rows by their owners, as coverage is written for those who look it up: a model, an action or the features, and what each has.</summary>
/// <param name="Owner">A model, an action, or <see cref="Features"/>.</param>
/// <param name="Names">Fields, inputs or features.</param>
public sealed record CoverageRows(string Owner, EquatableArray<string> Names)
{
    /// <summary>The owner of features, which belong to no model and no action.</summary>
    public const string Features = "features";

    /// <summary>Everything a vocabulary has.</summary>
    public static IEnumerable<CoverageRows> Of(VocabularySpec vocabulary) =>
        vocabulary.Models.Select(m => new CoverageRows(m.Name, All(m.Fields)))
            .Concat(vocabulary.Actions.Select(a => new CoverageRows(a.Name, All(a.Inputs))))
            .Append(new CoverageRows(Features, vocabulary.Features.Select(f => f.Id).ToEquatable()));

    /// <summary>What a connector covers of its vocabulary; models it does not read and actions it does not perform are left out.</summary>
    public static IEnumerable<CoverageRows> Of(ConnectorSpec spec, VocabularySpec vocabulary) =>
        vocabulary.Models.Select(m => CoverageTable.Of(m, spec, vocabulary)).Where(m => m.State == CoverageState.Supported)
            .Select(m => new CoverageRows(m.Model.Name, m.Rows.Where(r => r.State == CoverageState.Supported).Select(r => r.Field.Name).ToEquatable()))
            .Concat(spec.Actions.Select(a => Of(a, vocabulary.Actions.First(type => type.Name == a.Name))))
            .Append(new CoverageRows(Features, spec.Features));

    /// <summary>One text for owner and names, with spaces between; names of a vocabulary have none.</summary>
    public override string ToString() => string.Join(" ", Names.Prepend(Owner));

    private static CoverageRows Of(ActionSpec action, ActionType type) =>
        new(action.Name, action.Inputs.Select(i => i.Row).Concat(action.Lists.SelectMany(l => l.Items.Select(i => $"{l.Group}.{i.Row}")))
            .Concat(type.Inputs.Select(i => i.Name).Where(row => action.OnlyTakes(type, row))).Distinct().ToEquatable());

    private static EquatableArray<string> All(EquatableArray<FieldType> rows) => rows.Select(r => r.Name).ToEquatable();
}
