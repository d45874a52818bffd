using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>Where records have the values of unified fields.</summary>
internal static class ReadPlaces
{
    /// <summary>The way to a field's value in a record; where several places feed it, the first. Null when the spec does not read the field, or reads it elsewhere than in the record.</summary>
    /// <param name="model">The model.</param>
    /// <param name="field">The field with its model: <c>candidates.email_addresses.email_address</c>.</param>
    public static IReadOnlyList<PathStep>? Of(ModelSpec model, string field)
    {
        var names = field.Split('.');
        return names[0] == model.Name && model.Fields.FirstOrDefault(f => f.Name == names[1]) is { } found ? In(found.Value, names.AsSpan(2)) : null;
    }

    /// <summary>The way to what a value is read from; null where it is not read of the record.</summary>
    public static IReadOnlyList<PathStep>? Of(ValueSpec value) => In(value, []);

    private static IReadOnlyList<PathStep>? In(ValueSpec value, ReadOnlySpan<string> names)
    {
        switch (value)
        {
            case ValueSpec.From { Path: var path }:
                return Steps(path);
            case ValueSpec.Map { Path: var path }:
                return Steps(path);
            case ValueSpec.ObjectOf whole when names.Length > 0:
                var name = names[0];
                return whole.Members.FirstOrDefault(m => m.Name == name) is { } member ? In(member.Value, names[1..]) : null;
            case ValueSpec.Each each:
                return In(each.Item, names) is { } below && Steps(each.Path) is { } list ? [.. list, new PathStep.All(), .. below] : null;
            case ValueSpec.ListOf { Items: var items }:
                return First(items, names);
            case ValueSpec.FirstOf { Values: var values }:
                return First(values, names);
            default:
                return null;
        }
    }

    private static IReadOnlyList<PathStep>? First(IEnumerable<ValueSpec> values, ReadOnlySpan<string> names)
    {
        foreach (var value in values)
        {
            if (In(value, names) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static IReadOnlyList<PathStep>? Steps(VendorPath path) => path.Root == PathRoot.Payload ? [.. path.Steps] : null;
}
