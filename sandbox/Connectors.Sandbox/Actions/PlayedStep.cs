using Connectors.Sandbox.Data;
using Connectors.Sandbox.Serving;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>A request of an action with all that is needed to do it, made once at the start.</summary>
internal sealed class PlayedStep
{
    /// <summary>The request as the spec declares it.</summary>
    public required StepSpec Spec { get; init; }

    /// <summary>The operation it goes to.</summary>
    public required ContractOperation Operation { get; init; }

    /// <summary>The actions that make it.</summary>
    public List<string> Actions { get; } = [];

    /// <summary>The model of the record it makes or changes; null where it does neither to a record that is read.</summary>
    public required ModelSpec? Model { get; init; }

    /// <summary>How records of that model are listed.</summary>
    public required SourcePlan? Plan { get; init; }

    /// <summary>Where records of that model are listed that are seen in those of another, one in each; null where they are listed by themselves.</summary>
    public Host? Host { get; init; }

    /// <summary>The single values it carries.</summary>
    public required IReadOnlyList<Carried> Values { get; init; }

    public required IReadOnlyList<CarriedList> Lists { get; init; }

    /// <summary>The steps that addresses of its reply are for, by the name they are taken under.</summary>
    public required IReadOnlyDictionary<string, string> Addresses { get; init; }

    /// <summary>Records that the request makes besides: those whose ids only a later step finds out.</summary>
    public required IReadOnlyList<(ModelSpec Model, SourcePlan Plan)> Besides { get; init; }

    /// <summary>The body of its reply as the contract lays it out; null for none.</summary>
    public required Shape? Reply { get; init; }

    /// <summary>The names of new records of a model that is not read.</summary>
    public required IdScheme OtherIds { get; init; }

    /// <summary>Whether it makes a record that is read.</summary>
    public bool Makes => Spec.Creates is not null && Plan is not null && !Reads;

    /// <summary>Whether it only reads.</summary>
    public bool Reads => Spec.Request is { Soap: null, Method: "GET" };

    /// <summary>What the spec says of its replies that say no.</summary>
    public IEnumerable<ReplyRule> Rules => Spec.On.Where(o => o.Take.Count == 0).Select(o => o.Rule);
}

/// <summary>A model in whose records those of another are seen, so that who makes one makes both: an application that is the candidate, too.</summary>
/// <param name="Model">The model.</param>
/// <param name="Plan">How its records are listed.</param>
/// <param name="Guests">The records that are seen in them, each in the one with its index.</param>
internal sealed record Host(ModelSpec Model, SourcePlan Plan, Population Guests);

/// <summary>A value in a request.</summary>
/// <param name="At">Where it stands; within a list, in the item.</param>
/// <param name="Write">How the unified value is written there.</param>
/// <param name="Becomes">The unified field that shows it: <c>candidates.first_name</c>; null for none.</param>
/// <param name="Refers">The model whose record it names; null for none.</param>
/// <param name="Needed">Whether it is always there, so that it tells records apart where it names another.</param>
/// <param name="Address">Whether it is an e-mail address.</param>
internal sealed record Carried(Place At, WriteSpec Write, string? Becomes, string? Refers, bool Needed = false, bool Address = false);

/// <summary>A list in a request.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Items">What its items carry.</param>
/// <param name="Members">Where the items are members of an object: what their names look like. Empty where they are items of a list.</param>
internal sealed record CarriedList(Place At, IReadOnlyList<Carried> Items, IReadOnlyList<MemberName> Members);
