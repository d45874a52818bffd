using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Capabilities;

/// <summary>What a connector covers of its vocabulary, row by row: the one source of descriptors, coverage pages and guards.</summary>
/// <param name="Models">All models of the vocabulary, in its order.</param>
/// <param name="Actions">All actions, likewise.</param>
/// <param name="Features">All features, likewise.</param>
public sealed record CoverageTable(EquatableArray<ModelCoverage> Models, EquatableArray<ActionCoverage> Actions, EquatableArray<FeatureCoverage> Features)
{
    /// <summary>Lays a spec over its vocabulary. A row's state follows from where the spec names it and from nothing else.</summary>
    public static CoverageTable Of(ConnectorSpec spec, VocabularySpec vocabulary) =>
        new(
            vocabulary.Models.Select(model => Of(model, spec, vocabulary)).ToEquatable(),
            vocabulary.Actions.Select(action => Of(action, spec, vocabulary)).ToEquatable(),
            vocabulary.Features.Select(feature => new FeatureCoverage(feature, spec.Features.Contains(feature.Id) ? CoverageState.Supported : CoverageState.Unknown)).ToEquatable());

    /// <summary>The same for one model.</summary>
    public static ModelCoverage Of(ModelType model, ConnectorSpec spec, VocabularySpec vocabulary)
    {
        var read = spec.Models.FirstOrDefault(m => m.Name == model.Name);
        // An exception without a row speaks for every row that the spec does not name.
        var rest = spec.Exceptions.FirstOrDefault(e => e.Owner == model.Name && e.Row is null);
        return new ModelCoverage(
            model,
            read is not null ? CoverageState.Supported : rest?.State ?? CoverageState.Unknown,
            read is null ? rest?.Reason : null,
            model.Fields.Select(field => Cover(field, read, Exception(spec, model, field) ?? rest, vocabulary)).ToEquatable());
    }

    private static CoverageRow Cover(FieldType field, ModelSpec? read, CoverageException? exception, VocabularySpec vocabulary)
    {
        if (read is not null)
        {
            if (read.Fields.FirstOrDefault(f => f.Name == field.Name) is { } mapped)
            {
                return new CoverageRow(field, CoverageState.Supported, FieldNotes.Of(mapped, field, vocabulary));
            }

            if (field.Name == WellKnown.CustomFields && read.CustomFields)
            {
                return new CoverageRow(field, CoverageState.Supported, "`{}` as long as no vendor field is mapped to it.");
            }

            if (field.Base || (field.Name == WellKnown.RemoteData && read.RemoteData))
            {
                return new CoverageRow(field, CoverageState.Supported, null);
            }
        }

        return new CoverageRow(field, exception?.State ?? CoverageState.Unknown, exception?.Reason);
    }

    private static CoverageException? Exception(ConnectorSpec spec, ModelType model, FieldType field) =>
        spec.Exceptions.FirstOrDefault(e => e.Owner == model.Name && e.Row == field.Name);

    /// <summary>The same for one action.</summary>
    public static ActionCoverage Of(ActionType action, ConnectorSpec spec, VocabularySpec vocabulary)
    {
        var done = spec.Actions.FirstOrDefault(a => a.Name == action.Name);
        var rest = spec.Exceptions.FirstOrDefault(e => e.Owner == action.Name && e.Row is null);
        var rows = new List<CoverageRow>();
        foreach (var input in action.Inputs)
        {
            if (done?.Input(input.Name) is { } sent)
            {
                rows.Add(new CoverageRow(input, CoverageState.Supported, InputNotes.Of(sent, input, vocabulary)));
            }
            else if (done?.OnlyTakes(action, input.Name) == true)
            {
                rows.Add(new CoverageRow(input, CoverageState.Supported, "Checked; the vendor has no place for it."));
            }
            else if (!input.Accepted)
            {
                var exception = spec.Exceptions.FirstOrDefault(e => e.Owner == action.Name && e.Row == input.Name) ?? rest;
                rows.Add(new CoverageRow(input, exception?.State ?? CoverageState.Unknown, exception?.Reason));
            }
        }

        return new ActionCoverage(
            action,
            done is not null ? CoverageState.Supported : rest?.State ?? CoverageState.Unknown,
            done is null ? rest?.Reason : InputNotes.Of(done),
            rows.ToEquatable());
    }
}

/// <summary>What is known of an action.</summary>
/// <param name="Action">The action.</param>
/// <param name="State">Whether it can be done.</param>
/// <param name="Note">A restriction of an action that can be done, or why one cannot; null for nothing.</param>
/// <param name="Rows">All its inputs, in the vocabulary's order, but for those that every connector accepts and this one does not send.</param>
public sealed record ActionCoverage(ActionType Action, CoverageState State, string? Note, EquatableArray<CoverageRow> Rows);

/// <summary>What is known of a feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="State">Whether it works.</param>
public sealed record FeatureCoverage(FeatureType Feature, CoverageState State);

/// <summary>What is known of a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="State">Whether it can be read.</param>
/// <param name="Reason">Why not, where the spec says so.</param>
/// <param name="Rows">All its fields, in the vocabulary's order.</param>
public sealed record ModelCoverage(ModelType Model, CoverageState State, string? Reason, EquatableArray<CoverageRow> Rows);

/// <summary>What is known of a field or an input.</summary>
/// <param name="Field">The field or input.</param>
/// <param name="State">Whether it is filled, or sent.</param>
/// <param name="Note">A restriction of a supported row, or the reason of one that is not; null for nothing.</param>
public sealed record CoverageRow(FieldType Field, CoverageState State, string? Note);
