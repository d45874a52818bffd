using Connectors.Server.Wire;

namespace Connectors.Server.Fields;

/// <summary>A field that was found in a vendor's records.</summary>
/// <param name="Key">The vendor's name of it; the text of the path for a field of the payload.</param>
/// <param name="IsCustom">Whether the vendor's customer has made it.</param>
/// <param name="Label">Its title for people; null where the vendor tells none.</param>
/// <param name="Path">Where it stands in the payload; null for one that is stored as an integration field.</param>
/// <param name="Kinds">The kinds of its values.</param>
/// <param name="ItemKinds">The kinds of the items, where values are lists.</param>
/// <param name="Records">How many of the records that were looked at have a value.</param>
/// <param name="Samples">Some values, each once, as short texts.</param>
/// <param name="Repeats">Whether there are only a few values which many records share, so that none of them tells who a record is about.</param>
internal sealed record FoundField(
    string Key, bool IsCustom, string? Label, FieldPath? Path, FieldKinds Kinds, FieldKinds ItemKinds, int Records, IReadOnlyList<string> Samples, bool Repeats)
{
    /// <summary>The kinds in words: <c>text or number</c>, <c>list of text</c>.</summary>
    public string Type => Words(Kinds, ItemKinds == FieldKinds.None ? "" : " of " + Words(ItemKinds, ""));

    private static string Words(FieldKinds kinds, string items)
    {
        var words = new List<string>();
        foreach (var (kind, word) in new[] { (FieldKinds.Text, "text"), (FieldKinds.Number, "number"), (FieldKinds.Boolean, "yes or no"), (FieldKinds.Object, "object"), (FieldKinds.List, "list" + items) })
        {
            if (kinds.HasFlag(kind))
            {
                words.Add(word);
            }
        }

        return string.Join(" or ", words);
    }
}

/// <summary>What was found in the records of a model.</summary>
/// <param name="Records">How many records were looked at.</param>
/// <param name="Fields">The fields: those that customers have made first, then those of the payload in its order.</param>
internal sealed record FoundFields(int Records, IReadOnlyList<FoundField> Fields);
