using Connectors.Sandbox.Data;

namespace Connectors.Sandbox.Shapes;

/// <summary>When a member has a value.</summary>
internal abstract class Condition
{
    /// <summary>Whether it has one.</summary>
    public abstract bool Holds(in Cell cell);

    /// <summary>The record is a question of one of these types.</summary>
    internal sealed class OfType(Questions questions, bool[] types) : Condition
    {
        public override bool Holds(in Cell cell) => types[questions.TypeIndex(cell.Index)];
    }

    /// <summary>The record is deleted, or is not.</summary>
    internal sealed class Deleted(Population records, bool deleted) : Condition
    {
        public override bool Holds(in Cell cell) => records.Overlay.IsDeleted(cell.Index) == deleted;
    }

    /// <summary>The answer is of this case, because its question is.</summary>
    internal sealed class Answers(Questions? questions, HashSet<string> cases, string only) : Condition
    {
        public override bool Holds(in Cell cell) =>
            questions is null || cell.Subject < 0 ? cases.Contains(only) : cases.Contains(questions.Type(cell.Subject).Case);
    }

    /// <summary>There is an earlier question, and the record depends on it; every other one does.</summary>
    internal sealed class Depends : Condition
    {
        public override bool Holds(in Cell cell) => cell.Subject >= 0 && Dice.OneIn(Dice.Mix(cell.Record), 2);
    }

    /// <summary>The record depends on a question with options, or on one that is answered with yes or no.</summary>
    internal sealed class DependsOn(Questions questions, bool options) : Condition
    {
        private readonly Depends _depends = new();

        public override bool Holds(in Cell cell) =>
            _depends.Holds(cell) && (options ? questions.OptionCount(cell.Subject) > 0 : questions.IsBoolean(cell.Subject));
    }
}
