namespace Connectors.Sandbox.Data;

/// <summary>The records of a model: how many there are, what they are called, and which parent each belongs to.</summary>
internal sealed class Population
{
    // Children per parent in every eight parents: none, one, a few, many. Sums to 16.
    private static readonly int[] Weights = [3, 1, 0, 2, 6, 1, 0, 3];
    private static readonly int[] Before = [0, 3, 4, 4, 6, 12, 13, 13, 16];

    private readonly int _rotation;
    private readonly ulong _salt;
    private readonly long _weight;

    /// <summary>Lays a model out.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="count">How many records.</param>
    /// <param name="seed">The chance.</param>
    /// <param name="parent">The model they are divided among; null for a plain list.</param>
    public Population(string model, long count, ulong seed, Population? parent)
    {
        Model = model;
        Parent = parent;
        _salt = Dice.Mix(seed, Dice.Of(model));
        _rotation = Dice.Below(_salt, Weights.Length);
        _weight = parent is null ? 0 : Weight(parent.Count);
        Count = parent is { Count: 0 } ? 0 : count;
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>How many records there are, without those added later.</summary>
    public long Count { get; private set; }

    /// <summary>The model they are divided among.</summary>
    public Population? Parent { get; }

    /// <summary>How records are named; set when the place of the id is known.</summary>
    public IdScheme Ids { get; set; } = IdScheme.For(null, 0);

    /// <summary>Whether lists show deleted records, which say so themselves.</summary>
    public bool ListsDeleted { get; set; }

    /// <summary>The whole id of a record, where it has two parts; null where <see cref="Ids"/> tells it.</summary>
    public Func<long, string>? WholeId { get; set; }

    /// <summary>Which part of an id of two parts <see cref="Ids"/> names; -1 where there are no parts.</summary>
    public int OwnPart { get; set; } = -1;

    /// <summary>The questions' types, when this is a model of questions.</summary>
    public Questions? Questions { get; set; }

    /// <summary>What has happened since the start.</summary>
    public Overlay Overlay { get; } = new();

    /// <summary>What clients have written.</summary>
    public Writings Written { get; } = new();

    /// <summary>The records that these are seen in, each in the one with its index; null where these are seen by themselves, or in many.</summary>
    public Population? Host { get; set; }

    /// <summary>How many records there are with those added.</summary>
    public long Total => Host?.Total ?? Count + Overlay.Extra;

    /// <summary>The id of a record as clients know it.</summary>
    public string IdOf(long index) => WholeId?.Invoke(index) ?? Ids.Text(index);

    /// <summary>The record with an id, or with the part of it that is its own; -1 when there is none.</summary>
    public long IndexOf(string id) => Ids.Index(OwnPart < 0 ? id : TwoParts.Part(id, OwnPart));

    /// <summary>Whether lists leave the record out.</summary>
    public bool IsHidden(long index) => !ListsDeleted && Overlay.IsDeleted(index);

    /// <summary>Makes it smaller.</summary>
    public void Limit(long count) => Count = Math.Min(Count, count);

    /// <summary>The index of a parent's first child; that of the next parent is the end.</summary>
    public long Start(long parent) => _weight == 0 ? Share(Count, parent, Parent!.Count) : Share(Count, Weight(parent), _weight);

    /// <summary>Whether a parent answers with a status instead of an empty list, where the spec says that the vendor does.</summary>
    public bool AnswersStatus(long parent) => _weight != 0 && (parent + _rotation) % Weights.Length == 2;

    /// <summary>The most children a parent has.</summary>
    public long Widest()
    {
        var widest = 0L;
        for (var p = 0L; p < Math.Min(Weights.Length * 2, Parent?.Count ?? 0); p++)
        {
            widest = Math.Max(widest, Start(p + 1) - Start(p));
        }

        return widest;
    }

    /// <summary>The parent a record belongs to; -1 for none.</summary>
    public long ParentOf(long index)
    {
        if (Parent is null)
        {
            return -1;
        }

        if (index >= Count)
        {
            return Overlay.ParentOfAdded(index);
        }

        long low = 0, high = Parent.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Start(middle) <= index)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    /// <summary>The chance of a record as it was at the start; identity, references and types hang on it.</summary>
    public ulong Identity(long index) => Dice.Mix(_salt, (ulong)index);

    /// <summary>The chance of a record's content as it is now.</summary>
    public ulong Content(long index)
    {
        var revision = Overlay.Revision(index);
        return revision == 0 ? Identity(index) : Dice.Mix(Identity(index), (ulong)revision);
    }

    /// <summary>Whether the record is there, and its parents are.</summary>
    public bool IsLive(long index)
    {
        if (index < 0 || index >= Total || Overlay.IsDeleted(index))
        {
            return false;
        }

        return Host?.IsLive(index) ?? (Parent is null || Parent.IsLive(ParentOf(index)));
    }

    private static long Share(long count, long part, long whole) => (long)((Int128)count * part / whole);

    private long Weight(long parent) => Sum(parent + _rotation) - Before[_rotation];

    private static long Sum(long parents) => (16 * (parents / Weights.Length)) + Before[parents % Weights.Length];
}
