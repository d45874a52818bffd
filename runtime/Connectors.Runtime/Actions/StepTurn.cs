namespace Connectors.Runtime.Actions;

/// <summary>A step as it is sent: once, or for an item of the input.</summary>
/// <param name="Step">The step.</param>
/// <param name="Item">The item, from 0; -1 where it is sent once.</param>
internal readonly record struct StepTurn(ActionStep Step, int Item)
{
    /// <summary>The name it is known by: <c>upload[2]</c>.</summary>
    public string Name => ActionScope.Turn(Step.Name, Item);

    /// <summary>All turns of a plan, in the order they are sent.</summary>
    public static IEnumerable<StepTurn> Of(ActionPlan plan, ActionInput input) => plan.Steps.SelectMany(step => step.Items is { } items
        ? Enumerable.Range(0, items(input)).Select(i => new StepTurn(step, i))
        : [new StepTurn(step, -1)]);
}
