using System.Globalization;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Data;

/// <summary>How the records of a model are named: index to id and back. Ids sort in the order of the indexes.</summary>
internal abstract class IdScheme
{
    /// <summary>The scheme that fits an id's schema: whole numbers, UUIDs, the shape of the contract's example, or digits.</summary>
    public static IdScheme For(ContractSchema? schema, ulong salt) => schema switch
    {
        { Type: JsonKind.Integer or JsonKind.Number } => new Numbers(),
        { Format: "uuid" } => new Uuids(salt),
        { Enum.Count: > 0 } => new Listed([.. schema.Enum]),
        { Example: { } example } when example.Any(char.IsAsciiDigit) => Shaped.Like(example),
        _ => new Numbers(),
    };

    /// <summary>The id as text.</summary>
    public abstract string Text(long index);

    /// <summary>The index behind an id; -1 for a text that is none.</summary>
    public abstract long Index(string id);

    /// <summary>Adds the id to a text.</summary>
    public abstract void Append(Utf8Text text, long index);

    /// <summary>The largest number of ids there can be.</summary>
    public virtual long Capacity => 40_000_000;

    /// <summary>The number that stands for the id where it is written as one; -1 when it is not a number.</summary>
    public virtual long Number(long index) => -1;

    /// <summary>1001, 1002, …</summary>
    private sealed class Numbers : IdScheme
    {
        private const long First = 1001;

        public override string Text(long index) => (First + index).ToString(CultureInfo.InvariantCulture);

        public override long Index(string id) =>
            long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= First && id[0] != '0' ? number - First : -1;

        public override void Append(Utf8Text text, long index) => text.Add(First + index);

        public override long Number(long index) => First + index;
    }

    /// <summary>Version 4 in looks; the first eight digits grow with the index.</summary>
    private sealed class Uuids(ulong salt) : IdScheme
    {
        private const int Stride = 97;

        public override string Text(long index)
        {
            var text = new Utf8Text();
            text.Open();
            Append(text, index);
            return System.Text.Encoding.UTF8.GetString(text.Quoted[1..]);
        }

        public override long Index(string id) =>
            id.Length == 36 && uint.TryParse(id.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            && string.Equals(Text(high / Stride), id, StringComparison.OrdinalIgnoreCase) ? high / Stride : -1;

        public override void Append(Utf8Text text, long index)
        {
            var hash = Dice.Mix(salt, (ulong)index);
            text.AddHex(((ulong)index * Stride) + (hash % Stride), 8);
            text.Add((byte)'-');
            text.AddHex(hash >> 48, 4);
            text.Add("-4"u8);
            text.AddHex(hash >> 36, 3);
            text.Add((byte)'-');
            text.AddHex(0x8000 | ((hash >> 20) & 0x3FFF), 4);
            text.Add((byte)'-');
            text.AddHex(Dice.Mix(hash), 12);
        }
    }

    /// <summary>The contract's example with its last number counted up: <c>2026-00017</c> gives <c>2026-00001</c>, <c>2026-00002</c>, …</summary>
    private sealed class Shaped(string before, int digits, string after) : IdScheme
    {
        private readonly byte[] _before = Words.Escape(before);
        private readonly byte[] _after = Words.Escape(after);

        public static Shaped Like(string example)
        {
            var end = example.Length;
            while (!char.IsAsciiDigit(example[end - 1]))
            {
                end--;
            }

            var start = end;
            while (start > 0 && char.IsAsciiDigit(example[start - 1]))
            {
                start--;
            }

            return new Shaped(example[..start], end - start, example[end..]);
        }

        public override string Text(long index) => before + (index + 1).ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + after;

        public override long Index(string id) =>
            id.Length >= before.Length + digits + after.Length
            && long.TryParse(id.AsSpan(before.Length, id.Length - before.Length - after.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && Text(number - 1) == id ? number - 1 : -1;

        public override void Append(Utf8Text text, long index)
        {
            text.Add(_before);
            text.Add(index + 1, digits);
            text.Add(_after);
        }
    }

    /// <summary>The values the contract lists.</summary>
    private sealed class Listed(string[] values) : IdScheme
    {
        public override long Capacity => values.Length;

        public override string Text(long index) => values[index % values.Length];

        public override long Index(string id) => Array.IndexOf(values, id);

        public override void Append(Utf8Text text, long index) => text.Add(Words.Escape(Text(index)));
    }
}
