using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Tests.Fuzzing;

/// <summary>
/// Spoilt specs, contracts and vocabularies must not make the compiler throw, hang or point outside of the file. A build runs 5,000 of them;
/// <c>CONNECTORS_FUZZ=100000 dotnet test tests/Connectors.Specs.Tests -c Release --filter FullyQualifiedName~Fuzzing</c> runs as many as it says and writes bench/results/fuzz.md.
/// </summary>
public sealed class FuzzTests
{
    private const int InBuilds = 5_000;

    /// <summary>No text may take longer. The limit is generous, since machines are shared; what is bounded takes milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_spoilt_text_gives_diagnostics_inside_the_file_and_nothing_else()
    {
        var wanted = Environment.GetEnvironmentVariable("CONNECTORS_FUZZ");
        var count = wanted is null ? InBuilds : int.Parse(wanted, CultureInfo.InvariantCulture);
        var run = new Run(FuzzTarget.All());

        await run.Execute(count);

        Assert.Empty(run.Faults.Order(StringComparer.Ordinal).Take(20));
        if (wanted is not null)
        {
            FuzzReport.Write(count, run.Elapsed, run.Slowest, run.Counts);
        }
    }

    private sealed class Run(IReadOnlyList<FuzzTarget> targets)
    {
        private readonly ConcurrentDictionary<int, long> _busy = new();
        private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
        private readonly Lock _lock = new();

        public ConcurrentBag<string> Faults { get; } = [];

        public TimeSpan Elapsed { get; private set; }

        public TimeSpan Slowest { get; private set; }

        public IReadOnlyDictionary<string, int> Counts => _counts;

        public async Task Execute(int count)
        {
            var watch = Stopwatch.StartNew();
            using var cancel = new CancellationTokenSource();
            var work = Task.Run(() => Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel.Token }, Try), cancel.Token);
            while (!work.IsCompleted)
            {
                await Task.WhenAny(work, Task.Delay(Patience));
                if (_busy.Where(b => Stopwatch.GetElapsedTime(b.Value) > Patience).Select(b => b.Key).ToList() is { Count: > 0 } stuck)
                {
                    await cancel.CancelAsync();
                    Faults.Add($"The compiler does not come to an end with seed {string.Join(", ", stuck)}.");
                    return;
                }
            }

            await work;
            Elapsed = watch.Elapsed;
        }

        private void Try(int seed)
        {
            var target = targets[seed / 2 % targets.Count];
            var spoilt = target.Mutate(seed);
            var start = Stopwatch.GetTimestamp();
            _busy[seed] = start;
            try
            {
                Check(seed, target.Read(spoilt));
            }
#pragma warning disable CA1031 // Whatever is thrown is what this test looks for.
            catch (Exception e)
            {
                Faults.Add($"{target.Path} with seed {seed}: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}");
            }
#pragma warning restore CA1031

            _busy.TryRemove(seed, out _);
            var took = Stopwatch.GetElapsedTime(start);
            lock (_lock)
            {
                Slowest = took > Slowest ? took : Slowest;
            }
        }

        private void Check(int seed, (IReadOnlyList<SourceText> Texts, IReadOnlyList<SpecDiagnostic> Found) outcome)
        {
            var maps = outcome.Texts.ToDictionary(t => t.Path, t => (t.Text.Length, Lines: new LineMap(t.Text)), StringComparer.Ordinal);
            foreach (var found in outcome.Found)
            {
                _counts.AddOrUpdate(found.Rule.Id, 1, static (_, n) => n + 1);
                if (!maps.TryGetValue(found.File, out var map) || found.Span != Expected(map.Length, map.Lines, found.Span))
                {
                    Faults.Add($"Seed {seed}: {found.Rule.Id} points to {found.File} {found.Span}, which is not there.");
                }
            }

            _counts.AddOrUpdate(outcome.Found.Count == 0 ? "none" : "any", 1, static (_, n) => n + 1);
        }

        /// <summary>The span with its offsets moved into the text, and lines and columns counted anew.</summary>
        private static TextSpan Expected(int length, LineMap lines, TextSpan span)
        {
            var start = Math.Clamp(span.Start, 0, length);
            return lines.Span(start, Math.Clamp((long)start + span.Length, start, length));
        }
    }
}
