using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Vocabulary;

/// <summary>Checks what actions say of the records that come of them, and of inputs that lean on others.</summary>
internal sealed class ActionCheck(VocabularyFile file, YamlMapping root, VocabularySpec vocabulary)
{
    /// <summary>Reports what is wrong.</summary>
    public void Run()
    {
        foreach (var action in vocabulary.Actions)
        {
            Makes(action);
            Changes(action);
            Gives(action);
            OneOf(action);
            foreach (var input in action.Inputs)
            {
                Becomes(action, input);
                Answer(action, input);
                Describes(action, input);
            }
        }
    }

    private void Makes(ActionType action)
    {
        foreach (var made in action.Makes)
        {
            if (vocabulary.Model(made.Model) is not { } model)
            {
                Report(DiagnosticRules.VocabularyReference, action, ["makes", made.Model], $"'{made.Model}' is not a model of this vocabulary{Suggest.Hint(made.Model, vocabulary.Models.Select(static m => m.Name))}");
                continue;
            }

            foreach (var link in made.Links.Where(link => model.Field(link.Field)?.Type is not TypeRef.Reference(var to) || to != link.Model || !action.Makes.Any(m => m.Model == link.Model)))
            {
                Report(DiagnosticRules.VocabularyOutcome, action, ["makes", made.Model, link.Field], $"'{link.Field}' of '{made.Model}' does not lead to a record of '{link.Model}' that the action makes too.");
            }
        }
    }

    private void Changes(ActionType action)
    {
        if (action.Changes is not { } changed)
        {
            return;
        }

        if (vocabulary.Model(changed) is null)
        {
            Report(DiagnosticRules.VocabularyReference, action, ["changes"], $"'{changed}' is not a model of this vocabulary{Suggest.Hint(changed, vocabulary.Models.Select(static m => m.Name))}");
        }
        else if (action.Inputs.Count(input => IsRef(input, changed) && input.Required) != 1)
        {
            Report(DiagnosticRules.VocabularyOutcome, action, ["changes"], $"The record of '{changed}' that is changed must be named by one required input that is a ref to '{changed}'.");
        }
    }

    private void Gives(ActionType action)
    {
        if (action.GivesFiles is { } type && vocabulary.Enum(type) is null)
        {
            Report(DiagnosticRules.VocabularyReference, action, ["gives", "files"], $"'{type}' is not an enumeration of this vocabulary{Suggest.Hint(type, vocabulary.Enums.Select(static e => e.Name))}");
        }
    }

    private void OneOf(ActionType action)
    {
        foreach (var choice in action.Inputs.Where(static i => i.OneOf is not null).GroupBy(static i => (i.Group, i.OneOf)))
        {
            if (choice.Count() < 2 || choice.Any(static i => i.Required))
            {
                Report(DiagnosticRules.VocabularyOneOf, action, ["inputs", choice.First().Name], $"Of 'one_of: {choice.Key.OneOf}' there must be two inputs or more in one group, none of them required by itself.");
            }
        }
    }

    private void Becomes(ActionType action, FieldType input)
    {
        if (input.Becomes is not { } path)
        {
            return;
        }

        var names = path.Split('.');
        var model = vocabulary.Model(names[0]);
        var field = names.Length is 2 or 3 ? model?.Field(names[1]) : null;
        if (names.Length > 1 && model?.Field(names[1]) is null && Places.Entry(root, ["models", names[0], "fields", names[1]]) is not null)
        {
            // The field is there with a mistake, which has been reported.
            return;
        }

        if (names.Length == 3)
        {
            field = field?.Type is TypeRef.Object(var name) ? vocabulary.Object(name)?.Members.FirstOrDefault(m => m.Name == names[2]) : null;
        }

        if (field is null or { Base: true })
        {
            var known = model?.Fields.Select(f => $"{model.Name}.{f.Name}") ?? vocabulary.Models.Select(static m => m.Name);
            Report(DiagnosticRules.VocabularyReference, action, ["inputs", input.Name, "becomes"], $"'{path}' is not a field of a model, or a member of one{Suggest.Hint(model is null ? names[0] : path, known)}");
        }
        else if (action.Changes != names[0] && !action.Makes.Any(m => m.Model == names[0]))
        {
            Report(DiagnosticRules.VocabularyOutcome, action, ["inputs", input.Name, "becomes"], $"The action neither makes nor changes a record of '{names[0]}', so '{input.Name}' becomes nothing there.");
        }
        else if (!Shows(field.Type, input.Type))
        {
            Report(DiagnosticRules.VocabularyOutcome, action, ["inputs", input.Name, "becomes"], $"'{path}' is of another type than '{input.Name}'.");
        }
    }

    /// <summary>An answer is typed by its question: the ref beside it, to a model whose field 'format' is a union told by a discriminator.</summary>
    private void Answer(ActionType action, FieldType input)
    {
        if (input.Type is TypeRef.Scalar { Kind: ScalarKind.Answer } && action.FormatsOf(input, vocabulary) is null)
        {
            Report(DiagnosticRules.VocabularyReference, action, ["inputs", input.Name], $"Beside the answer '{input.Name}' there is no ref to a model with a field 'format' that tells what is asked for.");
        }
    }

    private void Describes(ActionType action, FieldType input)
    {
        if (input.Describes is { } choice && !action.GoesWith(input, static _ => true))
        {
            Report(DiagnosticRules.VocabularyReference, action, ["inputs", input.Name, "describes"], $"No input beside '{input.Name}' says 'one_of: {choice}', so it describes nothing.");
        }
    }

    private static bool IsRef(FieldType input, string model) => input.Type is TypeRef.Reference(var to) && to == model;

    private static bool Shows(TypeRef field, TypeRef input) => input switch
    {
        TypeRef.Scalar { Kind: ScalarKind.Email or ScalarKind.Phone or ScalarKind.Country or ScalarKind.Url or ScalarKind.MediaType or ScalarKind.RemoteId } => field is TypeRef.Scalar { Kind: ScalarKind.String },
        TypeRef.Scalar { Kind: ScalarKind.Bytes or ScalarKind.FileUrl } => false,
        TypeRef.Scalar { Kind: ScalarKind.Answer } => field is TypeRef.Union,
        _ => field == input,
    };

    private void Report(DiagnosticRule rule, ActionType action, IEnumerable<string> way, string message) =>
        file.Report(rule, Places.Of(root, ["actions", action.Name, .. way]), message);
}
