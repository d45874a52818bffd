using System.Globalization;
using System.Security.Cryptography;
using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Data;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Fills in a connection form as a customer would.</summary>
internal static class ConnectionExample
{
    private const int KeyBits = 2048;

    /// <summary>A value for every field: its default, example or first option; secrets are made from the chance, private keys by the system.</summary>
    public static Dictionary<string, string> Fill(ConnectorSpec spec, ulong seed)
    {
        var keys = spec.Transport.Apis.SelectMany(a => a.Auth ?? default).Concat(spec.Connection.Auth).OfType<AuthSpec.Session>().Select(s => s.From).OfType<SessionSource.Jwt>().ToList();
        return spec.Connection.Fields.ToDictionary(f => f.Name, f => Key(f, keys) ?? Value(f, Dice.Mix(seed, Dice.Of(f.Name))), StringComparer.Ordinal);
    }

    /// <summary>The same with what the options chosen stand for, as <c>FIELD.PART</c>.</summary>
    public static Dictionary<string, string> WithParts(ConnectionSpec connection, IReadOnlyDictionary<string, string> values)
    {
        var all = new Dictionary<string, string>(values, StringComparer.Ordinal);
        foreach (var field in connection.Fields)
        {
            foreach (var part in field.Parts.Where(p => p.Option == values[field.Name]))
            {
                all[$"{field.Name}.{part.Name}"] = part.Value;
            }
        }

        return all;
    }

    private static string? Key(ConnectionField field, List<SessionSource.Jwt> tokens)
    {
        switch (tokens.Find(t => t.Key.Parts is [TemplatePart.Connection key] && key.Field == field.Name)?.Algorithm)
        {
            case "RS256":
                using (var rsa = RSA.Create(KeyBits))
                {
                    return rsa.ExportPkcs8PrivateKeyPem();
                }

            case "ES256":
                using (var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    return curve.ExportPkcs8PrivateKeyPem();
                }

            default:
                return null;
        }
    }

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
