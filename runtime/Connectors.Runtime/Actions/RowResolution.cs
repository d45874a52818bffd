using System.Text.Json;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;

namespace Connectors.Runtime.Actions;

/// <summary>Looks up the rows of tables that the texts of an input stand for, and makes those that the spec has made once everything else is known to be well.</summary>
/// <param name="tables">The account's tables.</param>
/// <param name="client">Sends what makes rows.</param>
internal sealed class RowResolution(TableReader tables, VendorClient client)
{
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);
    private readonly List<(RowLookup Lookup, string Text)> _missing = [];

    /// <summary>Looks up what an input stands for.</summary>
    /// <returns>Texts without a row that are refused.</returns>
    /// <exception cref="Errors.ConnectorException">A table cannot be read.</exception>
    public async Task<IReadOnlyList<Finding>> FindAsync(ActionPlan plan, ActionInput input, ActionScope scope, CancellationToken cancellationToken)
    {
        var refused = new List<Finding>();
        foreach (var lookup in plan.Rows)
        {
            if (lookup.Text(input, scope) is not { } text || string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var rows = await tables.ReadAsync(lookup.Table, cancellationToken).ConfigureAwait(false);
            if (Taken(lookup, rows, text) is { } value)
            {
                _found[lookup.Input] = value;
            }
            else if (lookup.Make is not null)
            {
                _missing.Add((lookup, text));
            }
            else if (!lookup.Omit)
            {
                refused.Add(new Finding(lookup.Input, FindingKind.UnknownId, $"The vendor has nothing of this name; what it has is told by {new VendorRequest(lookup.Table.Request).Endpoint}."));
            }
        }

        return refused;
    }

    /// <summary>Makes the rows that are not there, and gives what is sent for every input, by its name.</summary>
    /// <param name="action">The action, for the record of what is sent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Errors.ConnectorException">A row cannot be made, or its reply does not tell what it is.</exception>
    public async Task<IReadOnlyDictionary<string, string>> MakeAsync(string action, CancellationToken cancellationToken)
    {
        foreach (var (lookup, text) in _missing)
        {
            var request = new VendorRequest(lookup.Make!.Request) { Each = text, Repeatable = false };
            using var reply = await client.SendAsync(request, [], action, cancellationToken).ConfigureAwait(false);
            var taken = ReplyValues.Of([lookup.Make.Take], reply, client.Json(reply, request.Endpoint, cancellationToken));
            if (!taken.TryGetValue(lookup.Make.Take.Name, out var value))
            {
                throw client.Unexpected(reply, request.Endpoint, $"the reply does not tell what was made at {ReplyValues.Place(lookup.Make.Take)}");
            }

            _found[lookup.Input] = value;
            tables.Forget(lookup.Table);
        }

        _missing.Clear();
        return _found;
    }

    private static string? Taken(RowLookup lookup, TableRows rows, string text)
    {
        var (by, take) = (JsonPath.Parse(lookup.By), JsonPath.Parse(lookup.Take));
        foreach (var row in rows.All)
        {
            if (by.Text(row.Text.Span) is { } met && met.AsSpan().Trim().Equals(text.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return take.Text(row.Text.Span);
            }
        }

        return null;
    }
}
