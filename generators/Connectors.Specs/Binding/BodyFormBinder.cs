using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Chooses how the body of a request is written, of what the contract takes.</summary>
internal static class BodyFormBinder
{
    /// <summary>The operation with the body that is sent, and how that is written: as the spec says, else as JSON or XML, else in the first form that the contract has.</summary>
    public static (ContractOperation Operation, BodyForm Form) Of(BindContext context, YamlMapping mapping, ContractOperation operation)
    {
        if (mapping.Scalar("form") is not { } said || !Grammar.BodyForms.ContainsKey(said.Text))
        {
            return operation.Body is not null || operation.Forms.Count == 0 ? (operation, BodyForm.Json) : With(operation, operation.Forms[0]);
        }

        var form = Said(mapping);
        if (operation.Forms.FirstOrDefault(f => f.Form == form) is { } found)
        {
            return With(operation, found);
        }

        context.Report(DiagnosticRules.UnknownParameter, said, $"{operation.Says} takes no body with 'form: {said.Text}' in the contract{(operation.Forms.Count == 0 ? "" : $", only {string.Join(", ", operation.Forms.Select(static f => f.MediaType))}")}.");
        return (operation, form);
    }

    /// <summary>The form that a step says; JSON where it says none.</summary>
    public static BodyForm Said(YamlMapping mapping) => mapping.Text("form") is { } word && Grammar.BodyForms.TryGetValue(word, out var form) ? form : BodyForm.Json;

    private static (ContractOperation Operation, BodyForm Form) With(ContractOperation operation, ContractForm form) => (operation with { Body = form.Schema, Root = null }, form.Form);
}
