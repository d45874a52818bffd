using Connectors.Sandbox.Data;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Divides the records of a list among the values that it is asked for by, one request each; some are given for several of them.</summary>
internal static class ValueFilter
{
    private const long Shared = 5;

    /// <summary>The records that are given for the value of a request; all where it has none.</summary>
    public static Listing Apply(Listing all, SourcePlan plan, VendorRequest request, IReadOnlyDictionary<string, string> connection)
    {
        if (plan.EachAt is not { } at || plan.Spec.Each is not { } each || request.Get(at) is not { } sent)
        {
            return all;
        }

        var values = each.Field is { } field
            ? connection[field].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. each.Values.Select(v => Templates.Fill(v, connection))];
        var number = Array.IndexOf(values, sent);
        return all.Where(i => number >= 0 && (i % values.Length == number || i % Shared == 0));
    }
}
