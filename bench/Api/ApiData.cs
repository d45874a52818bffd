using System.Globalization;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Sandbox;
using Connectors.Specs;
using Connectors.Specs.Vocabulary;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;
using Microsoft.Data.Sqlite;

namespace Connectors.Benchmarks.Api;

/// <summary>
/// Makes databases to serve: what a sandbox's sync stores, many times over. Copies have ids of their own and refer to copies, so that every record is found by an
/// index as others are.
/// </summary>
internal static class ApiData
{
    /// <summary>When the records that count as updated were changed.</summary>
    public const long Updated = 4_000_000_000_000;

    /// <summary>Jobs with their questions; the stages are those of the account.</summary>
    public static async Task JobsAsync(string path, int jobs)
    {
        await SyncAsync(path, ["jobs", "application_stages", "screening_questions", "job_screening_questions"]);
        Copy(path, jobs, "jobs", ("jobs", null), ("job_screening_questions", "job_id"));
    }

    /// <summary>Candidates, of which some were updated lately.</summary>
    public static async Task CandidatesAsync(string path, int candidates, int updated)
    {
        await SyncAsync(path, ["candidates"]);
        Copy(path, candidates, "candidates", ("candidates", null));
        using var connection = Open(path);
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE records SET changed_at = {Updated} WHERE n IN (SELECT n FROM records ORDER BY id LIMIT {updated})"));
    }

    private static async Task SyncAsync(string path, string[] models)
    {
        var specs = Repository.At("specs");
        var compiled = SpecCompiler.Compile(
            new SourceText("laura.yaml", await File.ReadAllTextAsync(Path.Combine(specs, "laura.yaml"))),
            Vocabularies.Ats,
            new SourceText("laura.openapi.yaml", await File.ReadAllTextAsync(Path.Combine(specs, "contracts", "laura.openapi.yaml"))));
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Spec = compiled.Spec!, Contract = compiled.Contract!, Vocabulary = Vocabularies.Ats });
        if (!ConnectionValues.TryCreate(LauraConnector.Registration.Definition.Descriptor.ConnectionFields, sandbox.Connection, out var connection, out var problems))
        {
            throw new InvalidOperationException(string.Join("; ", problems));
        }

        var connector = new LauraConnector(connection, new ConnectorOptions { BaseAddress = sandbox.BaseAddress, KeepRates = false });
        using var store = RecordStore.Open(path);
        var result = await SyncEngine.RunAsync(connector, store, new SyncOptions { Kind = SyncKind.Full, Models = models.ToHashSet(StringComparer.Ordinal) });
        if (result.Outcome is not (SyncOutcome.Done or SyncOutcome.RecordsSetAside))
        {
            throw new InvalidOperationException($"The sync ended with {result.Outcome}.");
        }
    }

    /// <summary>Copies models until there are so many of one; a model with a reference is copied with it.</summary>
    private static void Copy(string path, int wanted, string counted, params (string Model, string? Reference)[] models)
    {
        using var connection = Open(path);
        Run(connection, "PRAGMA synchronous = OFF");
        var originals = Number(connection, $"SELECT count(*) FROM records WHERE model = (SELECT n FROM models WHERE name = '{counted}')");
        var last = Number(connection, "SELECT max(n) FROM records");
        using var transaction = connection.BeginTransaction();
        for (var copy = 1; copy * originals < wanted; copy++)
        {
            foreach (var (model, reference) in models)
            {
                var content = reference is null ? "content" : $"replace(content, content ->> '{reference}', {Id($"content ->> '{reference}'", copy)})";
                Run(connection, string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    INSERT INTO records (model, id, changed_at, changed_run, hash, raw_hash, remote_id, remote_id_2, content, raw)
                    SELECT model, {Id("id", copy)}, changed_at, changed_run, hash, raw_hash, remote_id || '-{copy}', remote_id_2, {content}, raw
                    FROM records WHERE model = (SELECT n FROM models WHERE name = '{model}') AND n <= {last} ORDER BY n
                    """));
            }
        }

        transaction.Commit();
    }

    private static string Id(string of, int copy) => string.Create(CultureInfo.InvariantCulture, $"(substr({of}, 1, 18) || '{copy:000000}')");

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
