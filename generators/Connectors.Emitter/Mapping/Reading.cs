namespace Connectors.Emitter.Mapping;

/// <summary>How the value at a path is read into a slot.</summary>
/// <param name="Type">The slot's C# type; its default stands for absent: <c>string?</c>, <c>bool</c>; for <see cref="SlotKind.Append"/> that of an item, not null.</param>
/// <param name="Expression">C# for the value, with <c>$r</c> for the reader and <c>$a</c> for it as an argument: <c>JsonValue.Text($a, "title")</c>.</param>
/// <param name="Moves">Whether it can read more than one token.</param>
/// <param name="Kind">What is done with the value.</param>
internal sealed record Reading(string Type, string Expression, bool Moves = false, SlotKind Kind = SlotKind.Assign)
{
    /// <summary>Whether it accepts a list or an object without reading it, so that somebody else must.</summary>
    public bool Looks { get; init; }

    /// <summary>The JSON tokens it reads, as a C# pattern, where the contract lets anything stand; what begins otherwise is passed over. Null where it reads whatever is there.</summary>
    public string? Tokens { get; init; }
}

/// <summary>What is done with a value that has been read.</summary>
internal enum SlotKind
{
    /// <summary>It is kept; the last one where there are several.</summary>
    Assign,

    /// <summary>There is none; the expression does what is to be done, and has no slot.</summary>
    Do,

    /// <summary>One that is true makes the slot true.</summary>
    Or,

    /// <summary>It is added to the slot's list, unless it is null.</summary>
    Append,
}

/// <summary>A value that is kept until the whole payload has been read.</summary>
/// <param name="Name">The name of its field.</param>
/// <param name="Reading">How it is read.</param>
internal sealed record Slot(string Name, Reading Reading)
{
    public string FieldType => Reading.Kind == SlotKind.Append ? $"List<{Reading.Type}>?" : Reading.Type;
}
