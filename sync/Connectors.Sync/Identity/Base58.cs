using System.Buffers.Binary;

namespace Connectors.Sync.Identity;

/// <summary>Writes numbers with the 58 letters and digits that people do not mistake for one another (the Bitcoin alphabet).</summary>
internal static class Base58
{
    private static ReadOnlySpan<byte> Alphabet => "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"u8;

    /// <summary>58 to the 10th power: the largest step whose remainder fits 64 bits.</summary>
    private const ulong TenDigits = 430_804_206_899_405_824;

    /// <summary>Writes the first 140 bits of <paramref name="bytes"/>, a big-endian number, as 24 digits.</summary>
    public static void Write140Bits(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        var high = (ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var middle = BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
        var low = BinaryPrimitives.ReadUInt64BigEndian(bytes[10..]);

        // 18 bytes are 144 bits: the last four go.
        low = (low >> 4) | (middle << 60);
        middle = (middle >> 4) | (high << 60);
        high >>= 4;

        WriteDigits(DivideByTenDigits(ref high, ref middle, ref low), text.Slice(14, 10));
        WriteDigits(DivideByTenDigits(ref high, ref middle, ref low), text.Slice(4, 10));
        WriteDigits(low, text[..4]);
    }

    /// <summary>Divides the number in place and returns the remainder.</summary>
    private static ulong DivideByTenDigits(ref ulong high, ref ulong middle, ref ulong low)
    {
        var remainder = high % TenDigits;
        high /= TenDigits;
        (middle, remainder) = Divide(remainder, middle);
        (low, remainder) = Divide(remainder, low);
        return remainder;
    }

    private static (ulong Quotient, ulong Remainder) Divide(ulong remainder, ulong limb)
    {
        var number = new UInt128(remainder, limb);
        var quotient = (ulong)(number / TenDigits);
        return (quotient, limb - unchecked(quotient * TenDigits));
    }

    private static void WriteDigits(ulong number, Span<byte> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            (number, var digit) = Math.DivRem(number, 58);
            text[i] = Alphabet[(int)digit];
        }
    }
}
