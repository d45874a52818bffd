using System.Diagnostics;
using Connectors.Ats;
using Connectors.Benchmarks.Harness;
using Connectors.Runtime.Actions;

namespace Connectors.Benchmarks.Guards;

/// <summary>What it costs to check a typical valid create_application before anything is sent: structure only, no look-up and no request.</summary>
internal static class GuardSuite
{
    private const int Checks = 5_000;

    public static IReadOnlyList<Figure> Run(bool shortRun)
    {
        var input = Input();
        Func<CreateApplicationInput, Findings?>[] guards = [LauraGuards.CreateApplication, CovetoGuards.CreateApplication];
        WarmUp(input, guards);
        var rounds = shortRun ? 20 : 200;
        var times = guards.Select(_ => new double[rounds]).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < rounds; round++)
        {
            for (var guard = 0; guard < guards.Length; guard++)
            {
                times[guard][round] = Round(input, guards[guard]);
            }
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / ((double)rounds * guards.Length * Checks);
        var (laura, coveto) = (Undisturbed(times[0]), Undisturbed(times[1]));
        return
        [
            new("guards.valid_ns", Math.Max(laura, coveto), "ns", "<= 1000", $"the slower of laura {laura:0} ns and coveto {coveto:0} ns, each a tenth of its rounds from the fastest"),
            new("guards.valid_bytes", bytes, "bytes", "0", "allocated by a check"),
        ];
    }

    // A check is shorter than what other programs take of a core at a time: the slow rounds measure those.
    private static double Undisturbed(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 10];
    }

    // Until the runtime has compiled the guards at its best, which it does beside them.
    private static void WarmUp(CreateApplicationInput input, Func<CreateApplicationInput, Findings?>[] guards)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(3);)
        {
            foreach (var guard in guards)
            {
                Round(input, guard);
            }
        }
    }

    private static double Round(CreateApplicationInput input, Func<CreateApplicationInput, Findings?> check)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Checks; i++)
        {
            if (check(input) is { } findings)
            {
                throw new InvalidOperationException($"The input is not valid: {findings[0]}");
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / Checks;
    }

    private static CreateApplicationInput Input() => new()
    {
        Candidate = new()
        {
            FirstName = "Aino",
            LastName = "Virtanen",
            EmailAddress = "aino.virtanen@example.com",
            PhoneNumber = "+358 40 123 4567",
            Location = new() { City = "Turku", Country = "FI", ZipCode = "20100" },
            Gender = Gender.Female,
        },
        Application = new() { JobId = "5hJ8kLmN2pQrStUvWxYz3456" },
        ScreeningQuestionAnswers =
        [
            new() { QuestionId = "6hJ8kLmN2pQrStUvWxYz3456", Answer = "Yes, from March on." },
            new() { QuestionId = "7hJ8kLmN2pQrStUvWxYz3456", Answer = 3m },
            new() { QuestionId = "8hJ8kLmN2pQrStUvWxYz3456", Answer = true },
        ],
    };
}
