using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Faults;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Checks a request against the contract as a strict vendor does.</summary>
/// <param name="contract">The contract.</param>
/// <param name="allowed">Query parameters that need not be in it: credentials, and what the sandbox's own next links carry.</param>
internal sealed class RequestCheck(Contract contract, HashSet<string> allowed)
{
    private readonly ContractValidator _validator = new(contract);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public VendorProblem? Problem(VendorRequest request)
    {
        var parameters = request.Operation.Parameters;
        foreach (var name in request.Http.Query.Keys)
        {
            if (!allowed.Contains(name) && !parameters.Any(p => p.In == PlaceKind.Query && p.Has(name)))
            {
                return VendorProblem.Invalid($"Unknown parameter '{name}'.");
            }
        }

        foreach (var parameter in parameters)
        {
            if (Problem(request, parameter) is { } problem)
            {
                return VendorProblem.Invalid(problem);
            }
        }

        return BodyProblem(request) is { } wrong ? VendorProblem.Invalid(wrong) with { Means = ReplyMeaning.InvalidInput } : null;
    }

    private string? Problem(VendorRequest request, ContractParameter parameter)
    {
        var values = request.All(new Place(parameter.In, parameter.Name));
        if (values.Count == 0)
        {
            return parameter.Required ? $"Parameter '{parameter.Name}' is required." : null;
        }

        var schema = contract.Resolve(parameter.Schema);
        var (texts, inner) = schema is { Items: { } items } ? (VendorRequest.Split(values, parameter.Style), items) : (values.OfType<string>(), parameter.Schema);
        if (schema is not { Items: not null } && values.Count > 1)
        {
            return $"Parameter '{parameter.Name}' is given more than once.";
        }

        foreach (var text in texts)
        {
            if (_validator.ValidateText(text, inner) is { } problem)
            {
                return $"Parameter '{parameter.Name}' {problem}.";
            }
        }

        return null;
    }

    private string? BodyProblem(VendorRequest request)
    {
        if ((request.Form?.Schema ?? request.Operation.Body) is not { } schema)
        {
            return request.Operation is { BodyRequired: true, Forms: { Count: > 0 } forms } ? $"A body of type {forms[0].MediaType} is required." : null;
        }

        if (request.Body is not { } body)
        {
            return request.Operation.BodyRequired ? "A body is required." : null;
        }

        return _validator.Validate(body, schema) is [{ } first, ..] ? $"'{first.Path}' {first.Message}." : null;
    }
}
