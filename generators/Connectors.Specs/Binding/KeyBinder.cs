using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds ids of two parts, and holds references to what they refer to.</summary>
internal sealed class KeyBinder(BindContext context, PathBinder paths)
{
    /// <summary>Binds <c>key</c>; null when it has no meaning.</summary>
    public ValueSpec? Bind(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        var parts = mapping.Items("key").OfType<YamlScalar>().Where(static p => !p.IsEmpty).ToList();
        if (type is not (TypeRef.Reference or TypeRef.Scalar { Kind: ScalarKind.String }))
        {
            context.Report(DiagnosticRules.WrongConstruct, mapping, $"{what} is {Types.Says(type)}, but 'key' makes an id.");
            return null;
        }

        if (type is TypeRef.Reference { Model: var model } && !context.TwoPartModels.Contains(model))
        {
            context.Report(DiagnosticRules.TypeMismatch, mapping, $"{what} references {model}, whose ids do not have two parts.");
        }

        if (mapping["key"] is YamlSequence list && list.Items.Count != 2)
        {
            context.Report(DiagnosticRules.MissingOption, list, $"An id that 'key' makes has two parts, not {list.Items.Count}.");
            return null;
        }

        var bound = parts.Select(part => Part(part, scope)).OfType<VendorPath>().ToEquatable();
        return bound.Count == 2 ? new ValueSpec.Key(bound) : null;
    }

    /// <summary>Reports a reference by one value to a record that has an id of two parts.</summary>
    public void CheckReference(YamlNode node, VendorPath path, TypeRef type, string what)
    {
        if (type is TypeRef.Reference { Model: var model } && context.TwoPartModels.Contains(model) && path is not { Root: PathRoot.Parent, Steps.Count: 0 })
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"{what} references {model}, whose ids have two parts; write 'key: [..., ...]' with both.");
        }
    }

    private VendorPath? Part(YamlScalar node, PathScope scope)
    {
        if (paths.BindSingle(node, scope) is not { } path)
        {
            return null;
        }

        if (path.View.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Boolean)
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(path.View.Kind)} at '{node.Text}', which is no part of an id.");
        }

        return path.Path;
    }
}
