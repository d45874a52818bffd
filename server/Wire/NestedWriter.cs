using System.Text.Json;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Wire;

/// <summary>Writes records that are shown inside of another.</summary>
internal abstract class NestedWriter(string name)
{
    /// <summary>What is shown, for those who describe the API.</summary>
    public abstract NestedShape Described { get; }

    /// <summary>The member they are shown in.</summary>
    protected JsonEncodedText Name { get; } = JsonEncodedText.Encode(name);

    /// <summary>Writes the name and the records.</summary>
    public abstract void Write(Utf8JsonWriter writer, in RecordView owner, RecordSession session);
}

/// <summary>What is shown inside of a record.</summary>
/// <param name="Name">The member it is shown in.</param>
/// <param name="Shape">How each record looks.</param>
/// <param name="List">Whether there are any number of them; otherwise there is one, or null.</param>
/// <param name="More">What is said of the two together, beside the record's own members.</param>
internal sealed record NestedShape(string Name, RecordShape Shape, bool List, params IReadOnlyList<FieldType> More)
{
    /// <summary>What is shown inside of each, beside what its own shape shows.</summary>
    public IReadOnlyList<NestedShape> Inside { get; init; } = [];
}

/// <summary>The record that a reference leads to; null where it is not stored.</summary>
internal class TargetNested(string name, int reference, RecordShape shape) : NestedWriter(name)
{
    /// <summary>How it looks.</summary>
    protected RecordShape Shape => shape;

    /// <inheritdoc/>
    public override NestedShape Described => new(Name.Value, shape, List: false);

    public override void Write(Utf8JsonWriter writer, in RecordView owner, RecordSession session)
    {
        var id = owner.Id(reference);
        if (id.IsEmpty || session.Model(shape.Model) is not { } model)
        {
            writer.WriteNull(Name);
            return;
        }

        using var rows = session.Reader.Find(model, id, session.NeedsPayload(shape.Model));
        if (!rows.Next())
        {
            writer.WriteNull(Name);
            return;
        }

        var row = rows.Row;
        Span<Slice> slices = stackalloc Slice[shape.Layout.Count];
        shape.Layout.Find(row.Content, slices);
        var target = new RecordView(row, slices);
        writer.WriteStartObject(Name);
        shape.WriteMembers(writer, target, session);
        WriteMore(writer, owner, target, session);
        writer.WriteEndObject();
    }

    /// <summary>Writes what the two together say.</summary>
    protected virtual void WriteMore(Utf8JsonWriter writer, scoped in RecordView owner, scoped in RecordView target, RecordSession session)
    {
    }
}

/// <summary>The records that refer to the one around them.</summary>
/// <param name="name">The member.</param>
/// <param name="reference">Their field that refers to it.</param>
/// <param name="shape">How they look.</param>
internal sealed class ReferrersNested(string name, string reference, RecordShape shape) : NestedWriter(name)
{
    /// <inheritdoc/>
    public override NestedShape Described => new(Name.Value, shape, List: true);

    public override void Write(Utf8JsonWriter writer, in RecordView owner, RecordSession session)
    {
        writer.WriteStartArray(Name);
        if (session.Model(shape.Model) is { } model)
        {
            using var rows = session.Reader.Referring(model, reference, owner.Row.Id);
            while (rows.Next())
            {
                shape.Write(writer, rows.Row, session);
            }
        }

        writer.WriteEndArray();
    }
}

/// <summary>A join model as a way from one record to others.</summary>
/// <param name="Model">The model.</param>
/// <param name="Layout">Where its values are found.</param>
/// <param name="From">Its field that refers to the record around.</param>
/// <param name="To">Index of its field that refers to the others.</param>
/// <param name="Shown">Its own fields that are shown with each.</param>
internal sealed record JoinWay(string Model, ModelLayout Layout, string From, int To, MemberWriter[] Shown);

/// <summary>The records that are joined to the one around them, each with what the join says of the two.</summary>
internal class JoinedNested(string name, JoinWay way, RecordShape shape) : NestedWriter(name)
{
    /// <summary>How they look.</summary>
    protected RecordShape Shape => shape;

    /// <inheritdoc/>
    public override NestedShape Described => new(Name.Value, shape, List: true, [.. way.Shown.Select(m => m.Field)]);

    public override void Write(Utf8JsonWriter writer, in RecordView owner, RecordSession session)
    {
        writer.WriteStartArray(Name);
        if (session.Model(way.Model) is { } join && session.Model(shape.Model) is { } model)
        {
            using var joins = session.Reader.Referring(join, way.From, owner.Row.Id);
            while (joins.Next())
            {
                WriteOne(writer, owner, joins.Row, model, session);
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes what else is known of the two.</summary>
    protected virtual void WriteMore(Utf8JsonWriter writer, scoped in RecordView owner, scoped in RecordView other, RecordSession session)
    {
    }

    private void WriteOne(Utf8JsonWriter writer, scoped in RecordView owner, scoped in Sync.Serving.RecordRow row, Sync.Serving.StoredModel model, RecordSession session)
    {
        Span<Slice> ofJoin = stackalloc Slice[way.Layout.Count];
        way.Layout.Find(row.Content, ofJoin);
        var join = new RecordView(row, ofJoin);
        using var others = session.Reader.Find(model, join.Id(way.To), session.NeedsPayload(shape.Model));
        if (!others.Next() || others.Row.DeletedAt is not null)
        {
            return;
        }

        Span<Slice> ofOther = stackalloc Slice[shape.Layout.Count];
        shape.Layout.Find(others.Row.Content, ofOther);
        var other = new RecordView(others.Row, ofOther);
        writer.WriteStartObject();
        shape.WriteMembers(writer, other, session);
        foreach (var member in way.Shown)
        {
            member.Write(writer, join, session);
        }

        WriteMore(writer, owner, other, session);
        writer.WriteEndObject();
    }
}
