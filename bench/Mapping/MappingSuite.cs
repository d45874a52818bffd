using System.Text.Json;
using Connectors.Ats;
using Connectors.Benchmarks.Harness;
using Connectors.Benchmarks.Mapping.ByHand;
using Connectors.Benchmarks.Mapping.Peers;
using Connectors.Benchmarks.Soap;
using Connectors.Benchmarks.Vendors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;

namespace Connectors.Benchmarks.Mapping;

/// <summary>The shipped mappers beside a hand-written single pass, the way teams write it today, and the bare cost of reading every token.</summary>
internal static class MappingSuite
{
    private const int Ours = 0;
    private const int Hand = 1;
    private const int Peer = 2;
    private const int Floor = 3;

    public static IReadOnlyList<Figure> Run(bool shortRun)
    {
        var applicants = VendorPages.Applicants(100);
        var jobs = VendorPages.Jobs(100);
        var candidatesSource = Source("candidates");
        var jobsSource = Source("jobs");

        EqualRecords.Require("candidates", Map(candidatesSource, applicants), HandCandidates.Map(applicants), PeerMapper.Candidates(applicants));
        EqualRecords.Require("jobs", Map(jobsSource, jobs), HandJobs.Map(jobs), PeerMapper.Jobs(jobs));

        var candidates = SideBySide.Run(
            shortRun,
            () => Map(candidatesSource, applicants),
            () => HandCandidates.Map(applicants),
            () => PeerMapper.Candidates(applicants),
            () => ReadTokens(applicants));
        var job = SideBySide.Run(
            shortRun,
            () => Map(jobsSource, jobs),
            () => HandJobs.Map(jobs),
            () => PeerMapper.Jobs(jobs),
            () => ReadTokens(jobs));

        return
        [
            new("mapping.candidates.vs_hand", candidates.Ratio(Ours, Hand), "ratio", "<= 1.1", Times(candidates)),
            new("mapping.candidates.speedup", candidates.Ratio(Peer, Ours), "ratio", ">= 1.7", Times(candidates)),
            new("mapping.candidates.bytes", (double)candidates.Bytes(Ours) / candidates.Bytes(Peer), "ratio", "<= 0.55", $"ours {candidates.Bytes(Ours) / 100} B, by hand {candidates.Bytes(Hand) / 100} B, peer {candidates.Bytes(Peer) / 100} B a record"),
            new("mapping.jobs.vs_hand", job.Ratio(Ours, Hand), "ratio", "<= 1.1", Times(job)),
            new("mapping.jobs.speedup", job.Ratio(Peer, Ours), "ratio", ">= 1.3", Times(job)),
            new("mapping.jobs.floor", job.Ratio(Ours, Floor), "ratio", "", $"reading every token takes {job.Microseconds(Floor) / 100:0.00} us a record"),
            .. XmlMapping.Run(shortRun),
            .. SoapCall.Run(shortRun),
        ];
    }

    private static string Times(SideBySide run) =>
        $"ours {run.Microseconds(Ours) / 100:0.00} us, by hand {run.Microseconds(Hand) / 100:0.00} us, peer {run.Microseconds(Peer) / 100:0.00} us a record";

    private static ReadSource Source(string name) => LauraConnector.Registration.Definition.Sources.First(source => source.Name == name);

    private static List<UnifiedRecord> Map(ReadSource source, byte[] page)
    {
        var sink = new PageSink(source.Mappers, new MapContext { Languages = ["en"], KeepRaw = false });
        var reader = new Utf8JsonReader(page);
        reader.Read();
        source.Decode!(ref reader, sink);
        return sink.SetAside.Count == 0 ? sink.Records : throw new InvalidOperationException("A record was set aside: " + sink.SetAside[0]);
    }

    private static int ReadTokens(byte[] page)
    {
        var reader = new Utf8JsonReader(page);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }
}
