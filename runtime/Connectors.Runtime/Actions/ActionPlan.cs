using System.Collections.Immutable;
using System.Text.Json;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Actions;

/// <summary>An action as the generator writes it: how its input is read and checked, and the requests that carry it out.</summary>
public abstract class ActionPlan
{
    /// <summary>The vocabulary's name: <c>create_application</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The requests, in the order they are sent.</summary>
    public required ImmutableArray<ActionStep> Steps { get; init; }

    /// <summary>The formats of questions (<c>SINGLE_SELECT</c>) whose answers the connector sends; null where it does not look at the format, and where it sends no answers.</summary>
    /// <remarks>
    /// An answer of another format is a finding of the kind <see cref="FindingKind.Unsupported"/>. For a lenient caller it stays in the input, with its
    /// format: a step's <see cref="ActionStep.Fill"/> leaves items out whose <see cref="AnswerInput.Format"/> it has no case for.
    /// </remarks>
    public ImmutableArray<string>? AnswerFormats { get; init; }

    /// <summary>The inputs that stand for rows of tables, of which other values are sent.</summary>
    public ImmutableArray<RowLookup> Rows { get; init; } = [];

    /// <summary>Whether the vendor's ids of options are whole numbers.</summary>
    public bool OptionsAreNumbers { get; init; }

    /// <summary>What the vendor takes of files, by the group of inputs they stand in.</summary>
    public ImmutableArray<FileRule> Files { get; init; } = [];

    /// <summary>Reads the unified input from JSON. Wrong types and inputs that the action does not have are findings.</summary>
    /// <param name="json">The JSON object.</param>
    /// <param name="findings">Receives what is wrong.</param>
    /// <returns>The input; null when it cannot be made because of what was found.</returns>
    public abstract ActionInput? Read(JsonElement json, ref Findings? findings);

    /// <summary>Checks an input as far as it tells by itself: coverage, required inputs, forms, sizes. Makes no request and no look-up.</summary>
    /// <param name="input">An input of this action.</param>
    /// <returns>All that is wrong; null for nothing.</returns>
    public abstract Findings? Check(ActionInput input);

    /// <summary>The same input with only what the connector sends of it, which is what can come of it at the vendor.</summary>
    /// <param name="input">An input of this action, resolved.</param>
    public abstract ActionInput Covered(ActionInput input);
}

/// <summary>Reads a unified input from JSON.</summary>
/// <typeparam name="TInput">The generated input.</typeparam>
/// <param name="json">The JSON object.</param>
/// <param name="findings">Receives wrong types and inputs that the action does not have.</param>
/// <returns>The input; null when it cannot be made because of what was found.</returns>
public delegate TInput? InputReader<TInput>(JsonElement json, ref Findings? findings)
    where TInput : ActionInput;

/// <summary>An action with an input of one type.</summary>
/// <typeparam name="TInput">The generated input.</typeparam>
public sealed class ActionPlan<TInput> : ActionPlan
    where TInput : ActionInput
{
    /// <summary>Reads an input from JSON.</summary>
    public required InputReader<TInput> From { get; init; }

    /// <summary>The guard: all that is wrong with an input; null for nothing.</summary>
    public required Func<TInput, Findings?> Guard { get; init; }

    /// <summary>What the connector sends of an input; null where it sends all there can be.</summary>
    public Func<TInput, TInput>? Sent { get; init; }

    /// <inheritdoc/>
    public override ActionInput? Read(JsonElement json, ref Findings? findings) => From(json, ref findings);

    /// <inheritdoc/>
    public override Findings? Check(ActionInput input) => Guard((TInput)input);

    /// <inheritdoc/>
    public override ActionInput Covered(ActionInput input) => Sent is null ? input : Sent((TInput)input);
}

/// <summary>One request of an action.</summary>
public sealed record ActionStep
{
    /// <summary>The name of the value that a step which makes a record takes of the reply: the vendor's id.</summary>
    internal const string RemoteId = "remote_id";

    /// <summary>The name in the spec.</summary>
    public required string Name { get; init; }

    /// <summary>The request; what it sends are the constants of the spec.</summary>
    public required RequestPlan Request { get; init; }

    /// <summary>Puts the values of the input and of earlier steps into their places. The input is resolved.</summary>
    public required Action<ActionInput, ActionScope, StepValues> Fill { get; init; }

    /// <summary>How many items of the input it is sent for, once for each (<see cref="ActionScope.Item"/>); null where it is sent once.</summary>
    public Func<ActionInput, int>? Items { get; init; }

    /// <summary>Whether it is sent at all; null where it always is.</summary>
    public Func<ActionInput, ActionScope, bool>? When { get; init; }

    /// <summary>The step whose reply tells the address that this one goes to; null where it goes to the vendor's API. That address is asked for again by an attempt that has not used it yet.</summary>
    public string? AddressFrom { get; init; }

    /// <summary>Looks for the record first; null where the spec does not.</summary>
    public FindPlan? Find { get; init; }

    /// <summary>Where the files stand that the action lists; null where the reply has none to list.</summary>
    public GivenFiles? Gives { get; init; }

    /// <summary>The model of the record that the request makes; null where it makes none.</summary>
    public string? Creates { get; init; }

    /// <summary>What is lifted out of the reply.</summary>
    public ImmutableArray<TakenValue> Take { get; init; } = [];

    /// <summary>What replies mean here, before the connector's rules.</summary>
    public ImmutableArray<StepReply> On { get; init; } = [];

    /// <summary>Whether sending it twice does no harm: by its method (GET, PUT, DELETE) or by the spec's word.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Whether it only reads, so that another attempt asks again.</summary>
    internal bool IsRead => Request is { Soap: null } && Request.Method == HttpMethod.Get;

    /// <summary>Whether another attempt finds out what came of it: it looks for the record, or the vendor says that the record exists already, or sending it again does no harm.</summary>
    internal bool CanGoOn => Repeatable || Find is not null || On.Any(r => !r.Take.IsEmpty);
}

/// <summary>What a reply means for a step.</summary>
/// <param name="Rule">Status, tests, meaning.</param>
/// <param name="Take">When not empty, the reply says that the record exists already: these values are taken of it, and the step has succeeded.</param>
public sealed record StepReply(ReplyRule Rule, ImmutableArray<TakenValue> Take);

/// <summary>Looks for a record that may be there already.</summary>
public sealed record FindPlan
{
    /// <summary>The request.</summary>
    public required RequestPlan Request { get; init; }

    /// <summary>Puts what is looked for into its places.</summary>
    public required Action<ActionInput, ActionScope, StepValues> Fill { get; init; }

    /// <summary>Dotted path of the list in the reply; empty where the reply is the list.</summary>
    public required string Records { get; init; }

    /// <summary>How the list is paged; null where one reply has it all.</summary>
    public ListPaging? Paging { get; init; }

    /// <summary>Paths within a record and the text that one of the values at each must have, ignoring case; the first record with all of them is it.</summary>
    public Func<ActionInput, ActionScope, ImmutableArray<(string Path, string? Value)>>? Where { get; init; }

    /// <summary>What is lifted out of the record.</summary>
    public ImmutableArray<TakenValue> Take { get; init; } = [];

    /// <summary>What replies mean here; one that counts as empty finds nothing.</summary>
    public ImmutableArray<ReplyRule> On { get; init; } = [];
}
