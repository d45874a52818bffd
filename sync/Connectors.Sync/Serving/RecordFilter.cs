using System.Text;
using System.Text.Json;
using Connectors.Sync.Store;

namespace Connectors.Sync.Serving;

/// <summary>Something that holds for a record. Names of fields come from code; values are bound as parameters and never become part of a statement.</summary>
public abstract record RecordFilter
{
    /// <summary>The condition on the record <c>r</c>, with a <c>?</c> for each value.</summary>
    internal abstract string Sql { get; }

    /// <summary>Binds the values in the order of the condition.</summary>
    internal abstract void Bind(Statement statement);

    /// <summary>The expression that gives a field's text, the same as in the indexes on references.</summary>
    internal static string Field(string row, string name) => $"{row}.content ->> '{Name(name)}'";

    internal static string Json(IEnumerable<string> values)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    internal static string Name(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? name : throw new ArgumentException($"'{name}' is no field name.", nameof(name));

    private const string Values = "(SELECT value FROM json_each(?))";

    /// <summary>No record at all.</summary>
    public sealed record Nothing : RecordFilter
    {
        internal override string Sql => "0";

        internal override void Bind(Statement statement)
        {
        }
    }

    /// <summary>Its unified id is one of these.</summary>
    public sealed record Ids(IReadOnlyList<string> Any) : RecordFilter
    {
        internal override string Sql => $"r.id IN {Values}";

        internal override void Bind(Statement statement) => statement.Bind(Json(Any));
    }

    /// <summary>A text field has one of these values.</summary>
    public sealed record Text(string Of, IReadOnlyList<string> Any) : RecordFilter
    {
        internal override string Sql => $"{Field("r", Of)} IN {Values}";

        internal override void Bind(Statement statement) => statement.Bind(Json(Any));
    }

    /// <summary>A text field contains this text, whatever the case of its letters.</summary>
    public sealed record Contains(string Of, string Value) : RecordFilter
    {
        internal override string Sql => $"instr(fold({Field("r", Of)}), ?) > 0";

        internal override void Bind(Statement statement) => statement.Bind(RecordReader.Fold(Value));
    }

    /// <summary>A member of an item of a list is one of these texts, whatever the case of its letters.</summary>
    public sealed record Member(string List, string Of, IReadOnlyList<string> Any) : RecordFilter
    {
        internal override string Sql => $"EXISTS (SELECT 1 FROM json_each(r.content, '$.{Name(List)}') i WHERE fold(i.value ->> '{Name(Of)}') IN {Values})";

        internal override void Bind(Statement statement) => statement.Bind(Json(Any.Select(RecordReader.Fold)));
    }

    /// <summary>A text field is one of these texts, whatever the case of its letters.</summary>
    public sealed record SameTexts(string Of, IReadOnlyList<string> Any) : RecordFilter
    {
        internal override string Sql => $"fold({Field("r", Of)}) IN {Values}";

        internal override void Bind(Statement statement) => statement.Bind(Json(Any.Select(RecordReader.Fold)));
    }

    /// <summary>A time field is at this time or later.</summary>
    public sealed record Since(string Of, DateTimeOffset Time) : RecordFilter
    {
        internal override string Sql => $"CAST(round(1000 * unixepoch({Field("r", Of)}, 'subsec')) AS INTEGER) >= ?";

        internal override void Bind(Statement statement) => statement.Bind(Time.ToUnixTimeMilliseconds());
    }

    /// <summary>A record of another model refers to it by <paramref name="By"/>, and by <paramref name="Of"/> to one of these: candidates with an application for a job.</summary>
    public sealed record ReferredFrom(StoredModel Model, string By, string Of, IReadOnlyList<string> Any) : RecordFilter
    {
        internal override string Sql =>
            $"r.id IN (SELECT {Field("o", By)} FROM records o WHERE o.model = ? AND {Field("o", Of)} IN {Values} AND o.remote_deleted_at IS NULL)";

        internal override void Bind(Statement statement) => statement.Bind(Model.Number).Bind(Json(Any));
    }

    /// <summary>The record of another model that it refers to by <paramref name="By"/> refers by <paramref name="Of"/> to one of these: interviews of applications for a job.</summary>
    public sealed record RefersTo(string By, StoredModel Model, string Of, IReadOnlyList<string> Any) : RecordFilter
    {
        internal override string Sql => $"{Field("r", By)} IN (SELECT o.id FROM records o WHERE o.model = ? AND {Field("o", Of)} IN {Values})";

        internal override void Bind(Statement statement) => statement.Bind(Model.Number).Bind(Json(Any));
    }
}
