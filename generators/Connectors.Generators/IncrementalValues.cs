using Connectors.Specs.Model;
using Microsoft.CodeAnalysis;

namespace Connectors.Generators;

/// <summary>Steps that Roslyn has no word for.</summary>
internal static class IncrementalValues
{
    /// <summary>The values that are there.</summary>
    public static IncrementalValuesProvider<T> NotNull<T>(this IncrementalValuesProvider<T?> values)
        where T : class =>
        values.Where(static value => value is not null).Select(static (value, _) => value!);

    /// <summary>All values as one that is equal by value, so that what comes after it rests when none has changed.</summary>
    public static IncrementalValueProvider<EquatableArray<T>> Together<T>(this IncrementalValuesProvider<T> values) =>
        values.Collect().Select(static (all, _) => all.ToEquatable());
}
