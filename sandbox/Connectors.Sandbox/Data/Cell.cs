namespace Connectors.Sandbox.Data;

/// <summary>Where a value stands: which record, which item of a list in it, and the chance that belongs to it.</summary>
internal readonly struct Cell
{
    /// <summary>The record's index in its model.</summary>
    public long Index { get; init; }

    /// <summary>The index of its parent; -1 when it has none.</summary>
    public long Parent { get; init; }

    /// <summary>Its place among its parent's children, or in its list.</summary>
    public long Rank { get; init; }

    /// <summary>The chance of the record's content; another one after each change.</summary>
    public ulong Record { get; init; }

    /// <summary>The chance of this place: the record's, or that of an item in one of its lists.</summary>
    public ulong Hash { get; init; }

    /// <summary>The place in the innermost list.</summary>
    public int Item { get; init; }

    /// <summary>The question that an answer or a precondition is about; -1 for none.</summary>
    public long Subject { get; init; }

    /// <summary>The cell of an item of a list in this cell.</summary>
    public Cell At(int item, ulong salt, long subject = -1) => new()
    {
        Index = Index,
        Parent = Parent,
        Rank = Rank,
        Record = Record,
        Hash = Dice.Mix(Hash ^ salt, (ulong)item + 1),
        Item = item,
        Subject = subject >= 0 ? subject : Subject,
    };

    /// <summary>The same cell, about a question.</summary>
    public Cell About(long subject) => new() { Index = Index, Parent = Parent, Rank = Rank, Record = Record, Hash = Hash, Item = Item, Subject = subject };
}
