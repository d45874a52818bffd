using System.Xml.Linq;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Soap;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Actions;

public class StepRequestTests
{
    private static readonly FileContent File = new("cv.txt", "text/plain", "hello"u8.ToArray());

    [Fact]
    public async Task Values_stand_in_query_header_and_cookie()
    {
        var asked = await SendAsync(Apply.Post("/x"), values =>
        {
            values.Add(new PlaceName(Place.Query, "q"), "a b");
            values.AddAll(new PlaceName(Place.Query, "list"), ["1", "2"]);
            values.Add(new PlaceName(Place.Header, "X-Who"), "jo");
            values.Add(new PlaceName(Place.Cookie, "c"), "1");
            values.Add(new PlaceName(Place.Query, "none"), null);
        });

        Assert.Equal("/api/x?q=a%20b&list=1&list=2", asked.PathAndQuery);
        Assert.Equal("jo", asked.Headers["X-Who"]);
        Assert.Equal("c=1", asked.Headers["Cookie"]);
        Assert.Null(asked.Body);
    }

    [Fact]
    public async Task A_header_cannot_be_smuggled_in()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(
            () => SendAsync(Apply.Post("/x"), values => values.Add(new PlaceName(Place.Header, "X-Who"), "jo\r\nX-Admin: 1")));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.DoesNotContain("Admin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_JSON_body_has_objects_lists_of_objects_literals_and_files_in_the_order_they_were_placed()
    {
        var plan = Apply.Post("/x") with { Send = [new SentValue(Apply.Body("language"), Items.Text("de")), new SentValue(Apply.Body("kind"), Items.Text("old"))] };

        var asked = await SendAsync(plan, values =>
        {
            values.Add(Apply.Body("kind"), "new");
            values.Add(Apply.Body("person.name"), "Jo \"D\"");
            values.Add(Apply.Body("person.age"), "38.5", BodyKind.Literal);
            values.AddAll(Apply.Body("tags"), ["one"]);
            values.AddAll(Apply.Body("empty"), []);
            var first = values.AddItem("more.files");
            first.Add(Apply.Body("meta.name"), "cv.txt");
            first.AddFile("meta.data", File);
            values.Add(Apply.Body("person.last"), "Doe");
            values.AddFile("none", null);
            var inner = values.AddItem("more.files").AddItem("parts");
            inner.Add(Apply.Body("n"), "1", BodyKind.Literal);
        });

        Assert.Equal(
            """{"language":"de","kind":"new","person":{"name":"Jo \u0022D\u0022","age":38.5,"last":"Doe"},"tags":["one"],"more":{"files":[{"meta":{"name":"cv.txt","data":"aGVsbG8="}},{"parts":[{"n":1}]}]}}""",
            asked.Body);
        Assert.Equal("application/json", asked.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_literal_that_is_none_is_refused_without_showing_it()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(
            () => SendAsync(Apply.Post("/x"), values => values.Add(Apply.Body("n"), "1}, \"admin\": {", BodyKind.Literal)));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.DoesNotContain("admin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_envelope_has_an_element_for_each_item_in_the_order_of_the_contract()
    {
        var plan = SoapItems.Call("Apply") with { Soap = new SoapPlan(11, "", Write, []) };

        var asked = await SendAsync(
            plan,
            values =>
            {
                foreach (var name in (string[])["a.txt", "b.txt"])
                {
                    var item = values.AddItem("Files.File");
                    item.AddFile("Data", File);
                    item.Add(Apply.Body("Name"), name);
                    item.AddAll(Apply.Body("Tag"), ["x", "y"]);
                }

                values.Add(Apply.Body("Mail"), "jo@example.com");
            },
            _ => SoapItems.Xml(SoapItems.Envelope("<ApplyResponse><uuid>1</uuid></ApplyResponse>")));

        Assert.Equal(
            "<Apply><Mail>jo@example.com</Mail><Files><File><Name>a.txt</Name><Tag>x</Tag><Tag>y</Tag><Data>aGVsbG8=</Data></File><File><Name>b.txt</Name><Tag>x</Tag><Tag>y</Tag><Data>aGVsbG8=</Data></File></Files></Apply>",
            XDocument.Parse(asked.Body!).Descendants("Apply").Single().ToString(SaveOptions.DisableFormatting));
    }

    [Fact]
    public async Task An_envelope_without_items_has_no_element_for_their_list()
    {
        var plan = SoapItems.Call("Apply") with { Soap = new SoapPlan(11, "", Write, []) };

        var asked = await SendAsync(plan, _ => { }, _ => SoapItems.Xml(SoapItems.Envelope("<ApplyResponse><uuid>1</uuid></ApplyResponse>")));

        Assert.Equal("<Apply />", XDocument.Parse(asked.Body!).Descendants("Apply").Single().ToString());
    }

    [Fact]
    public async Task Values_are_taken_of_the_answer_in_an_envelope()
    {
        var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Envelope("<ApplyResponse><Made id=\"17\"><Note>n</Note></Made></ApplyResponse>")));

        var reply = await Apply.RunAsync(vendor, Apply.Plan(Call(new TakenValue("remote_id", "Made.@id"), new TakenValue("note", "Made.Note"))));

        Assert.Equal("candidates:17", reply.Made.Shown());
        Assert.Equal("n", reply.Made[0].Taken["note"]);
    }

    [Fact]
    public async Task A_record_is_found_in_the_answer_in_an_envelope_be_it_one_of_several_or_the_only_one()
    {
        foreach (var others in (string[])["", "<P><Id>8</Id><Mail>joe@example.com</Mail></P>"])
        {
            var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Envelope($"<R><Found>{others}<P><Id>9</Id><Mail>jo@example.com</Mail></P></Found></R>")));
            var find = new FindPlan
            {
                Request = SoapItems.Call("Find"),
                Fill = (_, _, _) => { },
                Records = "Found.P",
                Where = (input, _) => [("Mail", ((Applying)input).Email)],
                Take = [new TakenValue("remote_id", "Id")],
            };

            var reply = await Apply.RunAsync(vendor, Apply.Plan(Call(new TakenValue("remote_id", "Id")) with { Find = find }));

            Assert.Equal("candidates:9!", reply.Made.Shown());
        }
    }

