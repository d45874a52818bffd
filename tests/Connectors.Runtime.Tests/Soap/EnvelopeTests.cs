using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Soap;

public class EnvelopeTests
{
    private static readonly XNamespace Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static readonly XNamespace Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    [Fact]
    public async Task Version_1_1_names_its_action_in_a_header_of_its_own()
    {
        var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Answer(["1"])));

        Assert.Equal(["1"], await TestConnector.At(vendor).IdsAsync(SoapItems.Source()));

        var asked = vendor.Request;
        Assert.Equal("POST", asked.Method);
        Assert.Equal("text/xml; charset=utf-8", asked.Headers["Content-Type"]);
        Assert.Equal("\"urn:do/GetItems\"", asked.Headers["SOAPAction"]);
        var body = Assert.Single(XDocument.Parse(asked.Body!).Root!.Element(XName.Get("Body", SoapItems.Soap11))!.Elements());
        Assert.Equal(XName.Get("GetItems", SoapItems.Names), body.Name);
    }

    [Fact]
    public async Task Version_1_2_names_its_action_in_the_type()
    {
        var vendor = new FakeVendor(_ => Answer.Text(SoapItems.Answer(["1"], envelope: SoapItems.Soap12), "application/soap+xml"));

        Assert.Equal(["1"], await TestConnector.At(vendor).IdsAsync(SoapItems.Source(version: 12)));

        var asked = vendor.Request;
        Assert.Equal("application/soap+xml; charset=utf-8; action=\"urn:do/GetItems\"", asked.Headers["Content-Type"]);
        Assert.False(asked.Headers.ContainsKey("SOAPAction"));
        Assert.Equal(XName.Get("Envelope", SoapItems.Soap12), XDocument.Parse(asked.Body!).Root!.Name);
    }

    [Fact]
    public async Task Pages_sizes_times_and_parents_are_elements_of_the_body()
    {
        var vendor = new FakeVendor(asked => SoapItems.Xml(SoapItems.Answer([asked.Number == 0 ? "1" : "2"], $"<r:Total>2</r:Total>")));
        var listed = SoapItems.Source(new PagingPlan { Kind = PagingKind.Number, Marker = At("Page"), First = 1, SizeAt = At("Size"), Size = 1 });
        var source = new ReadSource
        {
            Name = listed.Name,
            Mappers = listed.Mappers,
            DecodeXml = listed.DecodeXml,
            Paging = listed.Paging,
            Request = listed.Request with { Send = [new SentValue(At("Parent"), [(in RequestScope s) => s.ParentRemoteId])] },
            Since = new SincePlan(At("Since"), t => t.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero, true),
        };

        var ids = await TestConnector.At(vendor).IdsAsync(source, new ReadOptions { ParentRemoteId = "a<b&c", Since = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero) });

        Assert.Equal(["1", "2"], ids);
        var second = XDocument.Parse(vendor.Requests[1].Body!).Descendants(XName.Get("GetItems", SoapItems.Names)).Single();
        Assert.Equal(["Page=2", "Size=1", "Since=2026-01-02", "Parent=a<b&c"], second.Elements().Select(e => $"{e.Name.LocalName}={e.Value}"));
    }

    [Fact]
    public async Task Items_of_a_list_are_told_by_their_positions()
    {
        var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Answer([])));
        var listed = SoapItems.Source();
        var source = new ReadSource
        {
            Name = listed.Name,
            Mappers = listed.Mappers,
            DecodeXml = listed.DecodeXml,
            Request = listed.Request with
            {
                Send = [new SentValue(At("Rows.Row[1].Key"), Items.Text("b")), new SentValue(At("Rows.Row[0].Key"), Items.Text("a")), new SentValue(At("Rows.Row[1].Value"), Items.Text("2"))],
                Soap = listed.Request.Soap! with
                {
                    Input = (writer, values) =>
                    {
                        writer.WriteStartElement("GetItems", SoapItems.Names);
                        foreach (var row in values.Items("Rows.Row"))
                        {
                            writer.WriteStartElement("Row", SoapItems.Names);
                            row.Element(writer, "Key", "Key", SoapItems.Names, Connectors.Runtime.Soap.ValueForm.Text);
                            row.Element(writer, "Value", "Value", SoapItems.Names, Connectors.Runtime.Soap.ValueForm.Text);
                            writer.WriteEndElement();
                        }

                        writer.WriteEndElement();
                    },
                },
            },
        };

        await TestConnector.At(vendor).IdsAsync(source);

        Assert.Equal(["a", "b2"], XDocument.Parse(vendor.Request.Body!).Descendants(XName.Get("Row", SoapItems.Names)).Select(r => r.Value));
    }

    [Fact]
    public async Task A_value_that_no_XML_can_hold_is_refused_and_not_shown()
    {
        var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Answer([])));
        var source = SoapItems.Source();
        var sent = new SentValue(At("Parent"), [(in RequestScope s) => s.Connection["api_key"] + "\u0001"]);

        var error = await Assert.ThrowsAsync<ConnectorException>(
            () => TestConnector.At(vendor, TestConnector.Define(p => p with { Send = [sent] })).IdsAsync(source));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.StartsWith("GetItems:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestConnector.Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task A_password_is_sent_in_the_clear_where_the_vendor_wants_it_so()
    {
        var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Answer([])));

        await TestConnector.At(vendor, WithToken(digest: false)).IdsAsync(SoapItems.Source());

        var token = Token(vendor.Request);
        Assert.Equal("ann", token.Element(Security + "Username")!.Value);
        Assert.Equal(TestConnector.Secret, token.Element(Security + "Password")!.Value);
        Assert.EndsWith("#PasswordText", token.Element(Security + "Password")!.Attribute("Type")!.Value, StringComparison.Ordinal);
        Assert.Null(token.Element(Security + "Nonce"));
    }

    [Fact]
    public async Task A_digest_is_made_anew_for_every_attempt()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(503) : SoapItems.Xml(SoapItems.Answer([])));
        byte made = 0;
        var options = new ConnectorOptions { Clock = clock, Nonce = length => [.. Enumerable.Repeat(++made, length)], Http = new HttpMessageInvoker(vendor) };
        var connector = new TestConnector(WithToken(digest: true), TestConnector.Account(), options);

        await Pump.RunAsync(clock, () => connector.IdsAsync(SoapItems.Source()));

        Assert.Equal(2, vendor.Requests.Count);
        for (var i = 0; i < 2; i++)
        {
            var token = Token(vendor.Requests[i]);
            var nonce = Enumerable.Repeat((byte)(i + 1), 16).ToArray();
            var created = token.Element(Utility + "Created")!.Value;
            Assert.StartsWith("2026-11-22T10:00:0", created, StringComparison.Ordinal);
            Assert.Equal(Convert.ToBase64String(nonce), token.Element(Security + "Nonce")!.Value);
#pragma warning disable CA5350 // The profile knows no other digest.
            var digest = SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created + TestConnector.Secret)]);
#pragma warning restore CA5350
            Assert.Equal(Convert.ToBase64String(digest), token.Element(Security + "Password")!.Value);
            Assert.DoesNotContain(TestConnector.Secret, vendor.Requests[i].Body!, StringComparison.Ordinal);
        }
    }

    private static XElement Token(Asked asked) => XDocument.Parse(asked.Body!).Descendants(Security + "UsernameToken").Single();

    private static ConnectorDefinition WithToken(bool digest) => TestConnector.Define(p => p with
    {
        Send = [],
        Auth = [new UsernameTokenPlan((in RequestScope _) => "ann", (in RequestScope s) => s.Connection["api_key"], digest)],
    });

    private static PlaceName At(string name) => new(Place.Body, name);
}
