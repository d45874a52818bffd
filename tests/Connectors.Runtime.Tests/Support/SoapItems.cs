using System.Globalization;
using System.Xml;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Tests.Support;

/// <summary>What the generator would write for a vendor whose operation GetItems answers with <c>Item</c> elements, <c>Next</c> and <c>Total</c>.</summary>
internal static class SoapItems
{
    public const string Names = "urn:items";
    public const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    public static ReadSource Source(PagingPlan? paging = null, int version = 11, bool inHeader = false) => new()
    {
        Name = "items",
        Mappers = [new RecordMapper { Model = "items", Xml = new XmlMapper(Map) }],
        Request = Call("GetItems", version, inHeader),
        Paging = paging ?? new PagingPlan { Kind = PagingKind.None },
        DecodeXml = Decode,
    };

    public static RequestPlan Call(string operation, int version = 11, bool inHeader = false) => new()
    {
        Method = HttpMethod.Post,
        Path = (in RequestScope _) => "",
        Endpoint = operation,
        Soap = new SoapPlan(version, "urn:do/" + operation, (writer, values) => Write(writer, values, operation), inHeader ? [WriteSession] : []),
    };

    public static string Answer(IEnumerable<string> ids, string rest = "", string envelope = Soap11) =>
        Envelope($"""<r:GetItemsResponse xmlns:r="{Names}">{string.Concat(ids.Select(id => $"<r:Item id=\"{id}\"><r:Name>n</r:Name></r:Item>"))}{rest}</r:GetItemsResponse>""", envelope);

    public static string Envelope(string body, string envelope = Soap11) => $"""<s:Envelope xmlns:s="{envelope}"><s:Header><x>1</x></s:Header><s:Body>{body}</s:Body></s:Envelope>""";

    public static string Fault(string code, string text = "no", string detail = "") =>
        Envelope($"<s:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring><detail>{detail}</detail></s:Fault>");

    public static HttpResponseMessage Xml(string xml, int status = 200) => Support.Answer.Text(xml, "text/xml", status);

    private static void Write(XmlWriter writer, ElementValues values, string operation)
    {
        writer.WriteStartElement(operation, Names);
        foreach (var name in (string[])["Page", "Size", "Since", "Parent", "User", "Password"])
        {
            values.Element(writer, name, name, Names, name is "Page" or "Size" ? ValueForm.Integer : ValueForm.Text);
        }

        writer.WriteEndElement();
    }

    private static void WriteSession(XmlWriter writer, ElementValues values)
    {
        if (values.Any("Session"))
        {
            writer.WriteStartElement("Session", Names);
            values.Element(writer, "Session.Token", "Token", Names, ValueForm.Text);
            writer.WriteEndElement();
        }
    }

    private static void Decode(XmlCursor reader, PageSink sink)
    {
        if (!reader.Is("GetItemsResponse", Names))
        {
            throw XmlFault.WrongElement("GetItemsResponse");
        }

        for (var more = reader.Enter(); more && reader.NextChild(".");)
        {
            if (reader.Is("Item", Names))
            {
                sink.Element(reader);
            }
            else if (reader.Is("Next", Names))
            {
                reader.ReadText("Next");
                sink.Next = reader.Text;
            }
            else if (reader.Is("Total", Names))
            {
                reader.ReadText("Total");
                sink.Total = long.Parse(reader.Text!, CultureInfo.InvariantCulture);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static Item Map(XmlCursor reader, MapContext context, ref RecordKey? key)
    {
        reader.Attribute("id");
        var id = reader.Text;
        string? name = null;
        for (var more = reader.Enter(); more && reader.NextChild(".");)
        {
            reader.ReadText("Name");
            name = reader.Text;
        }

        var item = new Item(id ?? throw XmlFault.Missing("id"), name);
        key = item.Key;
        return item;
    }
}
