using System.Collections.Immutable;
using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Records;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Actions;

/// <summary>What the generator would write for the action <c>apply</c>: a person applies for a job.</summary>
internal sealed class Applying : ActionInput
{
    public override string Action => "apply";

    public string Email { get; init; } = "jo@example.com";

    public string? Company { get; init; }

    public string? Job { get; init; } = "remote:7";

    public List<(string Question, AnswerInput Answer)> Answers { get; init; } = [];

    public List<FileInput> Attachments { get; init; } = [];

    public ChangedRecord? Changes { get; init; }

    public override ChangedRecord? Changed() => Changes;

    public override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("email", Email);
        writer.WriteString("job_id", Job);
        foreach (var file in Attachments)
        {
            writer.WriteString("attachment", file.Data ?? file.DataUrl);
        }

        foreach (var (question, answer) in Answers)
        {
            writer.WritePropertyName(question);
            answer.Write(writer);
        }

        writer.WriteEndObject();
    }

    public override async ValueTask<ActionInput> ResolveAsync(InputResolution resolution)
    {
        var job = await resolution.RecordAsync("job_id", "jobs", Job);
        var answers = await resolution.EachAsync("answers", Answers, job, static (item, path, resolution, job) => resolution.AnswerAsync(path, item.Question, job, item.Answer));

        var attachments = new List<FileInput>();
        for (var i = 0; i < Attachments.Count; i++)
        {
            var file = Attachments[i];
            attachments.Add(file with { Content = await resolution.FileAsync($"attachments[{i}]", file.Name, file.ContentType, file.Data, file.DataUrl) });
        }

        return new Applying { Email = Email, Company = Company, Job = job, Answers = [.. answers], Attachments = attachments, Changes = Changes };
    }

    public override IReadOnlyList<UnifiedRecord> Records(ActionReply reply) => [];
}

/// <summary>A record of which only that it is there matters.</summary>
internal sealed class NoRecord : UnifiedRecord
{
    public override string Model => "applications";

    public override RecordKey Key => new("41");

    public override void WriteFields(Utf8JsonWriter writer, IRecordIds ids)
    {
    }
}

/// <summary>Plans for <see cref="Applying"/>, and connectors that have them.</summary>
internal static class Apply
{
    public static readonly ActionStep Applicant = new()
    {
        Name = "applicant",
        Request = Post("/applicants"),
        Fill = static (input, _, values) => values.Add(Body("mail"), ((Applying)input).Email),
        Creates = "candidates",
        Take = [new TakenValue("remote_id", "uuid")],
    };

    public static readonly ActionStep Application = new()
    {
        Name = "application",
        Request = Post("/jobs/{job}/applications"),
        Fill = static (input, scope, values) =>
        {
            var applying = (Applying)input;
            values.Add(new PlaceName(Place.Path, "job"), applying.Job);
            values.Add(Body("applicant"), scope.Taken("applicant", "remote_id"));
            foreach (var (question, answer) in applying.Answers)
            {
                Answered(values, question, answer);
            }

            foreach (var file in applying.Attachments)
            {
                var item = values.AddItem("files");
                item.Add(Body("name"), file.Name);
                item.Add(Body("type"), file.Content?.ContentType);
                item.AddFile("data", file.Content);
            }
        },
        Creates = "applications",
        Take = [new TakenValue("remote_id", "Location") { From = TakenFrom.Header, LastSegment = true }],
    };

    public static readonly FindPlan Find = new()
    {
        Request = Items.Get("/applicants") with { Endpoint = "/applicants" },
        Fill = static (input, _, values) => values.Add(new PlaceName(Place.Query, "mail"), ((Applying)input).Email),
        Records = "found",
        Where = static (input, _) => [("mail", ((Applying)input).Email)],
        Take = [new TakenValue("remote_id", "uuid")],
    };

    public static PlaceName Body(string path) => new(Place.Body, path);

    public static RequestPlan Post(string path) => new() { Method = HttpMethod.Post, Path = (in RequestScope _) => path, Endpoint = path };

    public static ActionPlan<Applying> Plan(params ActionStep[] steps) => new()
    {
        Name = "apply",
        Steps = [.. steps.Length == 0 ? [Applicant, Application] : steps],
        From = static (JsonElement _, ref Findings? _) => null,
        Guard = Guard,
        AnswerFormats = ["TEXT", "NUMBER", "BOOLEAN", "DATE", "SINGLE_SELECT", "MULTI_SELECT"],
    };

    public static Task<ActionReply> RunAsync(
        HttpMessageHandler vendor,
        ActionPlan? plan = null,
        Applying? input = null,
        ActionOptions? options = null,
        ConnectorOptions? connector = null,
        Func<DefinitionParts, DefinitionParts>? define = null,
        CancellationToken cancellationToken = default)
    {
        plan ??= Plan();
        var definition = TestConnector.Define(p => (define ?? (d => d))(p) with { Actions = [plan] });
        return TestConnector.At(vendor, definition, connector).RunAsync(plan, input ?? new Applying(), options, cancellationToken);
    }

