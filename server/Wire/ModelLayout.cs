using System.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Wire;

/// <summary>Where the values of an object stand in its JSON: found in one walk over the text, and copied from there.</summary>
internal sealed class ModelLayout
{
    private readonly byte[][] _names;

    private ModelLayout(IReadOnlyList<FieldType> fields)
    {
        Fields = fields;
        _names = [.. fields.Select(f => Encoding.UTF8.GetBytes(f.Name))];
    }

    /// <summary>The members, in the vocabulary's order.</summary>
    public IReadOnlyList<FieldType> Fields { get; }

    /// <summary>How many members there are.</summary>
    public int Count => _names.Length;

    /// <summary>The layout of these members.</summary>
    public static ModelLayout Of(IEnumerable<FieldType> fields) => new([.. fields]);

    /// <summary>The index of a member.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (Fields[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"The vocabulary has no '{name}' here.", nameof(name));
    }

    /// <summary>Finds the values of the members; one that is absent or null is empty.</summary>
    /// <param name="json">A JSON object that was written by this program.</param>
    /// <param name="slices">Room for <see cref="Count"/> slices.</param>
    public void Find(ReadOnlySpan<byte> json, Span<Slice> slices)
    {
        slices.Clear();
        var members = new StoredJson(json);
        var next = 0;
        while (members.NextMember())
        {
            if (IndexOf(members.Name, next) is >= 0 and var index)
            {
                next = index + 1;
                slices[index] = members.IsNull ? default : members.Place;
            }
        }
    }

    // Members are written in the vocabulary's order, so the next one is nearly always the one that follows.
    private int IndexOf(ReadOnlySpan<byte> name, int next)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            var index = (next + i) % _names.Length;
            if (name.SequenceEqual(_names[index]))
            {
                return index;
            }
        }

        return -1;
    }
}

/// <summary>A part of a text; empty where there is no value.</summary>
internal readonly record struct Slice(int Start, int Length);
