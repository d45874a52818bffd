using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Values chosen by conditions on vendor data.</summary>
internal sealed partial class ValueBuilder
{
    private string Match(ValueSpec.Match match, FieldType field)
    {
        var type = _owner.Types.Value(field.Type);
        var otherwise = match.Otherwise is { } text ? $"({type}?){Constant(text, field.Type)}" : $"default({type}?)";
        return match.Cases.Reverse().Aggregate(otherwise, (rest, c) => $"{Tests(c.Tests)}\n    ? {Constant(c.Then, field.Type)}\n    : {rest}");
    }

    private string Tests(EquatableArray<Test> tests) => tests.Count == 0 ? "true" : string.Join(" && ", tests.Select(One));

    private string One(Test test) => test switch
    {
        Test.Is t => Flag(t.Path, t.Path.Steps, _owner.Format.Is(t.Value, _payload.Name(t.Path)), "Is_" + t.Value),
        Test.Has t => Flag(t.Path, Items(t.Path, t.Path.Steps), _owner.Format.Is(t.Value, _payload.Name(t.Path)), "Has_" + t.Value),
        Test.Starts t => Flag(t.Path, t.Path.Steps, _owner.Format.Starts(t.Value, _payload.Name(t.Path)), "Starts_" + t.Value),
        Test.Set t => _payload.Slot(Steps(t.Path, t.Path.Steps), Readings.Set(_owner), "IsSet", t.Path.Root == PathRoot.Detail),
        Test.Not t => $"!{One(t.Inner)}",
        _ => throw new ArgumentOutOfRangeException(nameof(test), test, "not a test of a spec"),
    };

    private string Flag(VendorPath path, IEnumerable<PathStep> steps, string expression, string suffix)
    {
        var all = Steps(path, steps).ToList();
        var kind = all.Any(s => s is PathStep.All) ? SlotKind.Or : SlotKind.Assign;
        return _payload.Slot(all, new Reading("bool", expression, Kind: kind), Naming.Pascal(suffix), path.Root == PathRoot.Detail);
    }

    private IEnumerable<PathStep> Steps(VendorPath path, IEnumerable<PathStep> steps) => path.Root == PathRoot.Detail ? _detailRoot.Concat(steps) : steps;
}
