using System.Xml;
using Connectors.Ats;
using Connectors.Benchmarks.Harness;
using Connectors.Benchmarks.Mapping.ByHand;
using Connectors.Benchmarks.Mapping.Peers;
using Connectors.Benchmarks.Vendors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;

namespace Connectors.Benchmarks.Mapping;

/// <summary>The shipped XML mapper beside a hand-written single pass, and XmlSerializer with Mapperly: the same envelope, equal records.</summary>
internal static class XmlMapping
{
    private const int Records = 200;
    private const int Ours = 0;
    private const int Hand = 1;
    private const int Peer = 2;
    private const int Floor = 3;

    /// <summary>What the others read with: as safe as ours, by the reader that comes with .NET.</summary>
    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    public static IReadOnlyList<Figure> Run(bool shortRun)
    {
        var reply = CovetoReplies.RecordAsync(Records).GetAwaiter().GetResult().Jobs;
        EqualRecords.Require("coveto jobs", MapOurs(reply), MapByHand(reply), MapWithPeer(reply));
        var run = SideBySide.Run(shortRun, () => MapOurs(reply), () => MapByHand(reply), () => MapWithPeer(reply), () => ReadNodes(reply));

        var times = $"ours {Each(run, Ours)}, by hand {Each(run, Hand)}, peer {Each(run, Peer)}, reading every node {Each(run, Floor)} a record of {reply.Length / Records} B";
        var first = FirstPage.Run(shortRun, reply);
        return
        [
            new("mapping.xml.vs_hand", run.Ratio(Ours, Hand), "ratio", "<= 1.15", times),
            new("mapping.xml.speedup", run.Ratio(Peer, Ours), "ratio", ">= 1.6", times),
            new("mapping.xml.first_page_ms", first.Ours, "ms", "", $"XmlSerializer {first.Peer:0.0} ms; {Records} records, median of {first.Processes} fresh processes each"),
        ];
    }

    /// <summary>The shipped mapper.</summary>
    public static List<UnifiedRecord> MapOurs(byte[] envelope)
    {
        using var reader = Find(XmlBounds.Default.Open(new MemoryStream(envelope)));
        var sink = new PageSink(Source.Mappers, new MapContext { KeepRaw = false });
        Source.DecodeXml!(new XmlCursor(reader), sink);
        return sink.SetAside.Count == 0 ? sink.Records : throw new InvalidOperationException("A record was set aside: " + sink.SetAside[0]);
    }

    /// <summary>XmlSerializer and Mapperly.</summary>
    public static List<UnifiedRecord> MapWithPeer(byte[] envelope)
    {
        using var reader = Open(envelope, Safe);
        return PeerXmlMapper.Jobs(reader);
    }

    private static ReadSource Source => CovetoConnector.Registration.Definition.Sources.First(source => source.Name == "jobs");

    private static List<UnifiedRecord> MapByHand(byte[] envelope)
    {
        using var reader = Open(envelope, Safe);
        return HandXmlJobs.Map(reader);
    }

    private static int ReadNodes(byte[] envelope)
    {
        using var reader = Open(envelope, Safe);
        var nodes = 0;
        while (reader.Read())
        {
            nodes++;
        }

        return nodes;
    }

    private static XmlReader Open(byte[] envelope, XmlReaderSettings settings) => Find(XmlReader.Create(new MemoryStream(envelope), settings));

    // On the element in the Body, where every way begins.
    private static XmlReader Find(XmlReader reader)
    {
        while (reader.LocalName != "HoleStellenAntwort" && reader.Read())
        {
            // What is around it is read by every way alike.
        }

        return reader;
    }

    private static string Each(SideBySide run, int way) => $"{run.Microseconds(way) / Records:0.00} us";
}
