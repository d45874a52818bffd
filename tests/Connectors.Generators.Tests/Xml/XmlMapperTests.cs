using System.Text;
using System.Xml;
using System.Xml.Linq;
using Connectors.Ats;
using Connectors.Runtime.Files;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;
using Connectors.Runtime.Soap;

namespace Connectors.Generators.Tests.Xml;

/// <summary>What generated mappers, decoders and request writers make of XML.</summary>
public sealed class XmlMapperTests
{
    private static readonly XNamespace Service = "https://www.coveto.de/soap/v2";

    [Fact]
    public void A_job_is_read_with_attributes_dates_commas_and_cdata()
    {
        var sink = Coveto.Read("jobs", Replies.Jobs);
        var job = Assert.IsType<Job>(sink.Records[0]);

        Assert.Equal((3L, 3), (sink.Total, sink.Elements));
        Assert.Equal(("4711", "Köch*in & Hilfe in <Köln>"), (job.RemoteId, job.Name));
        Assert.Equal((38.5m, 1234.56m, 45000m), (job.WeeklyHours, job.SalaryAmountFrom, job.SalaryAmountTo));
        Assert.Equal((EmploymentType.PartTime, JobStatus.Open, SalaryPeriod.Year), (job.EmploymentType, job.Status, job.SalaryPeriod));
        Assert.Equal(("EUR", "DE"), (job.SalaryCurrency, job.Location!.Country));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 23, 0, 0, TimeSpan.Zero), job.OpenedAt);
        Assert.Equal(new DateTimeOffset(2026, 3, 31, 21, 59, 59, TimeSpan.Zero), job.ClosedAt);
        Assert.Equal(["schicht", "leer"], job.IntegrationFields.Select(f => f.Key));
    }

    [Fact]
    public void What_is_nil_empty_or_missing_is_null_and_an_unknown_status_is_kept()
    {
        var job = Assert.IsType<Job>(Coveto.Read("jobs", Replies.Jobs).Records[1]);

        Assert.Equal(new JobStatus("unbekannt"), job.Status);
        Assert.Null(job.Name);
        Assert.Null(job.WeeklyHours);
        Assert.Null(job.SalaryAmountFrom);
        Assert.Null(job.OpenedAt);
        Assert.Empty(job.IntegrationFields);
    }

    [Fact]
    public void Elements_may_come_in_any_order_and_those_of_another_namespace_are_not_meant() =>
        Assert.Equal("Andere Reihenfolge", Assert.IsType<Job>(Coveto.Read("jobs", Replies.Jobs).Records[2]).Name);

    [Fact]
    public void A_wrong_value_sets_the_record_aside_with_its_id_and_the_rest_of_the_page_goes_on()
    {
        var sink = Coveto.Read("jobs", Replies.Jobs.Replace(" 38,5 ", "viel", StringComparison.Ordinal));

        Assert.Equal(new SetAside("jobs", new RecordKey("4711"), "Wochenstunden", "expected a number with a decimal comma, found something else"), Assert.Single(sink.SetAside));
        Assert.Equal(["4712", "4713"], sink.Records.Select(r => r.Key.First));
    }

    [Fact]
    public void A_record_without_id_is_set_aside()
    {
        var sink = Coveto.Read("jobs", Replies.Jobs.Replace("id=\"4712\"", "", StringComparison.Ordinal));

        Assert.Equal((null, "id"), (Assert.Single(sink.SetAside).Key, sink.SetAside[0].Path));
        Assert.Equal(2, sink.Records.Count);
    }

    [Fact]
    public void A_reply_without_its_list_is_not_an_empty_one() =>
        Assert.Throws<RecordFaultException>(() => Coveto.Read("jobs", new XElement(Service + "HoleStellenAntwort").ToString()));

    [Fact]
    public void Two_telephone_elements_make_one_list_and_the_last_id_is_the_marker()
    {
        var sink = Coveto.Read("candidates", Replies.Candidates);

        Assert.Equal((true, "2"), (sink.More, sink.LastKey));
        Assert.Equal(["0221 1", "0171 1"], Assert.IsType<Candidate>(sink.Records[0]).PhoneNumbers.Select(p => p.PhoneNumberValue));
        Assert.Equal(
            """{"HoleBewerber":{"@id":"2","Vorname":null,"Nachname":"Babbage","Mobil":"0171 2"}}""",
            Encoding.UTF8.GetString(sink.Records[1].RemoteData.Span));
        Assert.Contains("""{"Feld":[{"@name":"schuhe","#text":"38"}]}""", Encoding.UTF8.GetString(sink.Records[0].RemoteData.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_can_be_handed_over_in_batches()
    {
        var source = Coveto.Source("jobs");
        var batches = new List<int>();
        var sink = new PageSink(source.Mappers, new MapContext())
        {
            Full = 2,
            OnFull = s =>
            {
                batches.Add(s.Records.Count);
                s.Records.Clear();
            },
        };
        using var reader = Runtime.Mapping.Xml.XmlBounds.Default.Open(new MemoryStream(Encoding.UTF8.GetBytes(Replies.Jobs)));
        source.DecodeXml!(new Runtime.Mapping.Xml.XmlCursor(reader), sink);

        Assert.Equal([2], batches);
        Assert.Single(sink.Records);
    }

    [Fact]
    public void Prefixes_and_default_namespaces_of_one_document_map_to_equal_records()
    {
        foreach (var (model, xml) in Replies.All)
        {
            var expected = Records(model, xml);
            for (var seed = 0; seed < 20; seed++)
            {
                Assert.Equal(expected, Records(model, Rewrite(xml, new Random(seed))));
            }
        }
    }

    [Fact]
    public void A_request_is_written_in_the_order_of_the_contract_with_what_has_a_value()
    {
        var values = new ElementValues(new BodyWriter()).Add("MitArchiv", "true").Add("ProSeite", "100").Add("Seite", "1");
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            Coveto.Source("jobs").Request.Soap!.Input(writer, values);
        }

        Assert.Equal("""<HoleStellen xmlns="https://www.coveto.de/soap/v2"><Seite>1</Seite><ProSeite>100</ProSeite><MitArchiv>true</MitArchiv></HoleStellen>""", text.ToString());
    }

    private static List<string> Records(string model, string xml) =>
        [.. Coveto.Read(model, xml, new MapContext { ParentRemoteId = "4711" }).Records.Select(r => Coveto.Write(r) + Encoding.UTF8.GetString(r.RemoteData.Span))];

    // The same document with namespaces declared elsewhere, by prefix or as the default.
    private static string Rewrite(string xml, Random random)
    {
        var root = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Attributes().Where(a => a.IsNamespaceDeclaration).Remove();
        }

        foreach (var element in root.DescendantsAndSelf().Where(_ => random.Next(3) == 0))
        {
            element.Add(random.Next(2) == 0
                ? new XAttribute("xmlns", element.Name.NamespaceName)
                : new XAttribute(XNamespace.Xmlns + ("p" + random.Next(4)), element.Name.NamespaceName));
        }

        return root.ToString(SaveOptions.DisableFormatting);
    }
}
