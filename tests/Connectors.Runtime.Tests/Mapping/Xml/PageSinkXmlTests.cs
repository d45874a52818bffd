using System.Text.Json;
using System.Xml;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Tests.Mapping.Xml;

public class PageSinkXmlTests
{
    private static readonly RecordMapper Things = new() { Model = "things", Xml = new XmlMapper(Thing.Map) };

    private static readonly RecordMapper Parts = new()
    {
        Model = "parts",
        Xml = new XmlMapper(Thing.Map, new NestedXmlRecords(WalkParts, static (reader, _) => reader.Attribute("id") ? new RecordKey(reader.Text!) : null)),
    };

    [Fact]
    public void A_record_that_cannot_be_read_is_set_aside_with_its_id_and_the_page_goes_on()
    {
        var sink = Walk("<l><t id='1'><n>1</n></t><t id='2'><n>x</n></t><t><n>3</n></t><t id='4'/></l>", Things);

        Assert.Equal(["1", "4"], sink.Records.Select(r => r.Key.First));
        Assert.Equal(
            [new SetAside("things", new RecordKey("2"), "n", "expected a number, found something else"), new SetAside("things", null, "id", "a value is required and there is none")],
            sink.SetAside);
        Assert.Equal(4, sink.Elements);
    }

    [Fact]
    public void Nested_records_know_their_element_as_parent_and_are_read_beside_it()
    {
        var sink = Walk("<l><t id='p1'><n>1</n><parts><t id='1'/><t id='2'><n>x</n></t><t id='3'/></parts></t><t id='p2'/><t><parts><t id='9'/></parts></t></l>", Things, Parts);

        Assert.Equal(["p1<", "1<p1", "3<p1", "p2<"], sink.Records.Cast<Thing>().Select(t => $"{t.Id}<{t.Parent}"));
        Assert.Equal(
            [("parts", "2", "n"), ("things", null, "id"), ("parts", null, "parent.remote_id")],
            sink.SetAside.Select(s => (s.Model, s.Key?.First, s.Path)));
        Assert.Equal(3, sink.Elements);
    }

    [Fact]
    public void A_fault_of_the_element_around_them_leaves_nested_records_alone()
    {
        var sink = Walk("<l><t id='p1'><n>x</n><parts><t id='1'/></parts></t></l>", Things, Parts);

        Assert.Equal(["1<p1"], sink.Records.Cast<Thing>().Select(t => $"{t.Id}<{t.Parent}"));
        Assert.Equal("p1", Assert.Single(sink.SetAside).Key?.First);
    }

    [Fact]
    public void What_is_wrong_around_nested_records_is_set_aside_and_not_lost()
    {
        var sink = Walk("<l><t id='p1'><parts>x<t id='1'/></parts></t><t id='p2'><parts><t id='2'/></parts></t></l>", Parts);

        Assert.Equal(["1<p1", "2<p2"], sink.Records.Cast<Thing>().Select(t => $"{t.Id}<{t.Parent}"));
        Assert.Equal(new SetAside("parts", null, ".", "expected elements, found text"), Assert.Single(sink.SetAside));
    }

    [Fact]
    public void Nested_records_alone_need_no_record_around_them() =>
        Assert.Equal(["1<p1"], Walk("<l><t id='p1'><n>x</n><parts><t id='1'/></parts></t></l>", Parts).Records.Cast<Thing>().Select(t => $"{t.Id}<{t.Parent}"));

    [Fact]
    public void Without_a_wanted_model_elements_are_counted() => Assert.Equal((2, 0), (Walk("<l><t id='1'/><t><x/></t></l>").Elements, Walk("<l><t/></l>").Records.Count));

    [Fact]
    public void A_fault_of_a_record_is_none_of_the_page_and_the_other_way_round()
    {
        var cursor = Cursor.On("<l><t id='1'><n>x</n></t></l>");
        cursor.Note("total", "wrong");
        var sink = new PageSink([Things], new MapContext());
        WalkList(cursor, sink);

        Assert.Equal("n", Assert.Single(sink.SetAside).Path);
        Assert.Equal(new RecordFault("total", "wrong"), cursor.Fault());
    }

    [Fact]
    public void Several_models_of_an_element_too_large_for_a_copy_are_set_aside_with_its_id()
    {
        var bounds = new XmlBounds { Element = 50 };
        var cursor = Cursor.On($"<l><t id='1'><x>{new string('x', 100)}</x></t><t id='2'/></l>", bounds);
        var sink = new PageSink([Things, new RecordMapper { Model = "others", Xml = Things.Xml }], new MapContext());
        WalkList(cursor, sink);

        Assert.Equal([("things", "1", "."), ("others", "1", ".")], sink.SetAside.Select(s => (s.Model, s.Key?.First, s.Path)));
        Assert.Equal(["2", "2"], sink.Records.Select(r => r.Key.First));
    }

    [Fact]
    public void Xml_that_breaks_off_ends_the_page() => Assert.Throws<XmlException>(() => Walk("<l><t id='1'/><t id='2'>", Things));

    private static PageSink Walk(string xml, params RecordMapper[] mappers)
    {
        var sink = new PageSink(mappers, new MapContext());
        WalkList(Cursor.On(xml), sink);
        return sink;
    }

    private static void WalkList(XmlCursor cursor, PageSink sink)
    {
        for (var more = cursor.Enter(); more && cursor.NextChild(".");)
        {
            sink.Element(cursor);
        }
    }

    private static void WalkParts(XmlCursor cursor, PageSink sink)
    {
        for (var more = cursor.Enter(); more && cursor.NextChild(".");)
        {
            if (cursor.Is("parts", ""))
            {
                WalkList(cursor, sink);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    private sealed class Thing(string id, string? parent) : UnifiedRecord
    {
        public string Id { get; } = id;

        public string? Parent { get; } = parent;

        public override string Model => "things";

        public override RecordKey Key => new(Id);

        public override void WriteFields(Utf8JsonWriter writer, IRecordIds ids) => throw new InvalidOperationException();

        public static Thing Map(XmlCursor reader, MapContext context, ref RecordKey? key)
        {
            var id = reader.Attribute("id") ? reader.Text : null;
            for (var more = reader.Enter(); more && reader.NextChild(".");)
            {
                if (reader.Is("n", ""))
                {
                    reader.ReadText("n");
                    XmlValue.Number(reader, "n");
                }
                else
                {
                    reader.Skip();
                }
            }

            key = id is null ? null : new RecordKey(id);
            reader.ThrowFault();
            return new Thing(id ?? throw XmlFault.Missing("id"), context.ParentRemoteId);
        }
    }
}
