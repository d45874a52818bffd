using System.Collections;

namespace Connectors.Runtime.Actions;

/// <summary>All that is wrong with an input. Made when the first finding is met, so that the check of a valid input allocates nothing.</summary>
public sealed class Findings : IReadOnlyList<Finding>
{
    private readonly List<Finding> _found = [];

    /// <inheritdoc/>
    public int Count => _found.Count;

    /// <inheritdoc/>
    public Finding this[int index] => _found[index];

    /// <summary>Adds a finding.</summary>
    /// <param name="findings">What was found before; null for nothing.</param>
    /// <param name="path">Where.</param>
    /// <param name="kind">What.</param>
    /// <param name="reason">Why, without the value.</param>
    public static void Add(ref Findings? findings, in InputPath path, FindingKind kind, string reason) =>
        (findings ??= new Findings())._found.Add(new Finding(path.ToString(), kind, reason));

    /// <inheritdoc/>
    public IEnumerator<Finding> GetEnumerator() => _found.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
