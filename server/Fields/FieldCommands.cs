using System.CommandLine;
using Connectors.Server.State;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Fields;

/// <summary><c>serve field</c>: defines custom fields, also while a server runs.</summary>
internal static class FieldCommands
{
    /// <summary>Describes the command.</summary>
    /// <param name="output">Where is printed.</param>
    /// <param name="error">Where failures are written.</param>
    /// <param name="use">Opens the server's own file for a command that was given.</param>
    public static Command Create(TextWriter output, TextWriter error, Func<ParseResult, StateFile> use)
    {
        var model = new Argument<string>("model") { Description = "The model, such as jobs." };
        model.AcceptOnlyFromAmong([.. new MappingRules(Vocabularies.Ats).Models.Select(m => m.Name)]);
        var key = new Argument<string>("key") { Description = "What records have the value under." };
        var label = new Option<string>("--label") { Description = "A title for people." };
        var description = new Option<string>("--description") { Description = "What it is for." };
        var environment = EnvironmentCommands.Which();
        var add = new Command("add", "Define a custom field; which of a vendor's fields fills it is mapped per integration.") { model, key, label, description, environment };
        add.SetAction(result =>
        {
            using var file = use(result);
            var (name, title, purpose) = (result.GetRequiredValue(key), result.GetValue(label), result.GetValue(description));
            var problem = CustomFields.Problem(name, title, purpose)
                ?? (new CustomFields(file).Create(new EnvironmentDirectory(file).Named(result.GetValue(environment)), result.GetRequiredValue(model), name, title, purpose) is null ? "There is such a field already." : null);
            (problem is null ? output : error).WriteLine(problem ?? "Added.");
            return problem is null ? 0 : 1;
        });
        var list = new Command("list", "List the custom fields.") { environment };
        list.SetAction(result =>
        {
            using var file = use(result);
            foreach (var field in new CustomFields(file).Of(new EnvironmentDirectory(file).Named(result.GetValue(environment))))
            {
                output.WriteLine($"{field.Model} {field.Key}{(field.Label is null ? "" : $" ({field.Label})")}");
            }
        });
        return new Command("field", "Define custom fields.") { add, list };
    }
}
