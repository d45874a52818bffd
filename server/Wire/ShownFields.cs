using System.Text.Json;

namespace Connectors.Server.Wire;

/// <summary>Which of the vendor's fields an integration's records show besides what every record does.</summary>
internal interface IShownFields
{
    /// <summary>What is shown, by the vocabulary's name of the model; empty where nothing was asked for. Called for every request.</summary>
    /// <param name="integration">The integration's id.</param>
    IReadOnlyDictionary<string, ShownFields> Of(string integration);
}

/// <summary>What the records of a model show of the vendor's fields.</summary>
/// <param name="Custom">The values of <c>custom_fields</c>, in the order of their keys.</param>
/// <param name="Hidden">Keys of stored <c>integration_fields</c> that are left out.</param>
/// <param name="Added">Fields of the payload that <c>integration_fields</c> has besides the stored ones.</param>
internal sealed record ShownFields(IReadOnlyList<CustomValue> Custom, IReadOnlySet<string> Hidden, IReadOnlyList<AddedField> Added)
{
    /// <summary>Whether the payload is needed to write a record.</summary>
    public bool NeedsPayload { get; } = Added.Count > 0 || Custom.Any(c => c.Path is not null);

    /// <summary>Whether two payloads differ in what is shown of them.</summary>
    public bool Differ(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        foreach (var path in Custom.Select(c => c.Path).Concat(Added.Select(a => a.Path)).OfType<FieldPath>())
        {
            if (!path.ValueIn(before).AsSpan().SequenceEqual(path.ValueIn(after)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether stored <c>integration_fields</c> are shown otherwise than they are stored.</summary>
    public bool ChangesFields { get; } = Added.Count > 0 || Hidden.Count > 0;
}

/// <summary>A custom field that is mapped.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Path">Where the value stands in the payload; null for a stored integration field.</param>
/// <param name="Field">The key of that integration field, in UTF-8; null for a path.</param>
internal sealed record CustomValue(JsonEncodedText Key, FieldPath? Path, byte[]? Field);

/// <summary>A field of the payload that is shown as an integration field.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">Where its value stands; its text is the key.</param>
internal sealed record AddedField(string Id, FieldPath Path);
