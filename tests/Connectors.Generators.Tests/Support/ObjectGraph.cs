using System.Reflection;

namespace Connectors.Generators.Tests.Support;

/// <summary>Walks everything that can be reached from an object through its fields.</summary>
internal static class ObjectGraph
{
    /// <summary>Visits every object once.</summary>
    public static void Visit(object root, Action<object> visit)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>();
        open.Push(root);
        while (open.TryPop(out var value))
        {
            if (value is string or Type or Pointer || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            {
                continue;
            }

            visit(value);
            foreach (var child in Children(value))
            {
                open.Push(child);
            }
        }
    }

    private static IEnumerable<object> Children(object value)
    {
        if (value is Array array)
        {
            return array.Cast<object?>().OfType<object>();
        }

        return Hierarchy(value.GetType())
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.FieldType.IsPointer)
            .Select(field => field.GetValue(value))
            .OfType<object>();
    }

    private static IEnumerable<Type> Hierarchy(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}