    [Fact]
    public async Task A_fault_can_say_that_the_record_exists_already()
    {
        var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Fault("s:Client", detail: "<Twice><Id>5</Id></Twice>"), 500));
        var rule = new ReplyRule { Tests = [new BodyTest(BodyTestKind.Set, "fault.detail.Twice.Id")] };
        var step = Call(new TakenValue("remote_id", "Id")) with { On = [new StepReply(rule, [new TakenValue("remote_id", "fault.detail.Twice.Id")])] };

        Assert.Equal("candidates:5!", (await Apply.RunAsync(vendor, Apply.Plan(step))).Made.Shown());
    }

    [Fact]
    public async Task An_answer_that_breaks_off_leaves_the_step_in_doubt()
    {
        var whole = SoapItems.Envelope("<R><Id>5</Id></R>");
        var vendor = new FakeVendor(_ => SoapItems.Xml(whole[..whole.IndexOf("</R>", StringComparison.Ordinal)]));

        var error = await Assert.ThrowsAsync<PartialActionException>(() => Apply.RunAsync(vendor, Apply.Plan(Call(new TakenValue("remote_id", "Id")))));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Equal("applicant", error.UncertainStep);
    }

    private static ActionStep Call(params TakenValue[] take) =>
        new() { Name = "applicant", Request = SoapItems.Call("Apply"), Fill = (_, _, _) => { }, Creates = "candidates", Take = [.. take] };

    private static void Write(System.Xml.XmlWriter writer, ElementValues values)
    {
        writer.WriteStartElement("Apply");
        values.Element(writer, "Mail", "Mail", "", ValueForm.Text);
        if (values.Any("Files"))
        {
            writer.WriteStartElement("Files");
            foreach (var item in values.Items("Files.File"))
            {
                writer.WriteStartElement("File");
                item.Element(writer, "Name", "Name", "", ValueForm.Text);
                item.Element(writer, "Tag", "Tag", "", ValueForm.Text);
                item.Element(writer, "Data", "Data", "", ValueForm.Text);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static async Task<Asked> SendAsync(RequestPlan plan, Action<StepValues> fill, Func<Asked, HttpResponseMessage>? answer = null)
    {
        var vendor = new FakeVendor(answer ?? (_ => Answer.Json("{}")));
        await Apply.RunAsync(vendor, Apply.Plan(new ActionStep { Name = "x", Request = plan, Fill = (_, _, values) => fill(values) }));
        return vendor.Request;
    }
}
