using Connectors.Specs.Contracts;

namespace Connectors.Sandbox.Serving;

/// <summary>The contract's operations by method and path.</summary>
internal sealed class Routes(IEnumerable<ContractOperation> operations)
{
    private readonly Route[] _routes = [.. operations.Select(o => new Route(o, o.Path.Split('/'))).OrderBy(r => r.Segments.Count(s => s.Contains('{', StringComparison.Ordinal)))];

    /// <summary>Finds the operation of a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the base, as sent.</param>
    /// <param name="values">What stands for the placeholders.</param>
    /// <param name="known">Whether the path is there, maybe for another method.</param>
    /// <returns>The operation; null when there is none.</returns>
    public ContractOperation? Find(string method, string path, out Dictionary<string, string> values, out bool known)
    {
        var segments = path.Split('/');
        known = false;
        foreach (var route in _routes)
        {
            if (Match(route.Segments, segments) is not { } found)
            {
                continue;
            }

            known = true;
            if (route.Operation.Method == method)
            {
                values = found;
                return route.Operation;
            }
        }

        values = [];
        return null;
    }

    private static Dictionary<string, string>? Match(string[] pattern, string[] segments)
    {
        if (pattern.Length != segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < pattern.Length; i++)
        {
            var open = pattern[i].IndexOf('{', StringComparison.Ordinal);
            var close = pattern[i].IndexOf('}', StringComparison.Ordinal);
            if (open < 0 || close < open)
            {
                if (pattern[i] != segments[i])
                {
                    return null;
                }

                continue;
            }

            var (before, after) = (pattern[i][..open], pattern[i][(close + 1)..]);
            if (segments[i].Length <= before.Length + after.Length || !segments[i].StartsWith(before, StringComparison.Ordinal) || !segments[i].EndsWith(after, StringComparison.Ordinal))
            {
                return null;
            }

            values[pattern[i][(open + 1)..close]] = Uri.UnescapeDataString(segments[i][before.Length..^after.Length]);
        }

        return values;
    }

    private sealed record Route(ContractOperation Operation, string[] Segments);
}
