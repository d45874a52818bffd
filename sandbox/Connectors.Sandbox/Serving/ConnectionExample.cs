using System.Globalization;
using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Data;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Fills in a connection form as a customer would.</summary>
internal static class ConnectionExample
{
    /// <summary>A value for every field: its default, example or first option; secrets are made from the chance.</summary>
    public static Dictionary<string, string> Fill(ConnectionSpec connection, ulong seed) =>
        connection.Fields.ToDictionary(f => f.Name, f => Value(f, Dice.Mix(seed, Dice.Of(f.Name))), StringComparer.Ordinal);

    private static string Value(ConnectionField field, ulong chance)
    {
        if (!field.Secret && (field.Default ?? field.Example) is { } shown)
        {
            return shown;
        }

        if (field.Options.Count > 0)
        {
            return field.Options[0];
        }

        return (field.Pattern is { } pattern ? Patterns.Make(pattern, chance) : null)
            ?? field.Example
            ?? (field.Secret ? "sandbox-" + chance.ToString("x16", CultureInfo.InvariantCulture) : "example");
    }
}
