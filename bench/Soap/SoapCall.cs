using System.ServiceModel;
using System.Xml;
using Connectors.Ats;
using Connectors.Benchmarks.Harness;
using Connectors.Benchmarks.Mapping.Peers;
using Connectors.Benchmarks.Vendors;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;

namespace Connectors.Benchmarks.Soap;

/// <summary>
/// One call from end to end on loopback: our connector beside a WCF client, which is what .NET has for a WSDL. Both send the request with the session's
/// token over a connection that stays open, read the same reply and make equal records of it. WCF is set up as its users do who have large replies, with one
/// channel for all calls; its time for a call alone, up to its own classes, stands in the note.
/// </summary>
internal static class SoapCall
{
    /// <summary>As many jobs as the connector asks for at once, so that the read ends with the page.</summary>
    private const int Records = 100;
    private const int LargestReply = 64 << 20;
    private const int Ours = 0;
    private const int Wcf = 1;
    private const int WcfAlone = 2;

    public static IReadOnlyList<Figure> Run(bool shortRun)
    {
        var replies = CovetoReplies.RecordAsync(Records).GetAwaiter().GetResult();
        var folder = Directory.CreateTempSubdirectory("connectors-bench-").FullName;
        try
        {
            var (logIn, jobs) = (Path.Combine(folder, "login.xml"), Path.Combine(folder, "jobs.xml"));
            File.WriteAllBytes(logIn, replies.LogIn);
            File.WriteAllBytes(jobs, replies.Jobs);
            using var server = ReplayServer.Start(logIn, jobs);
            return Measure(shortRun, server.Address, replies.Connection);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<Figure> Measure(bool shortRun, Uri address, IReadOnlyDictionary<string, string> form)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var connector = Connect(http, address, form);
        using var factory = new ChannelFactory<ICovetoPort>(
            new BasicHttpBinding { MaxReceivedMessageSize = LargestReply, MaxBufferSize = LargestReply, ReaderQuotas = XmlDictionaryReaderQuotas.Max },
            new EndpointAddress(address));
        var port = factory.CreateChannel();
        var session = LogInAsync(port, form).GetAwaiter().GetResult();

        EqualRecords.Require("soap.call", ReadAsync(connector).GetAwaiter().GetResult(), PeerXmlMapper.Jobs(ListAsync(port, session).GetAwaiter().GetResult()));
        var run = SideBySide.Run(
            shortRun,
            () => ReadAsync(connector).GetAwaiter().GetResult(),
            () => PeerXmlMapper.Jobs(ListAsync(port, session).GetAwaiter().GetResult()),
            () => ListAsync(port, session).GetAwaiter().GetResult());
        return
        [
            new(
                "soap.call.speedup",
                run.Ratio(Wcf, Ours),
                "ratio",
                ">= 1.5",
                $"a page of {Records} jobs: ours {run.Microseconds(Ours) / 1000:0.00} ms, WCF with Mapperly {run.Microseconds(Wcf) / 1000:0.00} ms, WCF up to its own classes {run.Microseconds(WcfAlone) / 1000:0.00} ms"),
        ];
    }

    private static Connector Connect(HttpMessageInvoker http, Uri address, IReadOnlyDictionary<string, string> form)
    {
        var registration = CovetoConnector.Registration;
        return ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, form, out var connection, out var problems)
            ? registration.Create(connection, new ConnectorOptions { Http = http, BaseAddress = address, KeepRates = false })
            : throw new InvalidOperationException(string.Join('\n', problems));
    }

    private static async Task<List<UnifiedRecord>> ReadAsync(Connector connector)
    {
        var source = CovetoConnector.Registration.Definition.Sources.First(s => s.Name == "jobs");
        var records = new List<UnifiedRecord>(Records);

        // The others keep no payload either.
        await foreach (var page in connector.ReadAsync(source, new ReadOptions { KeepRaw = false }).ConfigureAwait(false))
        {
            records.AddRange(page.Records);
        }

        return records;
    }

    private static async Task<Sitzung> LogInAsync(ICovetoPort port, IReadOnlyDictionary<string, string> form)
    {
        var reply = await port.LogInAsync(new LogInRequest { Anmelden = new Anmelden { Benutzer = form["user"], Passwort = form["password"] } }).ConfigureAwait(false);
        return new Sitzung { Token = reply.AnmeldenAntwort.Token };
    }

    private static async Task<HoleStellenAntwort> ListAsync(ICovetoPort port, Sitzung session)
    {
        var request = new JobsRequest { Sitzung = session, HoleStellen = new HoleStellen { Seite = 1, ProSeite = Records, MitArchiv = true } };
        return (await port.ListJobsAsync(request).ConfigureAwait(false)).HoleStellenAntwort;
    }
}
