using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Shapes;

/// <summary>What the value at a vendor path means to the spec.</summary>
internal sealed class Meaning
{
    public required string Model { get; init; }

    /// <summary>The unified field it feeds: <c>candidates.location.city</c>.</summary>
    public required string Field { get; init; }

    /// <summary>What part it plays.</summary>
    public MeaningRole Role { get; init; }

    /// <summary>The model a reference points to.</summary>
    public string? Target { get; init; }

    /// <summary>The vocabulary's scalar type, where it is one.</summary>
    public ScalarKind? Scalar { get; init; }

    /// <summary>How the spec converts it.</summary>
    public Conversion As { get; init; } = Conversion.Plain;

    /// <summary>The vendor values that the spec names, for contracts that list none.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether it is the value of an answer.</summary>
    public bool Answer { get; init; }
}

/// <summary>The parts a value can play.</summary>
internal enum MeaningRole
{
    /// <summary>A value like others.</summary>
    Value,

    /// <summary>The vendor's id of the record.</summary>
    Id,

    /// <summary>The vendor's id of another record.</summary>
    Reference,

    /// <summary>The vendor's word for the type of question.</summary>
    Discriminator,

    /// <summary>The id of an option of the question.</summary>
    OptionId,

    /// <summary>An option that another question has.</summary>
    OptionReference,

    /// <summary>A question that comes earlier in the same form.</summary>
    Earlier,
}

/// <summary>The places that a spec reads, as a tree beside the contract's schema.</summary>
internal sealed class MeaningTree
{
    /// <summary>Members that are read.</summary>
    public Dictionary<string, MeaningTree> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>The items, when list items are read.</summary>
    public MeaningTree? Items { get; private set; }

    /// <summary>The values of the object here as a list, when they are read so.</summary>
    public MeaningTree? Values { get; private set; }

    /// <summary>The name that the value here has in its object, when it is read.</summary>
    public MeaningTree? Name { get; private set; }

    /// <summary>What the value here means.</summary>
    public Meaning? Meaning { get; set; }

    /// <summary>The models that read something here or below, other than as a reference.</summary>
    public HashSet<string> Readers { get; } = new(StringComparer.Ordinal);

    /// <summary>The types of question (vendor's words) it is read for; with <see cref="Always"/> unset it belongs to these alone.</summary>
    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>The cases of an answer it is read for; with <see cref="Always"/> unset it belongs to these alone.</summary>
    public HashSet<string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>What it means in an answer, by the vendor's word for what the question asks for, where that decides; empty elsewhere.</summary>
    public Dictionary<string, AnsweredCase> Answered { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it is read whatever the type of question is.</summary>
    public bool Always { get; set; }

    /// <summary>The member that tells the items of a list apart (<c>rel</c> of <c>links[rel=apply]</c>), with the values named.</summary>
    public (string Member, HashSet<string> Values)? Key { get; private set; }

    /// <summary>The model of questions that the items are answers to.</summary>
    public string? AnswersTo { get; set; }

    /// <summary>Whether the items are the options of a question.</summary>
    public bool Options { get; set; }

    /// <summary>The model whose records the items are (<c>within</c>).</summary>
    public string? Nested { get; set; }

    /// <summary>When something stands here, where that is not left to the schema.</summary>
    public Condition? Presence { get; set; }

    /// <summary>What stands here instead of what the schema says: paging and the page's records.</summary>
    public Shape? Substitute { get; set; }

    /// <summary>The member of that name, made when it is not there yet.</summary>
    public MeaningTree Member(string name) => Members.TryGetValue(name, out var member) ? member : Members[name] = new MeaningTree();

    /// <summary>The items, made when they are not there yet.</summary>
    public MeaningTree Item() => Items ??= new MeaningTree();

    /// <summary>The place at the end of a path, made when it is not there yet.</summary>
    public MeaningTree Descend(IEnumerable<PathStep> steps, Action<MeaningTree>? visit = null)
    {
        var place = this;
        foreach (var step in steps)
        {
            if (step is PathStep.Where where)
            {
                place.Key ??= (where.Member, new HashSet<string>(StringComparer.Ordinal));
                place.Key.Value.Values.Add(where.Value);
            }

            place = step switch
            {
                PathStep.Property property => place.Member(property.Name),
                PathStep.Values => place.Values ??= new MeaningTree(),
                PathStep.Key => place.Name ??= new MeaningTree(),
                _ => place.Item(),
            };
            visit?.Invoke(place);
        }

        return place;
    }

    /// <summary>Whether something here or below holds.</summary>
    public bool Any(Func<MeaningTree, bool> test) => test(this) || Items?.Any(test) == true || Values?.Any(test) == true || Members.Values.Any(m => m.Any(test));
}

/// <summary>What stands at a place of an answer to a question of one type.</summary>
/// <param name="Case">The unified case of the answer.</param>
/// <param name="Type">The JSON type of what is read there; of a list, that it is one.</param>
/// <param name="Tree">What it means.</param>
internal sealed record AnsweredCase(string Case, JsonKind Type, MeaningTree Tree);
