using System.Text;
using System.Text.Json;
using Connectors.Server.Wire;
using Connectors.Sync.Serving;

namespace Connectors.Server.Fields;

/// <summary>Goes once through the records of a model and tells which fields they have, what kinds of values those hold, and how many records have them.</summary>
/// <param name="fields">The place of the stored integration fields in the layout.</param>
/// <param name="layout">Where values are found in a record.</param>
internal sealed class FieldCensus(ModelLayout layout, int fields)
{
    // A payload that uses ids as names has no end of fields; they are of no use to anybody.
    private const int MostBelow = 200;
    private const int MostFields = 2_000;

    private readonly Node _root = new("");
    private readonly Dictionary<string, Stored> _stored = new(StringComparer.Ordinal);
    private int _records;
    private int _fields;

    /// <summary>What was found so far.</summary>
    public FoundFields Result
    {
        get
        {
            var found = _stored.Select(s => s.Value.Found(s.Key)).ToList();
            foreach (var member in _root.Members.Values.SelectMany(request => request.Members.Values))
            {
                Collect(member, found);
            }

            return new FoundFields(_records, found);
        }
    }

    /// <summary>Looks at a record.</summary>
    public void Add(in RecordRow row) => Add(row.Content, row.Raw);

    /// <summary>Looks at a record.</summary>
    /// <param name="content">Its own fields, a JSON object.</param>
    /// <param name="payload">What the vendor sent, a JSON object by request; empty where it is not kept.</param>
    public void Add(ReadOnlySpan<byte> content, ReadOnlySpan<byte> payload)
    {
        Span<Slice> slices = stackalloc Slice[layout.Count];
        layout.Find(content, slices);
        var stored = new StoredFields(content.Slice(slices[fields].Start, slices[fields].Length));
        while (stored.Next())
        {
            Add(stored);
        }

        if (!payload.IsEmpty)
        {
            var reader = new Utf8JsonReader(payload);
            reader.Read();
            Visit(_root, ref reader);
        }

        _records++;
    }

    private void Add(scoped in StoredFields stored)
    {
        var key = StoredFields.Text(stored.Key)!;
        if (!_stored.TryGetValue(key, out var field))
        {
            if (_stored.Count >= MostFields)
            {
                return;
            }

            field = new Stored(!stored.Type.SequenceEqual("\"DEFAULT\""u8));
            _stored.Add(key, field);
        }

        field.Label ??= StoredFields.Text(stored.Label);
        if (!stored.Value.IsEmpty)
        {
            var reader = new Utf8JsonReader(stored.Value);
            reader.Read();
            field.Values.Count(_records, ref reader);
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    field.Items.Count(_records, ref reader);
                    reader.Skip();
                }
            }
        }
    }

    // The reader stands on a value, and on its last token afterwards.
    private void Visit(Node node, ref Utf8JsonReader reader)
    {
        node.Values.Count(_records, ref reader);
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            var items = node.Items ??= new Node(FieldPath.EachOf(node.Path));
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Visit(items, ref reader);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var member = Member(node, reader.GetString()!);
                reader.Read();
                if (member is null)
                {
                    reader.Skip();
                }
                else
                {
                    Visit(member, ref reader);
                }
            }
        }
    }

    private Node? Member(Node node, string name)
    {
        if (!node.Members.TryGetValue(name, out var member) && node.Members.Count < MostBelow && _fields < MostFields)
        {
            _fields++;
            member = new Node(FieldPath.Below(node.Path, name));
            node.Members.Add(name, member);
        }

        return member;
    }

    // An object is shown by what it has; the items of a list too, where they are objects.
    private static void Collect(Node node, List<FoundField> found)
    {
        var kinds = node.Values.Kinds & ~FieldKinds.Object;
        if (kinds != FieldKinds.None)
        {
            var scalars = kinds == FieldKinds.List && node.Items is { } items ? items.Values : node.Values;
            found.Add(new FoundField(
                node.Path, false, null, FieldPath.Parse(node.Path), kinds, node.Items?.Values.Kinds ?? FieldKinds.None, node.Values.Records, [.. scalars.Samples], scalars.Repeats));
        }

        foreach (var member in node.Members.Values)
        {
            Collect(member, found);
        }

        foreach (var member in node.Items?.Members.Values ?? Enumerable.Empty<Node>())
        {
            Collect(member, found);
        }
    }

    private sealed class Node(string path)
    {
        public string Path => path;

        public FieldTally Values { get; } = new();

        public Dictionary<string, Node> Members { get; } = new(StringComparer.Ordinal);

        public Node? Items { get; set; }
    }

    private sealed class Stored(bool isCustom)
    {
        public string? Label { get; set; }

        public FieldTally Values { get; } = new();

        public FieldTally Items { get; } = new();

        public FoundField Found(string key)
        {
            var scalars = Values.Kinds == FieldKinds.List ? Items : Values;
            return new FoundField(key, isCustom, Label, null, Values.Kinds, Items.Kinds, Values.Records, [.. scalars.Samples], scalars.Repeats);
        }
    }
}
