using Connectors.Sync.Serving;

namespace Connectors.Server.Wire;

/// <summary>A stored record whose values have been found.</summary>
internal readonly ref struct RecordView(RecordRow row, ReadOnlySpan<Slice> slices)
{
    private readonly ReadOnlySpan<Slice> _slices = slices;

    public RecordRow Row { get; } = row;

    /// <summary>The JSON of a member; empty where it is null.</summary>
    public ReadOnlySpan<byte> Value(int index) => Row.Content.Slice(_slices[index].Start, _slices[index].Length);

    /// <summary>The id that a reference holds, or the word of an enumeration; empty where it is null. Neither has a character that JSON would escape.</summary>
    public ReadOnlySpan<byte> Id(int index) => Value(index) is [(byte)'"', .. var id, (byte)'"'] ? id : default;
}
