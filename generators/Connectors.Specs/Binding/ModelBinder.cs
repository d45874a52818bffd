using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the fields of a model.</summary>
internal sealed class ModelBinder(BindContext context, ValueBinder values, TestBinder tests)
{
    private const string CustomFields = "custom_fields";
    private const string RemoteData = "remote_data";

    /// <summary>Binds the covered fields.</summary>
    /// <param name="model">The model as written.</param>
    /// <param name="source">The source that feeds it.</param>
    /// <param name="scope">What its paths start from.</param>
    public ModelSpec Bind(ModelNode model, string source, PathScope scope)
    {
        var bound = new Dictionary<string, FieldSpec>(StringComparer.Ordinal);
        foreach (var entry in model.Fields.Entries)
        {
            var name = entry.Key.Text;
            if (model.Type.Field(name) is not { } field)
            {
                context.Report(DiagnosticRules.UnknownField, entry.Key, $"The model {model.Name} has no field '{name}'{Suggest.Hint(name, model.Type.Fields.Where(static f => !f.Base).Select(static f => f.Name))}");
            }
            else if (field.Base)
            {
                context.Report(DiagnosticRules.BaseField, entry.Key, $"Every record has '{name}'; the store gives it, so remove the line.");
            }
            else if (name is CustomFields or RemoteData)
            {
                CheckFlag(entry, name);
            }
            else if (values.Bind(entry.Value, field, scope, $"{model.Name}.{name}") is { } value)
            {
                bound[name] = new FieldSpec(name, value, (entry.Value as YamlMapping)?.Text("note"));
            }
        }

        CheckRequired(model);
        return new ModelSpec
        {
            Name = model.Name,
            Source = source,
            Fields = model.Type.Fields.Where(f => bound.ContainsKey(f.Name)).Select(f => bound[f.Name]).ToEquatable(),
            Keep = Tests(model, "keep", scope),
            Drop = Tests(model, "drop", scope),
            Deleted = Tests(model, "deleted", scope),
            RemoteData = model.Fields.Flag(RemoteData),
            CustomFields = model.Fields.Flag(CustomFields),
        };
    }

    /// <summary>The type of the ids of a model, as its vendor writes them; unknown where it can be none, which has been reported.</summary>
    public static JsonKind IdKind(ModelSpec model) =>
        model.Fields.FirstOrDefault(static f => f.Name == "remote_id")?.Value is not ValueSpec.From from ? JsonKind.String
        : from.Path.Type is JsonKind.String or JsonKind.Integer or JsonKind.Number ? from.Path.Type
        : JsonKind.Any;

    private EquatableArray<AllOf> Tests(ModelNode model, string key, PathScope scope)
    {
        var groups = new List<AllOf>();
        foreach (var node in model.Node?.OneOrMany(key).OfType<YamlMapping>() ?? [])
        {
            var bound = tests.Bind(node, scope);
            if (node.Entries.All(static e => e.Value is YamlMapping { Entries.Count: 0 }))
            {
                context.Report(DiagnosticRules.MissingOption, node, $"'{key}' has no test here, so that it would hold for every record.");
            }
            else if (bound.Any(static t => PathOf(t).Root == PathRoot.Parent))
            {
                context.Report(DiagnosticRules.NoParent, node, "Tests are about the record; the parent's id cannot be tested.");
            }
            else if (bound.Count > 0)
            {
                groups.Add(new AllOf(bound));
            }
        }

        return groups.ToEquatable();
    }

    private static VendorPath PathOf(Test test) => test switch
    {
        Test.Is t => t.Path,
        Test.Has t => t.Path,
        Test.Starts t => t.Path,
        Test.Set t => t.Path,
        Test.Not t => PathOf(t.Inner),
        _ => throw new ArgumentOutOfRangeException(nameof(test), test, "not a test of a spec"),
    };

    private void CheckFlag(YamlEntry entry, string name)
    {
        if (entry.Value is not YamlScalar { Text: "true" or "false" })
        {
            context.Report(DiagnosticRules.WrongConstruct, entry.Value, $"'{name}' takes 'true': {(name == RemoteData ? "the vendor's record is offered as it stands" : "customers map the fields themselves")}.");
        }
    }

    private void CheckRequired(ModelNode model)
    {
        var joins = model.Type.Joins;
        foreach (var missing in joins.Count > 0 ? joins : new(["remote_id"]))
        {
            if (model.Type.Field(missing) is { } field && model.Fields[missing] is null)
            {
                context.Report(DiagnosticRules.RequiredField, model.Key, $"The model {model.Name} needs '{missing}': {field.Doc}");
            }
        }
    }
}
