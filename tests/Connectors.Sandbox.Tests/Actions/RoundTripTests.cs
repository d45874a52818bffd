using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Microsoft.Extensions.Time.Testing;
using ActionSpec = Connectors.Specs.Model.ActionSpec;

namespace Connectors.Sandbox.Tests.Actions;

/// <summary>What goes in through a connector comes back out of the vendor the same; what the vendor does not show again, it has received as the table says.</summary>
public sealed class RoundTripTests
{
    private const int Inputs = 12;

    [Theory]
    [InlineData("create_application")]
    [InlineData("create_candidate")]
    public Task Everything_sent_to_Laura_is_read_back(string action) => ProveAsync(LauraConnector.Registration, Specs.Laura, action, "candidates", "applications");

    [Theory]
    [InlineData("create_application")]
    [InlineData("create_candidate")]
    public Task Everything_sent_to_Coveto_is_read_back(string action) => ProveAsync(CovetoConnector.Registration, Soap.SoapSpecs.Coveto, action, "candidates", "applications");

    private static readonly ConnectorRegistration[] Movers =
        [GreenhouseConnector.Registration, LauraConnector.Registration, LeverConnector.Registration, TeamtailorConnector.Registration, WorkableConnector.Registration];

    [Theory]
    [InlineData("greenhouse")]
    [InlineData("laura")]
    [InlineData("lever")]
    [InlineData("teamtailor")]
    [InlineData("workable")]
    public async Task A_moved_application_is_read_in_its_new_stage(string slug)
    {
        await using var played = await PlayedConnector.StartAsync(Movers.Single(m => m.Definition.Descriptor.Slug == slug), Specs.Shipped(slug) with { Records = RecordCounts.Of(4) });
        var job = Text((await played.ReadAsync("jobs")).MaxBy(j => Text(j, "status") == "OPEN")!, "remote_id")!;
        var stages = Enumerable.Range(0, (int)played.Server.Records.Count("application_stages")).Select(i => played.Server.Records.RemoteId("application_stages", i)).ToList();
        var old = await ApplicationsAsync(played);
        var person = new JsonObject { ["first_name"] = "Aino", ["last_name"] = "Korhonen", ["email_address"] = "aino@example.com" };
        var made = (await RunAsync(played, "create_application", new JsonObject { ["candidate"] = person, ["application"] = new JsonObject { ["job_id"] = $"remote:{job}" } })).Of("applications")!.RemoteId!;

        foreach (var id in new[] { old.Keys.First(), old.Keys.Last(), made })
        {
            var from = Text((await ApplicationsAsync(played))[id], "current_stage_id");
            var to = stages.First(s => $"remote:{s}" != from);
            await RunAsync(played, "move_application_to_stage", new JsonObject { ["application_id"] = $"remote:{id}", ["stage_id"] = $"remote:{to}" });
            Assert.Equal($"remote:{to}", Text((await ApplicationsAsync(played))[id], "current_stage_id"));
        }

        var others = await ApplicationsAsync(played);
        Assert.All(old.Skip(1).SkipLast(1), o => Assert.Equal(Text(o.Value, "current_stage_id"), Text(others[o.Key], "current_stage_id")));
    }

    private static string? Text(JsonNode record, string field) => record[field]?.GetValue<string>();

    // By their ids, of all jobs.
    private static async Task<OrderedDictionary<string, JsonNode>> ApplicationsAsync(PlayedConnector played)
    {
        var jobs = played.Connector.Definition.Sources.Single(s => s.Mappers.Any(m => m.Model == "applications")).ForEach is null ? [null] : (await played.ReadAsync("jobs")).Select(j => Text(j, "remote_id"));
        var all = new OrderedDictionary<string, JsonNode>();
        foreach (var job in jobs)
        {
            foreach (var application in await played.ReadAsync("applications", job))
            {
                all.Add(Text(application, "remote_id")!, application);
            }
        }

        return all;
    }

    [Fact]
    public Task A_person_that_Laura_knows_gets_the_application_only() => ProveKnownAsync(LauraConnector.Registration, Specs.Laura, requests: 2);

    [Fact]
    public Task A_person_that_Coveto_knows_gets_the_application_only() => ProveKnownAsync(CovetoConnector.Registration, Soap.SoapSpecs.Coveto, requests: 1);

