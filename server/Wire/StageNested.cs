using System.Text.Json;

namespace Connectors.Server.Wire;

/// <summary>The stages of a job: those that are joined to it, or all of the account where the vendor lists none per job.</summary>
/// <param name="name">The member.</param>
/// <param name="way">From a job to its stages.</param>
/// <param name="shape">How a stage looks.</param>
/// <param name="place">Index of a stage's field that says its place in the whole account.</param>
internal sealed class JobStagesNested(string name, JoinWay way, RecordShape shape, int place) : NestedWriter(name)
{
    private readonly JoinedNested _joined = new(name, way, shape);

    /// <inheritdoc/>
    public override NestedShape Described => _joined.Described;

    public override void Write(Utf8JsonWriter writer, in RecordView owner, RecordSession session)
    {
        if (session.Model(way.Model) is not null)
        {
            _joined.Write(writer, owner, session);
            return;
        }

        if (!session.Shared.TryGetValue(this, out var all))
        {
            all = All(session);
            session.Shared.Add(this, all);
        }

        writer.WritePropertyName(Name);
        writer.WriteRawValue(all, skipInputValidation: true);
    }

    private byte[] All(RecordSession session)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.Options))
        {
            writer.WriteStartArray();
            if (session.Model(shape.Model) is { } model)
            {
                using var rows = session.Reader.All(model, session.NeedsPayload(shape.Model));
                while (rows.Next())
                {
                    WriteOne(writer, rows.Row, session);
                }
            }

            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private void WriteOne(Utf8JsonWriter writer, scoped in Sync.Serving.RecordRow row, RecordSession session)
    {
        Span<Slice> slices = stackalloc Slice[shape.Layout.Count];
        shape.Layout.Find(row.Content, slices);
        var stage = new RecordView(row, slices);
        writer.WriteStartObject();
        shape.WriteMembers(writer, stage, session);
        writer.WritePropertyName("index"u8);
        writer.WriteRawValue(stage.Value(place) is { IsEmpty: false } index ? index : "null"u8, skipInputValidation: true);
        writer.WriteEndObject();
    }
}

/// <summary>The stage an application stands in, with its place among the job's stages or else those of the account.</summary>
/// <param name="name">The member.</param>
/// <param name="reference">Index of the application's field that refers to the stage.</param>
/// <param name="job">Index of its field that refers to the job.</param>
/// <param name="way">From a job to its stages.</param>
/// <param name="index">Index of the way's field that says the place among the job's stages.</param>
/// <param name="shape">How the stage looks.</param>
/// <param name="place">Index of a stage's field that says its place in the whole account.</param>
internal sealed class CurrentStageNested(string name, int reference, int job, JoinWay way, int index, RecordShape shape, int place) : TargetNested(name, reference, shape)
{
    /// <inheritdoc/>
    public override NestedShape Described => base.Described with { More = [way.Layout.Fields[index]] };

    protected override void WriteMore(Utf8JsonWriter writer, scoped in RecordView owner, scoped in RecordView target, RecordSession session)
    {
        writer.WritePropertyName("index"u8);
        if (session.Model(way.Model) is { } joins && owner.Id(job) is { IsEmpty: false } jobId)
        {
            using var rows = session.Reader.Referring(joins, way.From, jobId);
            while (rows.Next())
            {
                if (WriteIndex(writer, rows.Row, target.Row.Id))
                {
                    return;
                }
            }
        }

        writer.WriteRawValue(target.Value(place) is { IsEmpty: false } ofAccount ? ofAccount : "null"u8, skipInputValidation: true);
    }

    private bool WriteIndex(Utf8JsonWriter writer, scoped in Sync.Serving.RecordRow row, ReadOnlySpan<byte> stage)
    {
        Span<Slice> slices = stackalloc Slice[way.Layout.Count];
        way.Layout.Find(row.Content, slices);
        var join = new RecordView(row, slices);
        if (!join.Id(way.To).SequenceEqual(stage) || join.Value(index).IsEmpty)
        {
            return false;
        }

        writer.WriteRawValue(join.Value(index), skipInputValidation: true);
        return true;
    }
}

/// <summary>The people who work on a job, with their roles for it.</summary>
/// <param name="name">The member.</param>
/// <param name="way">From a job to its users.</param>
/// <param name="shape">How a user looks.</param>
/// <param name="roles">From a user to the roles for jobs.</param>
/// <param name="job">Index of that way's field that refers to the job.</param>
/// <param name="role">How a role looks.</param>
internal sealed class HiringTeamNested(string name, JoinWay way, RecordShape shape, JoinWay roles, int job, RecordShape role) : JoinedNested(name, way, shape)
{
    /// <inheritdoc/>
    public override NestedShape Described => base.Described with { Inside = [new NestedShape("job_roles", role, List: true)] };

    protected override void WriteMore(Utf8JsonWriter writer, scoped in RecordView owner, scoped in RecordView other, RecordSession session)
    {
        writer.WriteStartArray("job_roles"u8);
        if (session.Model(roles.Model) is { } joins && session.Model(role.Model) is { } model)
        {
            using var rows = session.Reader.Referring(joins, roles.From, other.Row.Id);
            while (rows.Next())
            {
                WriteRole(writer, rows.Row, owner.Row.Id, model, session);
            }
        }

        writer.WriteEndArray();
    }

    private void WriteRole(Utf8JsonWriter writer, scoped in Sync.Serving.RecordRow row, ReadOnlySpan<byte> jobId, Sync.Serving.StoredModel model, RecordSession session)
    {
        Span<Slice> slices = stackalloc Slice[roles.Layout.Count];
        roles.Layout.Find(row.Content, slices);
        var join = new RecordView(row, slices);
        if (!join.Id(job).SequenceEqual(jobId))
        {
            return;
        }

        using var found = session.Reader.Find(model, join.Id(roles.To));
        if (found.Next() && found.Row.DeletedAt is null)
        {
            role.Write(writer, found.Row, session);
        }
    }
}
