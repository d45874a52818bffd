using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Lays the envelope of a request out in the order of the contract's schemas, with nothing in it but what may be sent.</summary>
internal sealed class SoapBinder(BindContext context)
{
    /// <summary>The envelope of a request; reports what the operation demands and nothing fills, and alternatives that exclude each other.</summary>
    /// <param name="node">The name of the operation as written.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="version">The version the api speaks.</param>
    /// <param name="filling">What is sent.</param>
    public SoapRequest? Bind(YamlNode node, ContractOperation operation, int version, XmlFilling filling)
    {
        var soap = operation.Soap!;
        if (soap.Bindings.FirstOrDefault(b => b.Version == version) is not { } binding)
        {
            context.Report(DiagnosticRules.UnknownOperation, node, $"The contract offers '{operation.Path}' in SOAP {Says(soap.Bindings[0].Version)}, not in {Says(version)}; say 'soap_version: {Says(soap.Bindings[0].Version)}'.");
            return null;
        }

        var body = new XmlLayout(context, node, $"The body of '{operation.Path}'", PlaceKind.Body, filling);
        var headers = new XmlLayout(context, node, $"The header of '{operation.Path}'", PlaceKind.SoapHeader, filling);
        return new SoapRequest(
            version,
            binding.Action,
            body.Top("", operation.Input!),
            soap.Headers.Where(h => IsSent(node, operation, h, headers, filling.Login)).Select(h => headers.Top(h.Name, h)).ToEquatable(),
            soap.Output.Node);
    }

    /// <summary>How an operation is called whose body somebody else writes; null where the contract does not offer it in this version.</summary>
    /// <param name="node">For what there is to report.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="version">The version the api speaks.</param>
    /// <param name="places">What every request to the api fills.</param>
    public PassthroughOperation? Open(YamlNode node, ContractOperation operation, int version, IReadOnlyList<Place> places)
    {
        if (operation.Soap is not { } soap || soap.Bindings.FirstOrDefault(b => b.Version == version) is not { } binding)
        {
            return null;
        }

        var headers = new XmlLayout(context, node, $"The header of '{operation.Path}'", PlaceKind.SoapHeader, new XmlFilling(places, [], Login: false, []));
        return new PassthroughOperation(
            operation.Path,
            binding.Action,
            operation.Input!.Node,
            soap.Headers.Where(h => headers.IsFilled(h.Name)).Select(h => headers.Top(h.Name, h)).ToEquatable());
    }

    /// <summary>Reports a place in a SOAP header that no operation has.</summary>
    public void CheckHeader(YamlNode node, Place place)
    {
        if (context.Contract is not { } contract)
        {
            return;
        }

        if (PathSyntax.Parse(place.Name, out var reason) is not { } steps || !steps.All(static s => s is PathStep.Property))
        {
            context.Report(DiagnosticRules.PathSyntax, node, $"'{place.Name}' names no member of a header: {(reason.Length > 0 ? reason : "names with dots between them are wanted")}.");
            return;
        }

        var headers = contract.Operations.Select(static o => o.Soap).OfType<SoapOperation>().SelectMany(static o => o.Headers).Distinct().ToList();
        var names = steps.Cast<PathStep.Property>().Select(static s => s.Name).ToList();
        if (names.Count == 0)
        {
            names.Add(place.Name);
        }

        if (headers.FirstOrDefault(h => h.Name == names[0]) is not { } header)
        {
            context.Report(DiagnosticRules.UnknownParameter, node, $"No operation of the contract has '{names[0]}' in its header{Suggest.Hint(names[0], headers.Select(static h => h.Name))}");
            return;
        }

        var view = SchemaView.Of(contract, header.Schema);
        foreach (var name in names.Skip(1))
        {
            if (view.Member(name) is not { } next)
            {
                context.Report(DiagnosticRules.UnknownParameter, node, $"The header '{names[0]}' has no '{name}' in the contract{Suggest.Hint(name, view.Members)}");
                return;
            }

            view = next;
        }
    }

    /// <summary>A version as people write it.</summary>
    public static string Says(int version) => version == 12 ? "1.2" : "1.1";

    private bool IsSent(YamlNode node, ContractOperation operation, ContractElement header, XmlLayout headers, bool login)
    {
        if (headers.IsFilled(header.Name))
        {
            return true;
        }

        // What WS-Security puts there, auth says as a whole; before a log-in there is no session to send.
        if (header.Name != "Security" && !login)
        {
            context.Report(DiagnosticRules.MissingParameter, node, $"'{operation.Path}' has '{header.Name}' in its header, and nothing fills it.");
        }

        return false;
    }
}
