using System.Buffers;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Benchmarks.Api;

/// <summary>
/// What somebody would write for this one list of this one vendor: a page of jobs from the same file, as the same JSON, without keys, filters or other models. Stored
/// texts are copied whole where nothing in them has to change. It is fair because it does all that the answer needs and nothing that only a general server does.
/// </summary>
internal sealed class ByHand : IAsyncDisposable
{
    private const int Page = 100;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();
    private readonly SqliteCommand _jobs;
    private readonly SqliteCommand _questions;
    private readonly byte[] _stages;
    private WebApplication? _app;

    private ByHand(string database)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
        long Model(string name) => (long)new SqliteCommand($"SELECT n FROM models WHERE name = '{name}'", _connection).ExecuteScalar()!;

        _jobs = new SqliteCommand(
            $"SELECT n, id, remote_id, changed_at, content, raw FROM records WHERE model = {Model("jobs")} AND n > $after AND remote_deleted_at IS NULL ORDER BY n LIMIT {Page + 1}", _connection);
        _jobs.Parameters.AddWithValue("$after", 0L);
        _questions = new SqliteCommand(
            $"""
            SELECT q.id, q.remote_id, q.content, j.content FROM records j CROSS JOIN records q ON q.model = {Model("screening_questions")} AND q.id = j.content ->> 'question_id'
            WHERE j.model = {Model("job_screening_questions")} AND j.content ->> 'job_id' = $job AND j.remote_deleted_at IS NULL ORDER BY j.n
            """, _connection);
        _questions.Parameters.AddWithValue("$job", "");
        _stages = Stages(Model("application_stages"));
    }

    public Uri Address { get; private set; } = null!;

    public static async Task<ByHand> StartAsync(string database)
    {
        var server = new ByHand(database);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        server._app = builder.Build();
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _jobs.DisposeAsync();
        await _questions.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var after = long.TryParse(context.Request.Query["after"], out var number) ? number : 0;
        context.Response.ContentType = "application/json";
        lock (_gate)
        {
            using var writer = new Utf8JsonWriter(context.Response.BodyWriter, Options);
            Write(writer, after);
        }

        await context.Response.BodyWriter.FlushAsync();
    }

    private void Write(Utf8JsonWriter writer, long after)
    {
        writer.WriteStartObject();
        writer.WriteString("status"u8, "success"u8);
        writer.WriteStartObject("data"u8);
        writer.WriteStartArray("results"u8);
        _jobs.Parameters[0].Value = after;
        using var jobs = _jobs.ExecuteReader();
        var (count, last) = (0, 0L);
        while (jobs.Read() && ++count <= Page)
        {
            last = jobs.GetInt64(0);
            writer.WriteRawValue(Job(jobs), skipInputValidation: true);
        }

        writer.WriteEndArray();
        writer.WriteString("next"u8, count > Page ? last.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private ReadOnlySpan<byte> Job(SqliteDataReader job)
    {
        var text = new ArrayBufferWriter<byte>(16 * 1024);
        var id = job.GetString(1);
        text.Write(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","remote_id":"{{job.GetString(2)}}","""));
        Members(text, job.GetFieldValue<byte[]>(4));
        text.Write(",\"remote_data\":"u8);
        text.Write(job.IsDBNull(5) ? "null"u8 : job.GetFieldValue<byte[]>(5));
        text.Write(System.Text.Encoding.UTF8.GetBytes($",\"changed_at\":\"{DateTimeOffset.FromUnixTimeMilliseconds(job.GetInt64(3)).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFF'Z'}\",\"remote_deleted_at\":null,\"stages\":"));
        text.Write(_stages);
        text.Write(",\"screening_questions\":["u8);
        _questions.Parameters[0].Value = id;
        using (var questions = _questions.ExecuteReader())
        {
            for (var first = true; questions.Read(); first = false)
            {
                text.Write(first ? "{\"id\":\""u8 : ",{\"id\":\""u8);
                text.Write(System.Text.Encoding.UTF8.GetBytes($"{questions.GetString(0)}\",\"remote_id\":\"{questions.GetString(1)}\","));
                Members(text, questions.GetFieldValue<byte[]>(2));
                var join = questions.GetFieldValue<byte[]>(3);
                text.Write(","u8);
                text.Write(join.AsSpan(1, join.AsSpan().IndexOf(",\"job_id\""u8) - 1));
                text.Write("}"u8);
            }
        }

        text.Write("],\"job_postings\":[],\"hiring_team\":[]}"u8);
        return text.WrittenSpan;
    }

    /// <summary>The members of a stored object; only fields of the vendor's own that lack something are written otherwise than they are stored.</summary>
    private static void Members(ArrayBufferWriter<byte> text, ReadOnlySpan<byte> content)
    {
        var members = content[1..^1];
        var fields = "\"integration_fields\":"u8;
        if (members.IndexOf(fields) is not (>= 0 and var at))
        {
            text.Write(members);
            return;
        }

        text.Write(members[..at]);
        text.Write(fields);
        text.Write("["u8);
        members = members[(at + fields.Length)..];
        var reader = new Utf8JsonReader(members);
        reader.Read();
        for (var first = true; reader.Read() && reader.TokenType == JsonTokenType.StartObject; first = false)
        {
            text.Write(first ? "{"u8 : ",{"u8);
            Field(text, members, ref reader);
        }

        text.Write("]"u8);
        text.Write(members[(int)reader.BytesConsumed..]);
    }

    private static void Field(ArrayBufferWriter<byte> text, ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        var (hasValue, hasLabel) = (false, false);
        for (var first = true; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; first = false)
        {
            hasValue |= reader.ValueTextEquals("value"u8);
            hasLabel |= reader.ValueTextEquals("label"u8);
            var start = (int)reader.TokenStartIndex;
            reader.Read();
            reader.Skip();
            text.Write(first ? ""u8 : ","u8);
            text.Write(json[start..(int)reader.BytesConsumed]);
        }

        text.Write(hasValue ? ""u8 : ",\"value\":null"u8);
        text.Write(hasLabel ? "}"u8 : ",\"label\":null}"u8);
    }

    private byte[] Stages(long model)
    {
        using var text = new MemoryStream();
        using var writer = new Utf8JsonWriter(text, Options);
        using var query = new SqliteCommand($"SELECT id, remote_id, content FROM records WHERE model = {model} ORDER BY n", _connection);
        using var stages = query.ExecuteReader();
        writer.WriteStartArray();
        while (stages.Read())
        {
            using var stage = JsonDocument.Parse(stages.GetString(2));
            writer.WriteStartObject();
            writer.WriteString("id"u8, stages.GetString(0));
            writer.WriteString("remote_id"u8, stages.GetString(1));
            foreach (var name in new[] { "name", "status", "integration_fields" })
            {
                writer.WritePropertyName(name);
                stage.RootElement.GetProperty(name).WriteTo(writer);
            }

            writer.WriteStartObject("custom_fields"u8);
            writer.WriteEndObject();
            writer.WritePropertyName("index"u8);
            stage.RootElement.GetProperty("global_index").WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        return text.ToArray();
    }
}
