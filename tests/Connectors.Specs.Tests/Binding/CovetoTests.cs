using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>The spec of Coveto, against its WSDL as it is and as it might change.</summary>
public class CovetoTests
{
    private static readonly SourceText Source = Files.Read("specs/coveto.yaml");

    [Fact]
    public void Coveto_compiles_without_a_diagnostic()
    {
        var compilation = Compile(static contract => contract);
        Assert.Empty(compilation.Diagnostics.Select(d => $"{d.File}({d.Span.Line + 1},{d.Span.Column + 1}): {d.Rule.Id}: {d.Message}"));
        Assert.True(compilation.Success);
    }

    [Fact]
    public void A_request_is_laid_out_in_the_order_of_the_schema_whatever_the_order_of_the_spec()
    {
        var jobs = Compile(static contract => contract).Spec!.Sources.Single(s => s.Name == "jobs").Request;
        Assert.Equal(("https://www.coveto.de/soap/v2/HoleStellen", 11, "HoleStellen"), (jobs.Soap!.Action, jobs.Soap.Version, jobs.ContractPath));
        Assert.Equal(["Seite", "ProSeite", "GeaendertSeit", "MitArchiv"], jobs.Soap.Input.Children.Select(c => c.Path));
        Assert.Equal([true, true, false, false], jobs.Soap.Input.Children.Select(c => c.Required));
        Assert.Equal([JsonKind.Integer, JsonKind.Integer, JsonKind.String, JsonKind.Boolean], jobs.Soap.Input.Children.Select(c => c.Type));
        var header = Assert.Single(jobs.Soap.Headers);
        Assert.Equal(("Sitzung", "Sitzung", "https://www.coveto.de/soap/v2"), (header.Path, header.Name, header.Namespace));
        Assert.Equal("Sitzung.Token", Assert.Single(header.Children).Path);
    }

    [Fact]
    public void The_log_in_is_sent_without_the_session_it_makes()
    {
        var session = Assert.IsType<AuthSpec.Session>(Assert.Single(Compile(static contract => contract).Spec!.Connection.Auth));
        Assert.Empty(session.Login!.Soap!.Headers);
        Assert.Equal(["Benutzer", "Passwort"], session.Login.Soap.Input.Children.Select(c => c.Name));
        Assert.Equal(("GueltigMinuten", 60), (session.LivesFrom!.From.Text, session.LivesFrom.UnitSeconds));
        Assert.Equal(new TemplatePart.Taken("token"), Assert.Single(Assert.Single(Assert.Single(session.Sent).Values).Parts));
        var test = Assert.IsType<Test.Is>(Assert.Single(Assert.Single(session.Stale).Tests));
        Assert.Equal((PathRoot.Fault, "fault.detail.CovetoFehler.Code"), (test.Path.Root, test.Path.Text));
    }

    [Fact]
    public void Requests_of_ones_own_know_every_operation_and_carry_the_session_in_all_but_the_log_in()
    {
        var apis = Compile(static contract => contract).Spec!.Passthrough;
        Assert.Equal([("public", 0), ("soap", 7)], apis.Select(a => (a.Name, a.Operations.Count)));
        Assert.Equal(["Anmelden"], apis[1].Operations.Where(o => o.Headers.Count == 0).Select(o => o.Name));
        var jobs = apis[1].Operations.Single(o => o.Name == "HoleStellen");
        Assert.Equal(("https://www.coveto.de/soap/v2/HoleStellen", "HoleStellen", "https://www.coveto.de/soap/v2"), (jobs.Action, jobs.Input.Name, jobs.Input.Namespace));
        Assert.Equal("Sitzung.Token", Assert.Single(Assert.Single(jobs.Headers).Children).Path);
    }

