using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>The items of a vendor's list that an action fills, or the request that is sent for each item.</summary>
/// <param name="Item">What the contract says of an item.</param>
/// <param name="Where">The list in messages.</param>
/// <param name="IsXml">Whether it is in XML.</param>
/// <param name="Most">How many items the contract takes; null for any number.</param>
internal sealed record ItemSite(SchemaView Item, string Where, bool IsXml, int? Most)
{
    /// <summary>Where an item stands in a step that is sent for each of them; null in a list.</summary>
    public PlaceNode? Request { get; init; }

    /// <summary>What that step asks for.</summary>
    public StepTarget? Target { get; init; }
}

/// <summary>What a step asks for.</summary>
/// <param name="Operation">The operation; null where the contract has none, which has been reported, and for an address that another step took.</param>
/// <param name="Form">How its body is written.</param>
/// <param name="IsAddress">Whether it goes to an address that another step took.</param>
internal sealed record StepTarget(ContractOperation? Operation, BodyForm Form, bool IsAddress)
{
    /// <summary>How a file travels in a place, unless the spec says otherwise.</summary>
    public FileForm File(Place at) => at is { Kind: PlaceKind.Body, Name: BodyPaths.Whole } ? FileForm.Binary : Form == BodyForm.Multipart ? FileForm.Part : FileForm.Base64;
}

/// <summary>Looks the places of inputs up in the contract.</summary>
/// <param name="context">Receives mistakes.</param>
/// <param name="parameters">Knows parameters and bodies.</param>
internal sealed class InputPlaces(BindContext context, ParameterBinder parameters)
{
    /// <summary>The places of a row that can be there once.</summary>
    /// <param name="places">As written.</param>
    /// <param name="steps">What the steps ask for.</param>
    public (EquatableArray<InputPlace> Places, IReadOnlyList<InputSite> Sites) InSteps(IReadOnlyList<PlaceNode> places, IReadOnlyDictionary<string, StepTarget> steps)
    {
        var bound = new List<InputPlace>();
        var sites = new List<InputSite>();
        foreach (var place in places)
        {
            In(place, steps.TryGetValue(place.Step, out var step) ? step : null, bound, sites);
        }

        return (bound.ToEquatable(), sites);
    }

    /// <summary>The places of a row in the items of lists, and in the requests that are sent for each item.</summary>
    /// <param name="places">As written.</param>
    /// <param name="items">The items.</param>
    /// <param name="several">Whether the row has several values, of which each can have an object of its own (<c>[]</c>).</param>
    public (EquatableArray<InputPlace> Places, IReadOnlyList<InputSite> Sites) InItems(IReadOnlyList<PlaceNode> places, IReadOnlyList<ItemSite> items, bool several = false)
    {
        var bound = new List<InputPlace>();
        var sites = new List<InputSite>();
        foreach (var place in places)
        {
            var lists = items.Where(static i => i.Request is null).ToList();
            if (lists.Count > 0 && place.At.Kind != PlaceKind.Body)
            {
                context.Report(DiagnosticRules.WrongConstruct, place.Node, $"An item of a list has no {ParameterBinder.Says(place.At.Kind)}; only a step that is sent for each item has.");
                continue;
            }

            var views = lists.Select(item => (item.IsXml, View: parameters.Member(place.Node, place.At.Name, item.Item, item.Where, item.IsXml, several))).Where(static v => v.View is not null).ToList();
            if (views.Count > 0)
            {
                bound.Add(Bound(place, views[0].View!));
                sites.AddRange(views.Select(v => new InputSite(place.Node, v.View!, v.IsXml)));
            }

            foreach (var item in items.Where(static i => i.Request is not null))
            {
                In(place with { Step = item.Request!.Step, At = ListNode.InRequest(item.Request, place) }, item.Target, bound, sites);
            }
        }

        return (bound.ToEquatable(), sites);
    }

    /// <summary>The vendor's lists; reports places that are none.</summary>
    public (EquatableArray<InputPlace> Places, IReadOnlyList<ItemSite> Items) Lists(ListNode list, IReadOnlyDictionary<string, StepTarget> steps)
    {
        var bound = new List<InputPlace>();
        var items = new List<ItemSite>();
        var (_, sites) = InSteps(list.Places, steps);
        foreach (var site in sites)
        {
            var place = list.Places.First(p => p.Node == site.Node);
            if (place.At.Kind != PlaceKind.Body)
            {
                context.Report(DiagnosticRules.WrongConstruct, place.Node, $"The list '{list.Group.Name}' stands in a body, not in a {ParameterBinder.Says(place.At.Kind)}.");
            }
            else if (list.MemberKey is { } key)
            {
                Members(key, place, site, bound, items);
            }
            else if (!site.View.CanBeList)
            {
                context.Report(DiagnosticRules.ListMismatch, place.Node, $"The contract has {JsonKindWords.Of(site.View.Kind)} at '{place.Node.Text}', but a list is sent.");
            }
            else
            {
                bound.Add(new InputPlace(place.Step, place.At, JsonKind.Object, Many: true));
                items.Add(new ItemSite(site.View.Items()!, $"an item of '{place.Node.Text}'", site.IsXml, InputLimits.MaxItems(site.View)));
            }
        }

        items.AddRange(list.Requests.Select(r => new ItemSite(SchemaView.Unknown, "", false, null) { Request = r, Target = steps.TryGetValue(r.Step, out var step) ? step : null }));
        return (bound.ToEquatable(), items);
    }

    // An object whose members are the items.
    private void Members(YamlScalar key, PlaceNode place, InputSite site, List<InputPlace> bound, List<ItemSite> items)
    {
        if (site.IsXml || site.View.Rest() is not { } member)
        {
            context.Report(DiagnosticRules.TypeMismatch, site.IsXml ? key : place.Node, site.IsXml
                ? "Elements have the names that the contract gives them."
                : $"The contract has no object with members of any name at '{place.Node.Text}', but {JsonKindWords.Of(site.View.Kind)}{(site.View.Kind == JsonKind.Object ? " that names its members" : "")}.");
            return;
        }

        bound.Add(new InputPlace(place.Step, place.At, JsonKind.Object));
        items.Add(new ItemSite(member, $"a member of '{place.Node.Text}'", false, null));
    }

    private void In(PlaceNode place, StepTarget? step, List<InputPlace> bound, List<InputSite> sites)
    {
        if (step?.Operation is null)
        {
            // Nothing is known of what it takes.
            bound.Add(Bound(place, SchemaView.Unknown));
            if (step is { IsAddress: true })
            {
                sites.Add(new InputSite(place.Node, SchemaView.Unknown, false, step.File(place.At)));
            }
        }
        else if (parameters.Check(place.Node, place.At, step.Operation)?.View is { } view)
        {
            bound.Add(Bound(place, view));
            sites.Add(new InputSite(place.Node, view, step.Operation.Input is not null, step.File(place.At)));
        }
    }

    private static InputPlace Bound(PlaceNode place, SchemaView view) => view.Kind == JsonKind.Array
        ? new InputPlace(place.Step, place.At, view.Items()?.Kind ?? JsonKind.Any, Many: true) { Part = Part(place) }
        : new InputPlace(place.Step, place.At, view.Kind) { Part = Part(place) };

    // What is wrong with it has been reported.
    private static int Part(PlaceNode place) => place.Part?.Value is YamlScalar { Text: "1" or "2" } part ? part.Text[0] - '0' : 0;
}
