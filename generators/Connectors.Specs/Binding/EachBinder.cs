using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the values that a read is made for one after the other: <c>for_each: { language: [de, en] }</c>.</summary>
internal sealed class EachBinder(BindContext context, TemplateBinder templates)
{
    /// <summary>The values; null when the read is not made for values.</summary>
    public EachSpec? Bind(YamlMapping read)
    {
        if (read.Map("for_each") is not { } each)
        {
            return null;
        }

        if (each.Entries.Count != 1)
        {
            context.Report(DiagnosticRules.Choice, each, "A read is made for the values of one name; several lists would be every value of one with every value of the other.");
            return null;
        }

        var (key, value) = (each.Entries[0].Key, each.Entries[0].Value);
        if (!ScalarSyntax.IsName(key.Text))
        {
            context.Report(DiagnosticRules.Malformed, key, $"'{key.Text}' cannot be a name; names have lower case letters, digits and underscores, a letter first.");
            return null;
        }

        return value is YamlScalar one ? Field(key, one) : List(key, each);
    }

    /// <summary>Reports a request that does not name the value it is made for.</summary>
    public void CheckUsed(YamlMapping read, EachSpec? each, RequestSpec request)
    {
        if (each is not null && !request.Path.Parts.Concat(request.Send.SelectMany(static s => s.Values).SelectMany(static v => v.Parts)).Any(static p => p is TemplatePart.Each))
        {
            context.Report(DiagnosticRules.MissingOption, read["for_each"]!, $"The request does not name '{{each.{each.Name}}}', so that it would be the same for every value.");
        }
    }

    private EachSpec? Field(YamlScalar key, YamlScalar value)
    {
        var template = templates.Bind(value);
        if (template.Parts.Count == 1 && template.Parts[0] is TemplatePart.Connection { Field: var field } && context.ListFields.Contains(field))
        {
            return new EachSpec(key.Text, default, field);
        }

        context.Report(DiagnosticRules.MissingOption, value, $"'{value.Text}' is one value; write a list, or name a connection field that says 'list: true'.");
        return null;
    }

    private EachSpec? List(YamlScalar key, YamlMapping each)
    {
        var values = each.Items(key.Text).OfType<YamlScalar>().Where(static v => !v.IsEmpty).Select(v => templates.Bind(v)).ToEquatable();
        if (values.Count == 0)
        {
            context.Report(DiagnosticRules.MissingOption, each, $"'{key.Text}' has no value, so that nothing would be asked for.");
            return null;
        }

        return new EachSpec(key.Text, values, null);
    }
}
