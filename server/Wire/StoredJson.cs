using System.Buffers;

namespace Connectors.Server.Wire;

/// <summary>
/// Walks over the members of an object, or the items of a list, in JSON that this program wrote. Because that is known to be valid, what stands in between is passed
/// over rather than read, which is most of what a general reader does.
/// </summary>
/// <param name="json">The object or the list; empty for one without anything in it.</param>
internal ref struct StoredJson(ReadOnlySpan<byte> json)
{
    private static readonly SearchValues<byte> EndsText = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> EndsWord = SearchValues.Create(",}] \n\r\t"u8);

    private readonly ReadOnlySpan<byte> _json = json;

    // Behind the bracket that opens, or the value before.
    private int _at;

    /// <summary>The name of the member that is stood on, as it is written.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Where the value is that is stood on.</summary>
    public Slice Place { get; private set; }

    /// <summary>The value that is stood on.</summary>
    public readonly ReadOnlySpan<byte> Value => _json.Slice(Place.Start, Place.Length);

    /// <summary>Whether that value is null.</summary>
    public readonly bool IsNull => _json[Place.Start] == (byte)'n';

    /// <summary>Moves to the next member; false after the last.</summary>
    public bool NextMember()
    {
        if (!Open())
        {
            return false;
        }

        var start = _at + 1;
        _at = EndOfText(_at);
        Name = _json[start..(_at - 1)];
        _at = SkipSpace(_at) + 1;
        Take();
        return true;
    }

    /// <summary>Moves to the next item; false after the last.</summary>
    public bool NextItem()
    {
        if (!Open())
        {
            return false;
        }

        Take();
        return true;
    }

    // Steps over the opening bracket or the comma; what follows is a member, an item or the end.
    private bool Open()
    {
        if (_json.IsEmpty || _json[_at = SkipSpace(_at)] is (byte)'}' or (byte)']')
        {
            return false;
        }

        _at = SkipSpace(_at + 1);
        return _json[_at] is not ((byte)'}' or (byte)']');
    }

    private void Take()
    {
        var start = SkipSpace(_at);
        _at = EndOfValue(start);
        Place = new Slice(start, _at - start);
    }

    private readonly int SkipSpace(int at)
    {
        while (at < _json.Length && _json[at] <= (byte)' ')
        {
            at++;
        }

        return at < _json.Length ? at : throw CutOff();
    }

    private readonly int EndOfValue(int start) => _json[start] switch
    {
        (byte)'"' => EndOfText(start),
        (byte)'{' or (byte)'[' => EndOfGroup(start),
        _ => Find(start, EndsWord),
    };

    private readonly int EndOfText(int start)
    {
        for (var at = start + 1; ; at += 2)
        {
            at = Find(Math.Min(at, _json.Length), EndsText);
            if (_json[at] == (byte)'"')
            {
                return at + 1;
            }
        }
    }

    private readonly int EndOfGroup(int start)
    {
        var (at, depth) = (start, 0);
        do
        {
            at = Find(at, Brackets);
            switch (_json[at])
            {
                case (byte)'"':
                    at = EndOfText(at);
                    break;
                case (byte)'{' or (byte)'[':
                    (at, depth) = (at + 1, depth + 1);
                    break;
                default:
                    (at, depth) = (at + 1, depth - 1);
                    break;
            }
        }
        while (depth > 0);
        return at;
    }

    private readonly int Find(int at, SearchValues<byte> what) =>
        _json[at..].IndexOfAny(what) is >= 0 and var found ? at + found : throw CutOff();

    private static InvalidDataException CutOff() => new("The store has a record that is cut off.");
}