    // Laura says that the person exists when it is asked to make it again; Coveto is asked before.
    private static async Task ProveKnownAsync(ConnectorRegistration registration, SandboxOptions options, int requests)
    {
        await using var played = await PlayedConnector.StartAsync(registration, options);
        var open = (await played.ReadAsync("jobs")).Where(j => j["status"]?.GetValue<string>() == "OPEN").Select(j => j["remote_id"]!.GetValue<string>()).ToList();
        var first = await RunAsync(played, "create_application", Person(open[0], "Aino"));
        var second = await RunAsync(played, "create_application", Person(open[1], "Someone else"));
        Assert.Equal((false, true), (first.Of("candidates")!.Existed, second.Of("candidates")!.Existed));
        Assert.Equal(first.Of("candidates")!.RemoteId, second.Of("candidates")!.RemoteId);
        var known = (await played.ReadAsync("candidates")).Single(c => c["remote_id"]!.GetValue<string>() == first.Of("candidates")!.RemoteId);
        Assert.Equal("Aino", known["first_name"]!.GetValue<string>());
        Assert.Equal(requests, played.Server.Received("create_application", "applicant").Count);
        var refused = await Assert.ThrowsAnyAsync<Runtime.Errors.ConnectorException>(() => RunAsync(played, "create_application", Person(open[1], "Aino")));
        Assert.Equal(Runtime.Errors.ConnectorError.Conflict, refused.Error);

        static JsonObject Person(string job, string name) => new()
        {
            ["candidate"] = new JsonObject { ["first_name"] = name, ["last_name"] = "Korhonen", ["email_address"] = "aino@example.com" },
            ["application"] = new JsonObject { ["job_id"] = $"remote:{job}" },
        };
    }

