namespace Connectors.Sandbox.Data;

/// <summary>Chance without state: every value is a hash of what it belongs to, so that any record can be made alone and in any order.</summary>
internal static class Dice
{
    /// <summary>Scatters the bits of a number (the finaliser of SplitMix64).</summary>
    public static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    /// <summary>One number out of two; the order matters.</summary>
    public static ulong Mix(ulong a, ulong b) => Mix(a ^ (Mix(b) * 0xD1342543DE82EF95UL));

    /// <summary>A number that stands for a text, the same in every process (FNV-1a).</summary>
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return Mix(hash);
    }

    /// <summary>A number from 0 to <paramref name="count"/> - 1, taken from the hash's upper half.</summary>
    public static int Below(ulong hash, int count) => (int)(((hash >> 32) * (uint)count) >> 32);

    /// <summary>A number from 0 to <paramref name="count"/> - 1.</summary>
    public static long Below(ulong hash, long count) => (long)Math.BigMul(hash, (ulong)count, out _);

    /// <summary>True for one in <paramref name="count"/> hashes; independent of what <see cref="Below(ulong,int)"/> takes.</summary>
    public static bool OneIn(ulong hash, int count) => (uint)hash % (uint)count == 0;
}
