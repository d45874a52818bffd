using System.Diagnostics.CodeAnalysis;

namespace Connectors.Runtime.Connections;

/// <summary>What a customer filled in, checked against the connector's form. <see cref="ToString"/> and messages never show a secret.</summary>
public sealed class ConnectionValues
{
    private readonly Dictionary<string, string> _values;
    private readonly IReadOnlyList<ConnectionFieldInfo> _fields;

    private ConnectionValues(Dictionary<string, string> values, IReadOnlyList<ConnectionFieldInfo> fields)
    {
        _values = values;
        _fields = fields;
    }

    /// <summary>The value of a field; defaults are filled in.</summary>
    /// <exception cref="KeyNotFoundException">The form has no such field.</exception>
    public string this[string name] => _values[name];

    /// <summary>The values that may be shown and stored in the clear.</summary>
    public IReadOnlyDictionary<string, string> Public =>
        _fields.Where(f => !f.Secret && _values.ContainsKey(f.Name)).ToDictionary(f => f.Name, f => _values[f.Name]);

    /// <summary>The secret values, for redaction.</summary>
    public IReadOnlyList<string> Secrets =>
        [.. _fields.Where(f => f.Secret && _values.TryGetValue(f.Name, out var v) && v.Length > 0).Select(f => _values[f.Name])];

    /// <summary>Checks values against a form: unknown names, missing values, patterns, options. Reports every problem at once.</summary>
    /// <param name="fields">The form.</param>
    /// <param name="values">What was filled in, by name.</param>
    /// <param name="connection">The checked values.</param>
    /// <param name="problems">One sentence a problem; secrets are not quoted.</param>
    public static bool TryCreate(
        IReadOnlyList<ConnectionFieldInfo> fields,
        IReadOnlyDictionary<string, string> values,
        [NotNullWhen(true)] out ConnectionValues? connection,
        out IReadOnlyList<string> problems) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _fields.Select(f => $"{f.Name}={(f.Secret ? "***" : _values.GetValueOrDefault(f.Name))}"));
}
