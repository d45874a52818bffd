using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>What the small specs of SOAP services are bound to.</summary>
public class SoapTests
{
    [Fact]
    public void Values_are_laid_out_with_attributes_first_and_elements_in_schema_order()
    {
        var body = Spec("call").Sources[0].Request.Soap!.Input;
        Assert.Equal(["Page", "Size", "ChangedSince", "Filter", "Remark"], body.Children.Select(c => c.Name));
        var filter = body.Children.Single(c => c.Name == "Filter");
        Assert.Equal([("Filter.mode", XmlNodeKind.Attribute, ""), ("Filter.Active", XmlNodeKind.Element, "urn:acme"), ("Filter.Kind", XmlNodeKind.Element, "urn:acme")], filter.Children.Select(c => (c.Path, c.Kind, c.Namespace)));
        Assert.Equal([JsonKind.String, JsonKind.Boolean, JsonKind.String], filter.Children.Select(c => c.Type));
    }

    [Fact]
    public void What_is_demanded_and_nillable_is_sent_as_nil_where_nothing_fills_it()
    {
        var remark = Spec("call").Sources[0].Request.Soap!.Input.Children.Single(c => c.Name == "Remark");
        Assert.Equal((true, true), (remark.Nillable, remark.Required));
    }

    [Fact]
    public void The_version_is_the_one_that_is_said_and_its_action_the_contracts()
    {
        var spec = Spec("call");
        Assert.Equal(12, spec.Transport.Apis[0].Soap);
        Assert.Equal((12, "urn:acme/FindUsers"), (spec.Sources[0].Request.Soap!.Version, spec.Sources[0].Request.Soap!.Action));
        Assert.Equal(11, Spec("session").Transport.Apis[0].Soap);
    }

    [Fact]
    public void An_input_that_is_a_single_value_is_filled_by_its_text()
    {
        var input = Spec("call").Connection.Check!.Soap!.Input;
        Assert.Equal(("Ping", XmlNodeKind.Text, "text()"), (input.Name, input.Children[0].Kind, input.Children[0].Path));
    }

    [Fact]
    public void A_header_part_of_the_input_message_is_no_part_of_the_body()
    {
        var request = Spec("session").Sources[0].Request.Soap!;
        Assert.Equal(["Of"], request.Input.Children.Select(c => c.Path));
        Assert.Equal("Session.Token", Assert.Single(Assert.Single(request.Headers).Children).Path);
    }

    [Fact]
    public void Rules_look_into_faults_and_take_the_wait_from_them()
    {
        var rules = Spec("session").Transport.Errors;
        var wait = rules[0].Retry!.Waits[0];
        Assert.Equal((RetryWaitKind.After, PathRoot.Fault, "fault.detail.Problem.Wait"), (wait.Kind, wait.Body!.Root, wait.Body.Text));
        Assert.Equal("urn:acme", Assert.IsType<PathStep.Property>(wait.Body.Steps[^1]).Xml!.Namespace);
        Assert.Equal(new VendorPath(PathRoot.Fault, default, JsonKind.Object), Assert.IsType<Test.Set>(rules[2].Tests[0]).Path);
    }

    [Fact]
    public void A_session_of_a_rest_api_is_sent_where_it_is_said()
    {
        var session = Spec("session_rest").Connection.Auth.OfType<AuthSpec.Session>().Single();
        Assert.Null(session.Login!.Soap);
        Assert.Equal([PlaceKind.Header, PlaceKind.Query, PlaceKind.Cookie], session.Sent.Select(s => s.At.Kind));
        Assert.Equal([401], session.Stale[0].Statuses);
    }

    [Fact]
    public void Variants_are_listed()
    {
        Assert.Equal(new VariantSpec("acmesoap", "Acme (SOAP)", "For accounts that still have the SOAP service.", null), Assert.Single(Spec("session_rest").Variants));
    }

    [Fact]
    public void A_contract_without_its_siblings_names_the_file_that_is_missing()
    {
        var path = "tests/specs/soap/call.yaml";
        var compilation = SpecCompiler.Compile(Files.Read(path), Vocabularies.Ats, Files.ContractOf(path)!.Value.Contract);
        Assert.Contains("CONN3205", compilation.Diagnostics.Select(d => d.Rule.Id));
        Assert.False(compilation.Success);
    }

    private static ConnectorSpec Spec(string name)
    {
        var path = $"tests/specs/soap/{name}.yaml";
        var (contract, siblings) = Files.ContractOf(path)!.Value;
        return SpecCompiler.Compile(Files.Read(path), Vocabularies.Ats, contract, siblings).Spec!;
    }
}
