using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the features that a spec says work, and checks that what they stand on is there.</summary>
internal sealed class FeatureBinder(BindContext context)
{
    /// <summary>The feature that a word of its own says.</summary>
    private const string Passthrough = "api_passthrough";

    /// <summary>What a feature needs of a spec, with what to say where it is missing; other features need nothing that a spec has.</summary>
    private static readonly Dictionary<string, (Func<ConnectorSpec, bool> Works, string Needs)> Grounds = new(StringComparer.Ordinal)
    {
        ["source_writing"] = (static s => s.Actions.Any(WritesSource), "an input with 'default: \"{environment.source_name}\"', so that the customer's source is written where none is given"),
        ["sync_only_created_applications"] = (static s => s.Actions.Any(static a => a.Name is "create_candidate" or "create_application"), "an action that creates a candidate or an application"),
        ["connection_guide"] = (static s => s.Connection.Guide.Count > 0, "'connection.guide'"),
        ["custom_field_explorer"] = (static s => s.Models.Any(static m => m.CustomFields), "a model with 'custom_fields: true', so that there is something to look for"),
        [Passthrough] = (static s => s.Passthrough.Count > 0, "'passthrough', which names the vendor's APIs and says the feature by itself"),
        ["jobs"] = (static s => s.Models.Any(static m => m.Name == "jobs"), "the model 'jobs'"),
    };

    /// <summary>The features that work, in the vocabulary's order.</summary>
    /// <param name="root">The spec as written.</param>
    /// <param name="spec">The spec as bound, but for its features.</param>
    public EquatableArray<string> Bind(YamlMapping root, ConnectorSpec spec)
    {
        var known = context.Vocabulary.Features.Select(static f => f.Id).ToList();
        var named = root.Items("features").OfType<YamlScalar>().ToList();
        foreach (var feature in named)
        {
            if (!known.Contains(feature.Text))
            {
                context.Report(DiagnosticRules.UnknownFeature, feature, $"'{feature.Text}' is not a feature of the vocabulary{Suggest.Hint(feature.Text, known)}");
            }
            else if (Grounds.TryGetValue(feature.Text, out var ground) && !ground.Works(spec))
            {
                context.Report(DiagnosticRules.IdleFeature, feature, $"The feature '{feature.Text}' needs {ground.Needs}.");
            }
            else if (feature.Text == Passthrough)
            {
                context.Report(DiagnosticRules.IdleOption, feature, $"'passthrough' says by itself that the feature '{Passthrough}' works; remove it here.");
            }
        }

        return known.Where(id => id == Passthrough ? spec.Passthrough.Count > 0 : named.Any(f => f.Text == id)).ToEquatable();
    }

    private static bool WritesSource(ActionSpec action) => action.Inputs.Any(static i => i.Default?.Parts.Any(static p => p is TemplatePart.Environment("source_name")) == true);
}
