using System.Diagnostics;

namespace Connectors.Benchmarks.Harness;

/// <summary>
/// Measures several ways of doing the same thing in turn, round by round, so that a machine that slows down slows all of them. The median of
/// the rounds' ratios is what counts; absolute times are only notes.
/// </summary>
internal sealed class SideBySide
{
    private const int LeastCalls = 200;

    private readonly Action[] _ways;
    private readonly double[][] _seconds;
    private readonly long[] _bytes;

    private SideBySide(Action[] ways, int rounds)
    {
        _ways = ways;
        _seconds = [.. ways.Select(_ => new double[rounds])];
        _bytes = new long[ways.Length];
    }

    /// <summary>Runs every way until it is compiled at its best, then measures it in rounds.</summary>
    /// <param name="shortRun">A tenth of the time: enough to see a regression.</param>
    /// <param name="ways">The ways; each call does the same work.</param>
    public static SideBySide Run(bool shortRun, params Action[] ways)
    {
        var (warmup, rounds, slice) = shortRun ? (TimeSpan.FromSeconds(0.7), 15, 0.03) : (TimeSpan.FromSeconds(2.5), 61, 0.06);
        var result = new SideBySide(ways, rounds);
        foreach (var way in ways)
        {
            // So many calls too, because the compiler counts calls, and a busy machine makes few in a time.
            var clock = Stopwatch.StartNew();
            for (var calls = 0; clock.Elapsed < warmup || calls < LeastCalls; calls++)
            {
                way();
            }
        }

        // Long enough that the clock's own grain does not show.
        var counts = ways.Select(way =>
        {
            var clock = Stopwatch.StartNew();
            var calls = 0;
            while (clock.Elapsed.TotalSeconds < slice)
            {
                way();
                calls++;
            }

            return Math.Max(1, calls);
        }).ToArray();

        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < ways.Length; i++)
            {
                // The order turns each round, so that no way always runs after the same other.
                var way = (i + round) % ways.Length;
                result.Measure(way, round, counts[way]);
            }
        }

        return result;
    }

    /// <summary>Median time of one call, in microseconds.</summary>
    public double Microseconds(int way) => Median(_seconds[way]) * 1e6;

    /// <summary>Bytes that one call allocates.</summary>
    public long Bytes(int way) => _bytes[way];

    /// <summary>Median over the rounds of the time of <paramref name="a"/> over the time of <paramref name="b"/>.</summary>
    public double Ratio(int a, int b) => Median([.. _seconds[a].Zip(_seconds[b], (x, y) => x / y)]);

    /// <summary>The middle value.</summary>
    public static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private void Measure(int way, int round, int calls)
    {
        var action = _ways[way];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++)
        {
            action();
        }

        _seconds[way][round] = Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
        _bytes[way] = (GC.GetAllocatedBytesForCurrentThread() - before) / calls;
    }
}