    [Fact]
    public void Paths_know_attributes_texts_and_namespaces()
    {
        var applications = Compile(static contract => contract).Spec!.Models.Single(m => m.Name == "applications");
        var job = Assert.IsType<ValueSpec.From>(applications.Fields.Single(f => f.Name == "job_id").Value);
        Assert.Equal(new XmlNode(XmlNodeKind.Attribute, "stelle", ""), Assert.IsType<PathStep.Property>(Assert.Single(job.Path.Steps)).Xml);
        var fields = Assert.IsType<ValueSpec.Each>(applications.Fields.Single(f => f.Name == "integration_fields").Value);
        Assert.Equal(["urn:coveto:typen:2", "urn:coveto:typen:2"], fields.Path.Steps.Cast<PathStep.Property>().Select(s => s.Xml!.Namespace));
        var value = Assert.IsType<ValueSpec.ObjectOf>(fields.Item).Members.Single(m => m.Name == "value");
        Assert.Equal(XmlNodeKind.Text, Assert.IsType<PathStep.Property>(Assert.Single(Assert.IsType<ValueSpec.From>(value.Value).Path.Steps)).Xml!.Kind);
    }

    /// <summary>A change of the contract, and the line of the spec (its first words) with the diagnostic that follows.</summary>
    [Theory]
    [InlineData("name=\"Titel\"", "name=\"Bezeichnung\"", "name: Titel", "CONN3002")]
    [InlineData("<xs:enumeration value=\"besetzt\"/>", "", "status: { from: Status", "CONN3005")]
    [InlineData("<xs:enumeration value=\"besetzt\"/>", "<xs:enumeration value=\"besetzt\"/><xs:enumeration value=\"neu\"/>", "status: { from: Status", "CONN3004")]
    [InlineData("name=\"AnzahlGesamt\" type=\"xs:int\"", "name=\"AnzahlGesamt\" type=\"xs:boolean\"", "total: AnzahlGesamt", "CONN3003")]
    [InlineData("<xs:element name=\"Seite\" type=\"xs:int\"/>", "<xs:element name=\"Seite\" type=\"xs:int\"/><xs:element name=\"Sprache\" type=\"xs:string\"/>", "call: HoleStellen", "CONN3007")]
    [InlineData("name=\"MitArchiv\" type=\"xs:boolean\"", "name=\"MitArchiv\" type=\"xs:int\"", "body: { MitArchiv", "CONN3008")]
    [InlineData("name=\"ProSeite\"", "name=\"JeSeite\"", "size: { body: ProSeite", "CONN3006")]
    [InlineData("<xs:element name=\"NachId\" type=\"xs:int\" minOccurs=\"0\"/>", "<xs:element name=\"NachId\" type=\"xs:int\"/>", "call: HoleBewerber", "CONN3007")]
    [InlineData("<wsdl:operation name=\"HoleFragen\">", "<wsdl:operation name=\"HoleAlleFragen\">", "call: HoleFragen", "CONN3001")]
    [InlineData("<xs:enumeration value=\"LIMIT\"/>", "", "- is: { fault.detail.CovetoFehler.Code: LIMIT", "CONN3005")]
    [InlineData("name=\"WartenSekunden\"", "name=\"Warten\"", "retry: { after:", "CONN3002")]
    [InlineData("<xs:element name=\"Sitzung\">", "<xs:element name=\"Session\">", "send: { soap_header", "CONN3006")]
    public void A_changed_contract_is_reported_at_the_lines_that_no_longer_fit(string right, string wrong, string line, string id)
    {
        var found = Compile(contract => contract.Contains(right, StringComparison.Ordinal) ? contract.Replace(right, wrong, StringComparison.Ordinal) : throw new ArgumentException(right)).Diagnostics
            .Where(d => d.File == Source.Path)
            .Select(d => (Line: Source.Text.Split('\n')[d.Span.Line].Trim(), d.Rule.Id));
        Assert.Contains(found, f => f.Line.StartsWith(line, StringComparison.Ordinal) && f.Id == id);
    }

    private static SpecCompilation Compile(Func<string, string> change)
    {
        var contract = Files.Spec("contracts/coveto.wsdl");
        return SpecCompiler.Compile(Source, Vocabularies.Ats, contract with { Text = change(contract.Text) }, [Files.Spec("contracts/coveto.public.openapi.yaml")]);
    }
}
