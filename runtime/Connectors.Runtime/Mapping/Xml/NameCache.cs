using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>
/// The names of one document, found by a glance at their letters before the usual table is asked: a reply repeats a few dozen names thousands of times,
/// and hashing each again is a quarter of the time of reading it.
/// </summary>
/// <remarks>
/// Whatever names a document has, none costs more than in the usual table and that glance: two names at one place are not chained, the later one is always looked up.
/// Not safe for concurrent use, like every table of names.
/// </remarks>
internal sealed class NameCache : XmlNameTable
{
    private const int Places = 256;

    private readonly NameTable _all = new();
    private readonly string?[] _seen = new string?[Places];

    /// <inheritdoc/>
    public override string Add(char[] array, int offset, int length)
    {
        var name = array.AsSpan(offset, length);
        if (name.IsEmpty)
        {
            return "";
        }

        ref var seen = ref _seen[PlaceOf(name)];
        return seen is not null && name.SequenceEqual(seen) ? seen : Keep(ref seen, _all.Add(array, offset, length));
    }

    /// <inheritdoc/>
    public override string Add(string array)
    {
        if (array.Length == 0)
        {
            return "";
        }

        ref var seen = ref _seen[PlaceOf(array)];
        return seen == array ? seen : Keep(ref seen, _all.Add(array));
    }

    /// <inheritdoc/>
    public override string? Get(char[] array, int offset, int length)
    {
        var name = array.AsSpan(offset, length);
        if (name.IsEmpty)
        {
            return "";
        }

        var seen = _seen[PlaceOf(name)];
        return seen is not null && name.SequenceEqual(seen) ? seen : _all.Get(array, offset, length);
    }

    /// <inheritdoc/>
    public override string? Get(string array)
    {
        if (array.Length == 0)
        {
            return "";
        }

        var seen = _seen[PlaceOf(array)];
        return seen == array ? seen : _all.Get(array);
    }

    private static string Keep(ref string? seen, string name)
    {
        seen ??= name;
        return name;
    }

    private static int PlaceOf(ReadOnlySpan<char> name) => ((name.Length * 31) + (name[0] * 7) + (name[name.Length / 2] * 3) + (name[^1] * 13)) % Places;
}
