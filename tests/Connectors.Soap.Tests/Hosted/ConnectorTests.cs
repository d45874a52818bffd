using System.Text;
using System.Text.Json;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;

namespace Connectors.Soap.Tests.Hosted;

/// <summary>Our connector against a service of another make that hosts the same contract: SoapCore.</summary>
public sealed class ConnectorTests
{
    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(2, 2)]
    public async Task The_connector_reads_jobs_and_logs_in_again_when_its_session_is_over(int sessionCalls, int logIns)
    {
        var service = new CovetoService { SessionCalls = sessionCalls };
        await using var host = await CovetoHost.StartAsync(service);

        var jobs = await ReadAsync(host, "jobs", CovetoService.Password);

        Assert.Equal((CovetoService.JobCount, logIns), (jobs.Count, service.LogIns));
        Assert.Equal(CovetoService.JobCount, jobs.Select(j => j.GetProperty("remote_id").GetString()).Distinct().Count());
        var job = jobs.Single(j => j.GetProperty("remote_id").GetString() == "8");
        Assert.Equal("Köchin <8> & Söhne", job.GetProperty("name").GetString());
        Assert.Equal(38.5m, job.GetProperty("weekly_hours").GetDecimal());
        Assert.Equal(1234.5m, job.GetProperty("salary_amount_from").GetDecimal());
        Assert.Equal("PART_TIME", job.GetProperty("employment_type").GetString());
        Assert.Equal("CLOSED", job.GetProperty("status").GetString());
        Assert.Equal("Würzburg", job.GetProperty("location").GetProperty("city").GetString());
        Assert.StartsWith("2026-01-02T02:04:05", job.GetProperty("remote_created_at").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, jobs.Single(j => j.GetProperty("remote_id").GetString() == "7").GetProperty("weekly_hours").ValueKind);
    }

    [Fact]
    public async Task The_connector_reads_candidates()
    {
        await using var host = await CovetoHost.StartAsync(new CovetoService());

        var people = await ReadAsync(host, "candidates", CovetoService.Password);

        Assert.Equal(CovetoService.ApplicantCount, people.Select(p => p.GetProperty("remote_id").GetString()).Distinct().Count());
        Assert.Equal(JsonValueKind.Null, people[0].GetProperty("first_name").ValueKind);
        Assert.Equal("Zoë", people[1].GetProperty("first_name").GetString());
        Assert.Equal(2, people[0].GetProperty("phone_numbers").GetArrayLength());
    }

    [Fact]
    public async Task A_refused_log_in_is_an_authentication_error_in_the_vendors_words()
    {
        await using var host = await CovetoHost.StartAsync(new CovetoService());

        var error = await Assert.ThrowsAnyAsync<ConnectorException>(() => ReadAsync(host, "jobs", "wrong"));

        Assert.Contains("Benutzer oder Passwort ist falsch.", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> ReadAsync(CovetoHost host, string model, string password)
    {
        var registration = ConnectorRegistry.Find("coveto")!;
        var form = new Dictionary<string, string> { ["subdomain"] = "acme", ["user"] = CovetoService.User, ["password"] = password };
        Assert.True(ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, form, out var connection, out var problems), string.Join('\n', problems));
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
        var connector = registration.Create(connection, new ConnectorOptions { Http = http, BaseAddress = host.Address, KeepRates = false });
        var source = registration.Definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model));
        var records = new List<JsonElement>();
        await foreach (var page in connector.ReadAsync(source, new ReadOptions()))
        {
            Assert.Empty(page.SetAside);
            foreach (var record in page.Records)
            {
                using var text = new MemoryStream();
                using (var json = new Utf8JsonWriter(text))
                {
                    json.WriteStartObject();
                    json.WriteString("remote_id", record.Key.First);
                    record.WriteFields(json, new Ids());
                    json.WriteEndObject();
                }

                records.Add(JsonDocument.Parse(text.ToArray()).RootElement);
            }
        }

        return records;
    }

    private sealed class Ids : IRecordIds
    {
        public string Record(string model, RecordKey key) => $"{model}:{key}";

        public string Option(string questionRemoteId, string optionRemoteId) => $"{questionRemoteId}:{optionRemoteId}";

        public string Field(string model, string key) => $"{model}:{key}";
    }
}