    private static async Task ProveAsync(ConnectorRegistration registration, SandboxOptions options, string name, params string[] shown)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));
        await using var played = await PlayedConnector.StartAsync(registration, options with { Clock = clock });
        var action = options.Spec.Actions.First(a => a.Name == name);
        var formats = registration.Definition.Actions.First(a => a.Name == name).AnswerFormats!.Value;
        var chance = new Random(20260701);
        var random = new RandomInput(action, chance);
        var jobs = (await played.ReadAsync("jobs")).Where(j => j["status"]?.GetValue<string>() == "OPEN").Select(j => j["remote_id"]!.GetValue<string>()).ToList();
        var rows = new HashSet<string>();
        for (var i = 0; i < Inputs; i++)
        {
            var job = jobs[chance.Next(jobs.Count)];
            var input = random.For(job, await played.QuestionsAsync(job), formats);
            var reply = await RunAsync(played, name, input);
            foreach (var model in shown.Where(m => Vocabularies.Ats.Model(m) is not null))
            {
                var id = reply.Of(model)!.RemoteId;
                var record = (await played.ReadAsync(model, job)).Single(r => r["remote_id"]!.GetValue<string>() == id);
                Compare(options.Spec, action, model, input, record, rows);
            }

            Received(played.Server, action, input, rows);
        }

        Assert.Equal(action.Inputs.Select(r => r.Row).Concat(action.Lists.Select(l => l.Group)).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static async Task<ActionReply> RunAsync(PlayedConnector played, string action, JsonObject input)
    {
        var plan = played.Connector.Definition.Actions.First(a => a.Name == action);
        Findings? findings = null;
        var read = plan.Read(JsonSerializer.SerializeToElement(input), ref findings);
        Assert.Null(findings);
        return await played.Connector.RunAsync(plan, read!, new ActionOptions { Resolver = played, SourceName = "The environment" });
    }

    /// <summary>Every field that inputs feed and the spec reads has exactly what was given, and nothing where nothing was.</summary>
    private static void Compare(ConnectorSpec spec, ActionSpec action, string model, JsonObject input, JsonNode record, HashSet<string> rows)
    {
        var type = Vocabularies.Ats.Actions.First(a => a.Name == action.Name);
        foreach (var field in action.Inputs.GroupBy(i => type.Input(i.Row)!.Becomes).Where(g => IsRead(spec, model, g.Key)))
        {
            var given = field.SelectMany(i => SentBody.Texts(input, i.Row)).ToList();
            Assert.Equal(given, SentBody.Texts(record, field.Key![(model.Length + 1)..]));
            rows.UnionWith(given.Count > 0 ? field.Select(i => i.Row) : []);
        }

        foreach (var list in action.Lists.Where(l => l.Items.Any(i => i.Write is WriteSpec.ByFormat) && IsRead(spec, model, $"applications.{l.Group}")))
        {
            var given = SentBody.Items(input, list.Group).Cast<JsonNode>().ToList();
            var read = SentBody.Items(record, list.Group).Cast<JsonNode>().ToList();
            Assert.Equal(given.Select(g => g["question_id"]!.GetValue<string>()), read.Select(r => r["question_id"]!.GetValue<string>()));
            Assert.Equal(given.Select(g => Plain(g["answer"]!)), read.Select(r => Plain(r["answer"]!.AsObject().First(m => m.Value is not null).Value!)));
            rows.UnionWith(given.Count > 0 ? [list.Group] : []);
        }
    }

    private static bool IsRead(ConnectorSpec spec, string model, string? field) =>
        field?.StartsWith(model + ".", StringComparison.Ordinal) == true && spec.Models.First(m => m.Name == model).Fields.Any(f => f.Name == field.Split('.')[1]);

    // A date is read back as the moment at which it begins where the vendor is, which is the day before in UTC.
    private static string Plain(JsonNode value)
    {
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        return text.StartsWith("2026-12-", StringComparison.Ordinal) && text.EndsWith('Z')
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).AddHours(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : text;
    }

    /// <summary>What the vendor got last has every row in its place and form, those it does not show again included.</summary>
    private static void Received(SandboxServer server, ActionSpec action, JsonObject input, HashSet<string> rows)
    {
        foreach (var row in action.Inputs)
        {
            foreach (var place in row.Places.Where(p => p.At.Kind == PlaceKind.Body))
            {
                var body = SentBody.Parse(server.Received(action.Name, place.Step)[^1].Body);
                var given = SentBody.Texts(input, row.Row).Select(t => Vendor(row.Write, t)).Select(t => t.StartsWith("remote:", StringComparison.Ordinal) ? t["remote:".Length..] : t).ToList();
                var group = row.Row.Split('.')[0];
                var expected = given.Count == 0 && row.Default is not null && input[group] is null ? ["The environment"] : given;
                Assert.Equal(expected, SentBody.Texts(body, place.At.Name));
                rows.UnionWith(given.Count > 0 ? [row.Row] : []);
            }
        }

        foreach (var list in action.Lists)
        {
            foreach (var place in list.Places)
            {
                var sent = SentBody.Items(SentBody.Parse(server.Received(action.Name, place.Step)[^1].Body), place.At.Name);
                var given = SentBody.Items(input, list.Group).Cast<JsonNode>().ToList();
                Assert.Equal(given.Count, sent.Count);
                foreach (var (one, item) in given.Zip(sent))
                {
                    CompareItem(list, one, item);
                }

                rows.UnionWith(given.Count > 0 ? [list.Group] : []);
            }
        }
    }

    private static void CompareItem(InputListSpec list, JsonNode given, object sent)
    {
        foreach (var row in list.Items)
        {
            if (row.Write is WriteSpec.ByFormat formats)
            {
                var there = formats.Cases.Where(c => c.Places.Concat(c.Members.SelectMany(m => m.Places)).Any(p => SentBody.Items(sent, p.At.Name).Count > 0)).ToList();
                Assert.Contains(there, c => Answers(c, given["answer"]!).SequenceEqual(c.Places.Concat(c.Members.SelectMany(m => m.Places)).SelectMany(p => SentBody.Texts(sent, p.At.Name))));
            }
            else if (row.Places.Count > 0 && given[row.Row] is { } value)
            {
                var text = value.GetValue<string>();
                Assert.Equal([text.StartsWith("remote:", StringComparison.Ordinal) ? text["remote:".Length..] : text], SentBody.Texts(sent, row.Places[0].At.Name));
            }
        }
    }

    private static IEnumerable<string> Answers(FormatCase format, JsonNode answer) => answer switch
    {
        JsonObject file => format.Members.Select(m => file[m.Row]?.GetValue<string>() ?? ""),
        JsonArray options => options.Select(o => o!.GetValue<string>()["remote:".Length..]),
        _ => [Vendor(format.Write, Plain(answer)) is var text && text.StartsWith("remote:", StringComparison.Ordinal) ? text["remote:".Length..] : text],
    };

    private static string Vendor(WriteSpec write, string unified) => write switch
    {
        WriteSpec.Map map => map.Entries.First(e => e.Unified == unified).Vendor,
        WriteSpec.Convert { As.Kind: ConversionKind.DecimalComma } => unified.Replace('.', ','),
        WriteSpec.Convert { As: { Kind: ConversionKind.Date, Format: { } format } } => DateOnly.TryParse(unified, CultureInfo.InvariantCulture, out var day) ? day.ToString(format, CultureInfo.InvariantCulture) : unified,
        _ => unified,
    };
}
