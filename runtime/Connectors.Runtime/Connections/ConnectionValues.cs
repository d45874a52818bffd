using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Connections;

/// <summary>What a customer filled in, checked against the connector's form. <see cref="ToString"/> and messages never show a secret.</summary>
public sealed class ConnectionValues
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, string> _values;
    private readonly IReadOnlyList<ConnectionFieldInfo> _fields;

    private ConnectionValues(Dictionary<string, string> values, IReadOnlyList<ConnectionFieldInfo> fields)
    {
        _values = values;
        _fields = fields;
        foreach (var field in fields.Where(f => !f.Parts.IsEmpty && values.ContainsKey(f.Name)))
        {
            var option = values[field.Name] + ".";
            foreach (var (name, part) in field.Parts.Where(p => p.Key.StartsWith(option, StringComparison.Ordinal)))
            {
                values[$"{field.Name}.{name[option.Length..]}"] = part;
            }
        }
    }

    /// <summary>The value of a field, or of a part of the option chosen (<c>region.api</c>); defaults are filled in.</summary>
    /// <exception cref="KeyNotFoundException">The form has no such field.</exception>
    /// <exception cref="ConnectorException">The field may be left empty and was (<see cref="ConnectorError.InvalidInput"/>).</exception>
    public string this[string name] => _values.TryGetValue(name, out var value) ? value
        : _fields.FirstOrDefault(f => f.Name == name.Split('.')[0]) is { } field ? throw new ConnectorException(ConnectorError.InvalidInput, $"'{field.Name}' ({field.Label}) is missing, and cannot be done without here")
        : throw new KeyNotFoundException($"The form has no '{name}'.");

    /// <summary>Whether a field has a value.</summary>
    /// <param name="name">The field, or a part of the option chosen.</param>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value of a field that may be left empty; null when it was.</summary>
    /// <param name="name">The field, or a part of the option chosen.</param>
    public string? Optional(string name) => _values.GetValueOrDefault(name);

    /// <summary>Whether a field is yet to be chosen from the vendor's list.</summary>
    internal bool IsUnfinished => _fields.Any(f => f.IsChosen && !_values.ContainsKey(f.Name));

    /// <summary>The same account with other values for one action.</summary>
    /// <param name="values">The values, by field; null or none for no other.</param>
    /// <exception cref="ArgumentException">A field is not one that actions may say anew, or a value does not fit the form; the message lists every problem.</exception>
    internal ConnectionValues With(IReadOnlyDictionary<string, string>? values)
    {
        if (values is null or { Count: 0 })
        {
            return this;
        }

        if (values.Keys.FirstOrDefault(n => !_fields.Any(f => f.Name == n && f.PerAction)) is { } fixedOne)
        {
            var free = string.Join(", ", _fields.Where(f => f.PerAction).Select(f => f.Name));
            throw new ArgumentException($"'{fixedOne}' is not said anew for an action; {(free.Length == 0 ? "no field is" : $"only {free} can be")}.", nameof(values));
        }

        var all = _fields.Where(f => _values.ContainsKey(f.Name)).ToDictionary(f => f.Name, f => _values[f.Name], StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            all[name] = value;
        }

        return TryCreate(_fields, all, out var other, out var problems) ? other : throw new ArgumentException(string.Join(" ", problems), nameof(values));
    }

    /// <summary>The values of a field that holds a list; none where it was left out.</summary>
    public IReadOnlyList<string> List(string name) => _values.TryGetValue(name, out var value) ? ListOf(value) : [];

    /// <summary>The values that tell the account, and may be shown and stored in the clear (<see cref="ConnectionFieldInfo.TellsAccount"/>): not those that an action may say anew.</summary>
    public IReadOnlyDictionary<string, string> Public =>
        _fields.Where(f => f is { Secret: false, PerAction: false, TellsAccount: true } && _values.ContainsKey(f.Name)).ToDictionary(f => f.Name, f => _values[f.Name]);

    /// <summary>The secret values, for redaction.</summary>
    public IReadOnlyList<string> Secrets =>
        [.. _fields.Where(f => f.Secret && _values.TryGetValue(f.Name, out var v) && v.Length > 0).Select(f => _values[f.Name])];

    /// <summary>The customer's own translations by row, each from the vendor's value to the unified one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Maps { get; private init; } = FrozenDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    /// <summary>The same account with the customer's own translations of vendor values. Reports every problem at once.</summary>
    /// <param name="rows">The rows that have such translations.</param>
    /// <param name="maps">By row, each from the vendor's value to the unified one.</param>
    /// <param name="connection">The account with them.</param>
    /// <param name="problems">One sentence a problem.</param>
    /// <returns>Whether there are no problems.</returns>
    public bool TryAdd(
        IReadOnlyList<OwnMapInfo> rows,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> maps,
        [NotNullWhen(true)] out ConnectionValues? connection,
        out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        foreach (var (name, map) in maps.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            if (rows.FirstOrDefault(r => r.Row == name) is not { } row)
            {
                found.Add($"'{name}' has no translations of its own{(rows.Count == 0 ? "" : $"; {string.Join(", ", rows.Select(r => r.Row))} {(rows.Count == 1 ? "has" : "have")}")}.");
                continue;
            }

            found.AddRange(map.Where(e => !row.Values.IsEmpty && !row.Values.Contains(e.Value)).Select(e => $"'{name}' cannot be '{e.Value}'; it is one of {string.Join(", ", row.Values)}."));
        }

        problems = found;
        connection = found.Count == 0 ? new ConnectionValues(_values, _fields) { Maps = maps } : null;
        return connection is not null;
    }

    /// <summary>Checks values against a form: unknown names, missing values, patterns, options. Reports every problem at once.</summary>
    /// <param name="fields">The form.</param>
    /// <param name="values">What was filled in, by name.</param>
    /// <param name="connection">The checked values.</param>
    /// <param name="problems">One sentence a problem; secrets are not quoted.</param>
    /// <param name="toChoose">Whether fields that are chosen from a list of the vendor's may be missing: the connector is there to ask for the list.</param>
    /// <returns>Whether there are no problems. An empty text counts as not given.</returns>
    public static bool TryCreate(
        IReadOnlyList<ConnectionFieldInfo> fields,
        IReadOnlyDictionary<string, string> values,
        [NotNullWhen(true)] out ConnectionValues? connection,
        out IReadOnlyList<string> problems,
        bool toChoose = false)
    {
        var (given, found) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var name in values.Keys.Where(n => fields.All(f => f.Name != n)).Order(StringComparer.Ordinal))
        {
            found.Add($"There is no field '{name}'; the fields are {string.Join(", ", fields.Select(f => f.Name))}.");
        }

        foreach (var field in fields)
        {
            var value = values.GetValueOrDefault(field.Name) is { Length: > 0 } text ? text : field.Default;
            if (value is null && (field.Optional || (toChoose && field.IsChosen)))
            {
                continue;
            }

            if (value is null)
            {
                found.Add($"'{field.Name}' ({field.Label}) is missing.");
            }
            else if (Problem(field, value) is { } problem)
            {
                found.Add($"'{field.Name}' {problem}");
            }
            else
            {
                given[field.Name] = value;
            }
        }

        problems = found;
        connection = found.Count == 0 ? new ConnectionValues(given, fields) : null;
        return connection is not null;
    }

    private static string[] ListOf(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Problem(ConnectionFieldInfo field, string value) => !field.List ? ProblemOfOne(field, value)
        : ListOf(value) is { Length: > 0 } items ? items.Select(item => ProblemOfOne(field, item)).FirstOrDefault(p => p is not null)
        : "is a list without a value.";

    private static string? ProblemOfOne(ConnectionFieldInfo field, string value)
    {
        var what = field.Secret ? "has a value that" : $"is '{value}', which";
        if (!field.Options.IsEmpty && !field.Options.Contains(value))
        {
            return $"{what} is not one of {string.Join(", ", field.Options)}.";
        }

        return field.Pattern is { } pattern && !Matches(pattern, value)
            ? $"{what} does not have the form {pattern}{(field.Example is { } example ? $" (example: {example})" : "")}."
            : null;
    }

    private static bool Matches(string pattern, string value) => Patterns.IsMatch(new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, PatternTime), value);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _fields.Select(f => $"{f.Name}={(f.Secret ? "***" : _values.GetValueOrDefault(f.Name))}"));
}