    /// <summary>The vendor as it should be: applicant u-1, application 41.</summary>
    public static HttpResponseMessage Answers(Asked asked) => asked switch
    {
        { Method: "GET" } => Answer.Json("""{"found":[]}"""),
        { PathAndQuery: "/api/applicants" } => Answer.Json("""{"uuid":"u-1"}""", 201),
        _ => Answer.Status(201).With("Location", "https://acme.vendor.example/api/applications/41?x=1"),
    };

    public static string[] Shown(this IEnumerable<Finding> findings) => [.. findings.Select(f => $"{f.Path} {f.Kind}")];

    public static string Shown(this IEnumerable<MadeRecord> made) => string.Join(' ', made.Select(m => $"{m.Model}:{m.RemoteId}{(m.Existed ? "!" : "")}"));

    private static Findings? Guard(Applying input)
    {
        Findings? findings = null;
        InputChecks.Email(ref findings, "email", input.Email);
        if (input.Company is not null)
        {
            InputChecks.Unsupported(ref findings, "company", Coverage.Unsupported, "There is no field for it.");
        }

        InputChecks.Required(ref findings, "job_id", input.Job);
        InputChecks.TooMany(ref findings, "attachments", input.Attachments.Count, 5);
        for (var i = 0; i < input.Attachments.Count; i++)
        {
            var file = input.Attachments[i];
            InputChecks.File(ref findings, new InputPath("attachments", i), file.Name, file.ContentType, file.Data, file.DataUrl);
        }

        return findings;
    }

    private static void Answered(StepValues values, string question, AnswerInput answer)
    {
        if (answer.Format is not ("TEXT" or "NUMBER" or "BOOLEAN" or "DATE" or "SINGLE_SELECT" or "MULTI_SELECT"))
        {
            return;
        }

        var item = values.AddItem("answers");
        item.Add(Body("field"), question);
        item.Add(Body("text"), answer.Text);
        item.Add(Body("number"), answer.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture), BodyKind.Literal);
        item.Add(Body("yes"), answer.Flag is { } flag ? (flag ? "true" : "false") : null, BodyKind.Literal);
        item.AddAll(Body("options"), answer.Options);
    }
}

/// <summary>A journal in memory; a lost entry is one whose end was never written.</summary>
internal sealed class MemoryJournal : IActionJournal
{
    private string? _fingerprint;

    public Dictionary<string, JournalStep> Steps { get; } = [];

    public bool IsOpen { get; private set; }

    public List<string> Calls { get; } = [];

    public Action? Ended { get; set; }

    public ValueTask<IReadOnlyList<JournalStep>> OpenAsync(string key, string action, string fingerprint, CancellationToken cancellationToken)
    {
        Assert.Matches("^[0-9a-f]{64}$", fingerprint);
        if (IsOpen || (_fingerprint is not null && _fingerprint != fingerprint))
        {
            throw new ConnectorException(ConnectorError.Conflict, "another input");
        }

        (IsOpen, _fingerprint) = (true, fingerprint);
        return new([.. Steps.Values]);
    }

    public ValueTask BeginAsync(string key, string step, CancellationToken cancellationToken) =>
        Note("begin " + step, () => Steps[step] = new JournalStep(step, false, false, ImmutableDictionary<string, string>.Empty));

    public ValueTask EndAsync(string key, JournalStep step, CancellationToken cancellationToken) => Note("end " + step.Step, () =>
    {
        Steps[step.Step] = step;
        Ended?.Invoke();
    });

    public ValueTask UndoAsync(string key, string step, CancellationToken cancellationToken) => Note("undo " + step, () => Assert.True(Steps.Remove(step)));

    public ValueTask CloseAsync(string key, CancellationToken cancellationToken) => Note("close", () => (IsOpen, _fingerprint) = (false, Steps.Count == 0 ? null : _fingerprint));

    private ValueTask Note(string call, Action then)
    {
        Assert.True(IsOpen);
        Calls.Add(call);
        then();
        return default;
    }
}

/// <summary>A store of one integration in memory.</summary>
internal sealed class MemoryResolver : IRecordResolver
{
    public Dictionary<(string Model, string Id), string> Records { get; } = [];

    public Dictionary<string, QuestionFacts> Questions { get; } = [];

    public ValueTask<string?> RemoteIdAsync(string model, string id, CancellationToken cancellationToken) => new(Records.GetValueOrDefault((model, id)));

    public ValueTask<QuestionFacts?> QuestionAsync(string question, string? job, CancellationToken cancellationToken) => new(Questions.GetValueOrDefault(question));
}
