using System.Globalization;
using System.Text.Json.Nodes;
using Connectors.Benchmarks.Harness;

namespace Connectors.Benchmarks.Api;

/// <summary>The server over HTTP: a list beside a hand-written endpoint over the same file, late pages beside early ones, what was updated lately, and memory.</summary>
internal static class ApiSuite
{
    private const int PagesOfRound = 20;
    private const int Clients = 50;

    public static IReadOnlyList<Figure> Run(bool shortRun) => RunAsync(shortRun).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool shortRun)
    {
        var (jobs, candidates, rounds) = shortRun ? (5_000, 20_000, 7) : (50_000, 200_000, 21);
        var folder = Directory.CreateTempSubdirectory("connectors-bench-").FullName;
        try
        {
            var figures = new List<Figure>();
            await ApiData.JobsAsync(Path.Combine(folder, "jobs.db"), jobs);
            await ApiData.CandidatesAsync(Path.Combine(folder, "candidates.db"), candidates, updated: 250);
            figures.AddRange(await JobsAsync(Path.Combine(folder, "jobs.db"), jobs, rounds));
            figures.AddRange(await CandidatesAsync(Path.Combine(folder, "candidates.db"), candidates, rounds));
            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> JobsAsync(string path, int jobs, int rounds)
    {
        using var server = ApiProcess.Start(path, byHand: true);
        using var ours = ApiClient.Of(server, "/ats/jobs?page_size=100");
        using var byHand = ApiClient.OfByHand(server);
        var page = await ours.PageAsync(null);
        RequireEqual(ApiClient.Records(page), ApiClient.Records(await byHand.PageAsync(null)));

        var (ourTimes, handTimes) = (new double[rounds], new double[rounds]);
        await ours.WalkAsync(3 * PagesOfRound);
        await byHand.WalkAsync(3 * PagesOfRound);
        for (var round = 0; round < rounds; round++)
        {
            ourTimes[round] = await ours.WalkAsync(PagesOfRound);
            handTimes[round] = await byHand.WalkAsync(PagesOfRound);
        }

        string? cursor = null, next = ApiClient.Next(page);
        while (next is not null)
        {
            (cursor, next) = (next, ApiClient.Next(await ours.PageAsync(next)));
        }

        var (first, last) = (await ours.MillisecondsAsync(null, 3 * rounds), await ours.MillisecondsAsync(cursor, 3 * rounds));
        var rate = PagesOfRound / SideBySide.Median(ourTimes);
        return
        [
            new("api.jobs_vs_minimal", SideBySide.Median([.. handTimes.Zip(ourTimes, (hand, our) => hand / our)]), "ratio", ">= 0.7",
                string.Create(CultureInfo.InvariantCulture, $"{jobs} jobs, {page.Length / 1024} KiB a page; {rate:0} requests/s, by hand {PagesOfRound / SideBySide.Median(handTimes):0}; one client")),
            new("api.last_page", last / first, "ratio", "<= 1.5", string.Create(CultureInfo.InvariantCulture, $"{last:0.0} ms, first {first:0.0} ms")),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> CandidatesAsync(string path, int candidates, int rounds)
    {
        double updated, byHttp, memory;

        // Two files, because only the first start of a server tells its key.
        var copy = Path.ChangeExtension(path, ".copy.db");
        File.Copy(path, copy);
        using (var server = ApiProcess.Start(path, byHand: false))
        {
            var since = DateTimeOffset.FromUnixTimeMilliseconds(ApiData.Updated).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            using var client = ApiClient.Of(server, $"/ats/candidates?page_size=250&updated_after={since}");
            var found = ApiClient.Records(await client.PageAsync(null)).Count;
            if (found != 250)
            {
                throw new InvalidOperationException($"250 candidates were updated, {found} were found.");
            }

            await client.MillisecondsAsync(null, 50);
            updated = await client.ServerMillisecondsAsync(10 * rounds);
            byHttp = await client.MillisecondsAsync(null, 10 * rounds);
        }

        using (var server = ApiProcess.Start(copy, byHand: false))
        {
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
            {
                using var client = ApiClient.Of(server, "/ats/candidates?page_size=250");
                await client.WalkAsync(int.MaxValue);
            }));
            memory = server.PeakMegabytes;
        }

        return
        [
            new("api.updated_after_ms", updated, "ms", "<= 2",
                string.Create(CultureInfo.InvariantCulture, $"a page of 250 of {candidates}, as the server tells; {byHttp:0.0} ms by HTTP, the client's reading included")),
            new("api.memory_mb", memory, "MiB", "<= 200", $"peak resident, {Clients} clients paging through {candidates} candidates"),
        ];
    }

    private static void RequireEqual(JsonArray ours, JsonArray byHand)
    {
        if (ours.Count == 0 || !JsonNode.DeepEquals(ours, byHand))
        {
            var at = ours.Zip(byHand).FirstOrDefault(pair => !JsonNode.DeepEquals(pair.First, pair.Second));
            throw new InvalidOperationException($"The two answer differently:\n{at.First}\n{at.Second}");
        }
    }
}
