using System.Collections.Immutable;
using Connectors.Runtime.Files;

namespace Connectors.Runtime.Actions;

/// <summary>The resolution of one input: what the guard has found already is left alone, everything else is looked up, and files are fetched where <paramref name="files"/> is there. A <paramref name="lenient"/> caller goes without answers that nobody asks for.</summary>
internal sealed class ActionResolution(
    ActionPlan plan, IRecordResolver? resolver, FileFetcher? files, ConnectorOptions options, Findings? guarded, bool lenient, CancellationToken cancellationToken) : InputResolution, IAsyncDisposable
{
    private const string Remote = "remote:";

    private readonly List<FetchedFile> _fetched = [];
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _totals = new(StringComparer.Ordinal);
    private Findings? _found;

    /// <summary>What was found; null for nothing.</summary>
    public Findings? Found => _found;

    /// <inheritdoc/>
    public override async ValueTask<string?> RecordAsync(string path, string model, string? id)
    {
        if (id is null || IsGuarded(path))
        {
            return null;
        }

        if (IsRemote(id))
        {
            return Own(path, id);
        }

        if (resolver is null)
        {
            Add(path, FindingKind.UnknownId, "There is no store to look this id up in; the vendor's own is written remote:ID.");
            return null;
        }

        if (await resolver.RemoteIdAsync(model, id, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        Add(path, FindingKind.UnknownId, $"The integration has no record of {model} with this id.");
        return null;
    }

    /// <inheritdoc/>
    public override async ValueTask<(string Question, AnswerInput Answer)> AnswerAsync(string path, string question, string? job, AnswerInput answer)
    {
        if (IsGuarded(path))
        {
            return (question, answer);
        }

        var facts = await FactsAsync(path, question, job, answer).ConfigureAwait(false);
        if (facts is null)
        {
            return (question, answer);
        }

        if (facts.AskedForJob == false)
        {
            LeaveOut(path, ".question_id", FindingKind.UnknownId, "The job does not ask this question.");
            return (question, answer);
        }

        if (facts.Format == "INFORMATION")
        {
            LeaveOut(path, ".answer", FindingKind.WrongType, "The question only shows a text, and has no answer.");
            return (question, answer);
        }

        if (!_answered.Add(facts.RemoteId))
        {
            Add(path + ".question_id", FindingKind.Conflict, "The question is answered twice.");
        }

        return (facts.RemoteId, await TypedAsync(path + ".answer", facts, answer).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public override async ValueTask<FileContent?> FileAsync(string path, string? name, string? contentType, string? data, string? dataUrl)
    {
        if (IsGuarded(path))
        {
            return null;
        }

        var before = _found?.Count;
        InputChecks.File(ref _found, path, name, contentType, data, dataUrl);
        if (_found?.Count != before)
        {
            return null;
        }

        var rule = plan.Files.FirstOrDefault(r => r.Covers(path));
        if (data is null && rule?.TakesAddress == true)
        {
            return null;
        }

        var file = data is null ? await FetchedAsync(path + ".data_url", name!, contentType, dataUrl!, rule).ConfigureAwait(false) : Given(path + ".data", name!, contentType!, data);
        CountTotal(rule, file);
        return file;
    }

    /// <inheritdoc/>
    private protected override bool IsLeftOut(string path) => _leftOut.Contains(path);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var file in _fetched)
        {
            file.Dispose();
        }

        return default;
    }

    private static bool IsRemote(string id) => id.StartsWith(Remote, StringComparison.Ordinal);

    // The guard has said all there is to say about a place that it found something at, around or in.
    private bool IsGuarded(string path) => guarded is not null && guarded.Any(f => IsWithin(f.Path, path) || IsWithin(path, f.Path));

    private static bool IsWithin(string path, string around) =>
        path.StartsWith(around, StringComparison.Ordinal) && (path.Length == around.Length || path[around.Length] is '.' or '[');

    private void Add(string path, FindingKind kind, string reason) => Findings.Add(ref _found, path, kind, reason);

    /// <summary>The vendor's id as the caller gives it.</summary>
    private string? Own(string path, string id)
    {
        var own = id[Remote.Length..];
        // A path cannot carry such segments, and no vendor has such ids.
        if (string.IsNullOrWhiteSpace(own) || own is "." or ".." || own.Any(char.IsControl))
        {
            Add(path, FindingKind.Malformed, "After remote: stands no id.");
            return null;
        }

        return own;
    }

    private async ValueTask<QuestionFacts?> FactsAsync(string path, string question, string? job, AnswerInput answer)
    {
        if (resolver is not null && await resolver.QuestionAsync(question, job, cancellationToken).ConfigureAwait(false) is { } facts)
        {
            return facts;
        }

        if (IsRemote(question))
        {
            // The caller knows the vendor's own ids, and the form of the answer says what it is.
            return Own(path + ".question_id", question) is { } own ? new QuestionFacts(own, FormatOf(answer), [], null) : null;
        }

        if (resolver is null)
        {
            Add(path + ".question_id", FindingKind.UnknownId, "There is no store to look this id up in; the vendor's own is written remote:ID.");
        }
        else
        {
            LeaveOut(path, ".question_id", FindingKind.UnknownId, "The integration has no question with this id.");
        }

        return null;
    }

    /// <summary>Finds an answer that nobody asks for: a lenient caller goes without it.</summary>
    private void LeaveOut(string item, string member, FindingKind kind, string reason)
    {
        if (lenient)
        {
            _leftOut.Add(item);
        }

        Add(item + member, lenient ? FindingKind.Unsupported : kind, lenient ? reason + " The answer is left out." : reason);
    }

    private static string FormatOf(AnswerInput answer) => answer.Kind switch
    {
        AnswerKind.Number => "NUMBER",
        AnswerKind.Flag => "BOOLEAN",
        AnswerKind.Options => "MULTI_SELECT",
        AnswerKind.File => "FILE",
        _ => answer.Text is { } text && IsRemote(text) ? "SINGLE_SELECT" : "TEXT",
    };

    private async ValueTask<AnswerInput> TypedAsync(string path, QuestionFacts facts, AnswerInput given)
    {
        var answer = given with { Format = facts.Format };
        if (plan.AnswerFormats is { } formats && !formats.Contains(facts.Format))
        {
            Add(path, FindingKind.Unsupported, $"The connector does not send answers of the format {facts.Format}.");
            return answer;
        }

        switch (facts.Format)
        {
            case "TEXT":
                if (Is(path, answer, AnswerKind.Text, "a text"))
                {
                    InputChecks.Text(ref _found, path, answer.Text);
                }

                return answer;
            case "NUMBER":
                Is(path, answer, AnswerKind.Number, "a number");
                return answer;
            case "BOOLEAN":
                Is(path, answer, AnswerKind.Flag, "true or false");
                return answer;
            case "DATE":
                if (Is(path, answer, AnswerKind.Text, "a date") && !InputJson.IsTime(answer.Text!, out _))
                {
                    Add(path, FindingKind.Malformed, "It is not a date, or date and time with offset, as ISO 8601.");
                }

                return answer;
            case "SINGLE_SELECT":
                return Is(path, answer, AnswerKind.Text, "the id of one option") ? answer with { Text = Option(path, facts, answer.Text!) } : answer;
            case "MULTI_SELECT":
                return Is(path, answer, AnswerKind.Options, "a list of the ids of options")
                    ? answer with { Options = [.. answer.Options.Select((o, i) => Option(new InputPath(path, i).ToString(), facts, o) ?? o)] }
                    : answer;
            case "FILE":
                return Is(path, answer, AnswerKind.File, "a file") && answer.File is { } file
                    ? answer with { File = file with { Content = await FileAsync(path, file.Name, file.ContentType, file.Data, file.DataUrl).ConfigureAwait(false) } }
                    : answer;
            default:
                return answer;
        }
    }

    private bool Is(string path, AnswerInput answer, AnswerKind kind, string wanted)
    {
        if (answer.Kind != kind)
        {
            Add(path, FindingKind.WrongType, $"The question asks for {wanted}.");
        }

        return answer.Kind == kind;
    }

    private string? Option(string path, QuestionFacts facts, string id)
    {
        if (IsRemote(id))
        {
            var own = Own(path, id);
            if (own is not null && plan.OptionsAreNumbers)
            {
                InputChecks.WholeNumber(ref _found, path, own);
            }

            // Without a store nobody knows the question's options.
            if (own is not null && !facts.Options.IsEmpty && facts.Options.All(o => o.RemoteId != own))
            {
                Add(path, FindingKind.UnknownId, "The question has no option with this id.");
            }

            return own;
        }

        if (facts.Options.FirstOrDefault(o => o.Id == id) is { } option)
        {
            return option.RemoteId;
        }

        Add(path, FindingKind.UnknownId, facts.Options.IsEmpty
            ? "The question's options are not known here; the vendor's own id is written remote:ID."
            : "The question has no option with this id.");
        return null;
    }

    private FileContent? Given(string path, string name, string contentType, string data)
    {
        System.Buffers.Text.Base64.IsValid(data, out var length);
        if (length > options.LargestFile)
        {
            Add(path, FindingKind.TooLarge, FetchedFile.TooLarge(options.LargestFile).Message);
            return null;
        }

        return new FileContent(name, contentType, length, _ => new ValueTask<Stream>(new Base64Stream(data)));
    }

    // All files of a group together; told once, when it is too much.
    private void CountTotal(FileRule? rule, FileContent? file)
    {
        if (rule?.MaxTotal is { } most && file?.Length is { } length)
        {
            var before = _totals.GetValueOrDefault(rule.Group);
            _totals[rule.Group] = before + length;
            if (before <= most && before + length > most)
            {
                Add(rule.Group, FindingKind.TooLarge, FileChecks.TooLargeTogether(most));
            }
        }
    }

    private async ValueTask<FileContent?> FetchedAsync(string path, string name, string? contentType, string address, FileRule? rule)
    {
        if (files is null)
        {
            return null;
        }

        try
        {
            var file = await files.FetchAsync(address, rule?.MaxSize, cancellationToken).ConfigureAwait(false);
            _fetched.Add(file);
            var type = contentType ?? (file.ContentType is { } told && InputForms.IsMediaType(told) ? told : "application/octet-stream");
            if (rule?.Takes(name, type) == false)
            {
                // Where its name does not tell what it is, its address has.
                Add(path, FindingKind.UnknownValue, $"The vendor takes files of these kinds: {rule.Says}.");
                return null;
            }

            return file.ToContent(name, type);
        }
        catch (UnfetchedFileException e)
        {
            Add(path, e.IsTooLarge ? FindingKind.TooLarge : FindingKind.Unreachable, e.IsTooLarge && rule?.MaxSize is { } most && most < options.LargestFile ? FileChecks.TooLarge(most) : e.Message);
            return null;
        }
    }
}
