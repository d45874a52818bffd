using System.Text.RegularExpressions;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the fields of the connection.</summary>
internal sealed class ConnectionBinder(BindContext context)
{
    /// <summary>The fields of the form; makes their names known to placeholders.</summary>
    public EquatableArray<ConnectionField> Fields(YamlMapping connection)
    {
        var fields = new List<ConnectionField>();
        foreach (var entry in connection.Entries("fields"))
        {
            if (!ScalarSyntax.IsName(entry.Key.Text))
            {
                context.Report(DiagnosticRules.Malformed, entry.Key, $"'{entry.Key.Text}' cannot be the name of a connection field; names have lower case letters, digits and underscores, a letter first.");
                continue;
            }

            context.ConnectionFields[entry.Key.Text] = entry.Key;
            if (entry.Value is YamlMapping field)
            {
                if (field.Flag("list"))
                {
                    context.ListFields.Add(entry.Key.Text);
                }

                fields.Add(Field(entry.Key.Text, field));
            }
        }

        return fields.ToEquatable();
    }

    private ConnectionField Field(string name, YamlMapping field)
    {
        var parts = Parts(field);
        var options = field.Map("options") is { } table ? table.Entries.Select(static e => e.Key.Text).ToEquatable() : field.Texts("options");
        context.OptionParts[name] = parts;
        foreach (var key in new[] { "default", "example" })
        {
            if (field.Scalar(key) is not { } value)
            {
                continue;
            }

            foreach (var text in field.Flag("list") ? value.Text.Split(',').Select(static t => t.Trim()) : [value.Text])
            {
                if (options.Count > 0 && !options.Contains(text))
                {
                    context.Report(DiagnosticRules.ConnectionFieldFault, value, $"The {key} '{text}' of '{name}' is not among its options{Suggest.Hint(text, options)}");
                }

                if (field.Scalar("pattern") is { } pattern && Matches(pattern, text) == false)
                {
                    context.Report(DiagnosticRules.ConnectionFieldFault, value, $"The {key} '{text}' of '{name}' does not match its pattern.");
                }
            }
        }

        if (field.Flag("secret") && field.Entry("default") is { } secret)
        {
            context.Report(DiagnosticRules.ConnectionFieldFault, secret.Key, $"'{name}' is a secret and cannot have a default.");
        }

        var optional = field.Entry("required_for") is not null;
        if (optional)
        {
            context.OptionalFields.Add(name);
        }

        return new ConnectionField
        {
            Name = name,
            Label = field.Text("label") ?? name,
            Secret = field.Flag("secret"),
            Pattern = field.Scalar("pattern") is { } p && Matches(p, "") is not null ? p.Text : null,
            Example = field.Text("example"),
            Default = field.Text("default"),
            Options = options,
            List = field.Flag("list"),
            Parts = parts,
            Optional = optional,
            RequiredFor = RequiredFor(name, field),
        };
    }

    /// <summary>What the options stand for; reports an option that lacks a part others have.</summary>
    private EquatableArray<OptionPart> Parts(YamlMapping field)
    {
        var rows = field.Entries("options").Where(static e => e.Value is YamlMapping).ToList();
        var names = rows.SelectMany(static e => ((YamlMapping)e.Value).Entries).Select(static p => p.Key.Text).Distinct().ToList();
        foreach (var row in rows)
        {
            var missing = names.Where(n => ((YamlMapping)row.Value).Text(n) is null).ToList();
            if (missing.Count > 0)
            {
                context.Report(DiagnosticRules.ConnectionFieldFault, row.Key, $"The option '{row.Key.Text}' lacks {string.Join(", ", missing.Select(static m => $"'{m}'"))}, which other options have.");
            }
        }

        return rows.SelectMany(static e => ((YamlMapping)e.Value).Entries.Where(static p => p.Value is YamlScalar { IsEmpty: false }).Select(p => new OptionPart(e.Key.Text, p.Key.Text, ((YamlScalar)p.Value).Text))).ToEquatable();
    }

    private EquatableArray<string> RequiredFor(string name, YamlMapping field)
    {
        foreach (var action in field.Items("required_for").OfType<YamlScalar>().Where(a => context.Vocabulary.Actions.All(known => known.Name != a.Text)))
        {
            context.Report(DiagnosticRules.UnknownAction, action, $"The vocabulary has no action '{action.Text}'{Suggest.Hint(action.Text, context.Vocabulary.Actions.Select(static a => a.Name))}");
        }

        if (field.Entry("required_for") is { } required && field["default"] is not null)
        {
            context.Report(DiagnosticRules.IdleOption, required.Key, $"'{name}' has a default, so that it is never missing; 'required_for' has no meaning.");
        }

        return field.Texts("required_for");
    }

    /// <summary>Whether the whole text matches; null when the pattern is none, which is reported, or takes too long.</summary>
    private bool? Matches(YamlScalar pattern, string text)
    {
        try
        {
            return Patterns.IsMatch(text, $"^(?:{pattern.Text})$");
        }
        catch (ArgumentException)
        {
            context.Report(DiagnosticRules.Malformed, pattern, $"'{pattern.Text}' is not a regular expression.");
            return null;
        }
        catch (RegexMatchTimeoutException)
        {
            context.Report(DiagnosticRules.Malformed, pattern, $"The pattern '{pattern.Text}' takes too long to match.");
            return null;
        }
    }
}
