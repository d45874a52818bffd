using System.Diagnostics;
using Connectors.Ats;
using Connectors.Benchmarks.Harness;
using Connectors.Runtime.Actions;

namespace Connectors.Benchmarks.Guards;

/// <summary>What it costs to check a typical valid create_application before anything is sent: structure only, no look-up and no request.</summary>
internal static class GuardSuite
{
    private const int Checks = 20_000;

    public static IReadOnlyList<Figure> Run(bool shortRun)
    {
        var input = Input();
        var laura = Measure(shortRun, input, LauraGuards.CreateApplication);
        var coveto = Measure(shortRun, input, CovetoGuards.CreateApplication);
        return
        [
            new("guards.valid_ns", Math.Max(laura.Nanoseconds, coveto.Nanoseconds), "ns", "<= 1000", $"the slower of laura {laura.Nanoseconds:0} ns and coveto {coveto.Nanoseconds:0} ns"),
            new("guards.valid_bytes", Math.Max(laura.Bytes, coveto.Bytes), "bytes", "0", "allocated by a check, of either connector"),
        ];
    }

    // The median of rounds that are long enough for the clock.
    private static (double Nanoseconds, double Bytes) Measure(bool shortRun, CreateApplicationInput input, Func<CreateApplicationInput, Findings?> check)
    {
        var rounds = shortRun ? 15 : 101;
        var times = new double[rounds];
        for (var i = 0; i < 5; i++)
        {
            Round(input, check);
            // The better compilation of a method is made beside the running one.
            Thread.Sleep(100);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < rounds; round++)
        {
            times[round] = Round(input, check);
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / ((double)rounds * Checks);
        Array.Sort(times);
        return (times[rounds / 2], bytes);
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
