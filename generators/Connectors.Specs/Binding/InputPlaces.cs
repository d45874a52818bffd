using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;

namespace Connectors.Specs.Binding;

/// <summary>The items of a vendor's list that an action fills.</summary>
/// <param name="Item">What the contract says of an item.</param>
/// <param name="Where">The list in messages.</param>
/// <param name="Soap">Whether it is in an envelope.</param>
/// <param name="Most">How many items the contract takes; null for any number.</param>
internal sealed record ItemSite(SchemaView Item, string Where, bool Soap, int? Most);

/// <summary>Looks the places of inputs up in the contract.</summary>
/// <param name="context">Is told of mistakes.</param>
/// <param name="parameters">Knows parameters and bodies.</param>
internal sealed class InputPlaces(BindContext context, ParameterBinder parameters)
{
    /// <summary>The places of a row that can be there once.</summary>
    /// <param name="places">As written.</param>
    /// <param name="operations">The operations of the steps that the contract has.</param>
    public (EquatableArray<InputPlace> Places, IReadOnlyList<InputSite> Sites) InSteps(IReadOnlyList<PlaceNode> places, IReadOnlyDictionary<string, ContractOperation> operations)
    {
        var bound = new List<InputPlace>();
        var sites = new List<InputSite>();
        foreach (var place in places)
        {
            if (!operations.TryGetValue(place.Step, out var operation))
            {
                // The step's request has been reported; nothing is known of what it takes.
                bound.Add(Bound(place, SchemaView.Unknown));
            }
            else if (parameters.Check(place.Node, place.At, operation)?.View is { } view)
            {
                bound.Add(Bound(place, view));
                sites.Add(new InputSite(place.Node, view, operation.Soap is not null));
            }
        }

        return (bound.ToEquatable(), sites);
    }

    /// <summary>The places of a row in the items of lists.</summary>
    public (EquatableArray<InputPlace> Places, IReadOnlyList<InputSite> Sites) InItems(IReadOnlyList<PlaceNode> places, IReadOnlyList<ItemSite> items)
    {
        var bound = new List<InputPlace>();
        var sites = new List<InputSite>();
        foreach (var place in places)
        {
            var views = items.Select(item => (item.Soap, View: parameters.Member(place.Node, place.At.Name, item.Item, item.Where, item.Soap))).Where(static v => v.View is not null).ToList();
            if (views.Count > 0)
            {
                bound.Add(Bound(place, views[0].View!));
                sites.AddRange(views.Select(v => new InputSite(place.Node, v.View!, v.Soap)));
            }
        }

        return (bound.ToEquatable(), sites);
    }

    /// <summary>The vendor's lists; reports places that are none.</summary>
    public (EquatableArray<InputPlace> Places, IReadOnlyList<ItemSite> Items) Lists(ListNode list, IReadOnlyDictionary<string, ContractOperation> operations)
    {
        var bound = new List<InputPlace>();
        var items = new List<ItemSite>();
        var (_, sites) = InSteps(list.Places, operations);
        foreach (var site in sites)
        {
            var place = list.Places.First(p => p.Node == site.Node);
            if (place.At.Kind != PlaceKind.Body)
            {
                context.Report(DiagnosticRules.WrongConstruct, place.Node, $"The list '{list.Group.Name}' stands in a body, not in a {ParameterBinder.Says(place.At.Kind)}.");
            }
            else if (!site.View.CanBeList)
            {
                context.Report(DiagnosticRules.ListMismatch, place.Node, $"The contract has {PathBinder.Says(site.View.Kind)} at '{place.Node.Text}', but a list is sent.");
            }
            else
            {
                bound.Add(new InputPlace(place.Step, place.At, JsonKind.Object, Many: true));
                items.Add(new ItemSite(site.View.Items()!, $"an item of '{place.Node.Text}'", site.Soap, InputLimits.MaxItems(site.View)));
            }
        }

        return (bound.ToEquatable(), items);
    }

    private static InputPlace Bound(PlaceNode place, SchemaView view) => view.Kind == JsonKind.Array
        ? new InputPlace(place.Step, place.At, view.Items()?.Kind ?? JsonKind.Any, Many: true)
        : new InputPlace(place.Step, place.At, view.Kind);
}
