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
    public async Task The_connector_reads_applications_from_marker_to_marker()
    {
        await using var host = await CovetoHost.StartAsync(new CovetoService());

        var applications = await ReadAsync(host, "applications", CovetoService.Password);

        Assert.Equal(CovetoService.ApplicationCount, applications.Select(a => a.GetProperty("remote_id").GetString()).Distinct().Count());
        Assert.Equal(["PENDING", "DECLINED"], applications.Take(2).Select(a => a.GetProperty("outcome").GetString()));
        Assert.Equal(("jobs:2", "candidates:102"), (applications[1].GetProperty("job_id").GetString(), applications[1].GetProperty("candidate_id").GetString()));
        Assert.Equal(JsonValueKind.Null, applications[0].GetProperty("rejected_at").ValueKind);
        Assert.Equal("2026-10-25T00:30:00Z", applications[1].GetProperty("rejected_at").GetString());
        // .NET writes fractions where there are some; xs:dateTime allows them.
        Assert.Equal("2026-07-01T10:00:00.002Z", applications[1].GetProperty("remote_updated_at").GetString());
        Assert.Equal("1,7", applications[0].GetProperty("integration_fields")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task The_connector_reads_the_questions_of_a_job_as_both_models()
    {
        await using var host = await CovetoHost.StartAsync(new CovetoService());

        var questions = await ReadAsync(host, "screening_questions", CovetoService.Password, parent: "7");
        var asked = await ReadAsync(host, "job_screening_questions", CovetoService.Password, parent: "7");

        Assert.Equal(["Führerschein?", "Klasse?", "Seit?"], questions.Select(q => q.GetProperty("title").GetString()));
        Assert.Equal(["BOOLEAN", "SINGLE_SELECT", "NUMBER"], questions.Select(q => q.GetProperty("format").GetProperty("type").GetString()));
        Assert.Equal(["2:21", "2:22"], questions[1].GetProperty("format").GetProperty("options").EnumerateArray().Select(o => o.GetProperty("id").GetString()));
        Assert.Equal(1000.5m, questions[2].GetProperty("format").GetProperty("max").GetDecimal());
        Assert.Equal(["7", "7", "7"], asked.Select(a => a.GetProperty("remote_id").GetString()));
        Assert.Equal(["null", "[true]", """["2:21","2:22"]"""], asked.Select(a => a.GetProperty("precondition_options").GetRawText()));
        Assert.Equal([true, false, false], asked.Select(a => a.GetProperty("required").GetBoolean()));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("999")]
    public async Task A_job_without_questions_and_one_that_is_gone_have_none(string job)
    {
        await using var host = await CovetoHost.StartAsync(new CovetoService());

        Assert.Empty(await ReadAsync(host, "screening_questions", CovetoService.Password, parent: job));
    }

    [Fact]
    public async Task A_refused_log_in_is_an_authentication_error_in_the_vendors_words()
    {
        await using var host = await CovetoHost.StartAsync(new CovetoService());

        var error = await Assert.ThrowsAnyAsync<ConnectorException>(() => ReadAsync(host, "jobs", "wrong"));

        Assert.Contains("Benutzer oder Passwort ist falsch.", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> ReadAsync(CovetoHost host, string model, string password, string? parent = null)
    {
        var registration = CovetoConnector.Registration;
        var form = new Dictionary<string, string> { ["subdomain"] = "acme", ["user"] = CovetoService.User, ["password"] = password };
        Assert.True(ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, form, out var connection, out var problems), string.Join('\n', problems));
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
        var connector = registration.Create(connection, new ConnectorOptions { Http = http, BaseAddress = host.Address, KeepRates = false });
        var source = registration.Definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model));
        var records = new List<JsonElement>();
        await foreach (var page in connector.ReadAsync(source, new ReadOptions { Models = new HashSet<string> { model }, ParentRemoteId = parent }))
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
