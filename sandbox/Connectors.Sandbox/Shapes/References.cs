using Connectors.Sandbox.Data;

namespace Connectors.Sandbox.Shapes;

/// <summary>Decides which record another one refers to, so that references hold and belong together.</summary>
internal static class References
{
    private const int Small = 64;
    private const long Step = 7_368_787;

    /// <summary>A function from a cell to the index referred to; -1 where there is none to refer to.</summary>
    /// <param name="world">The records.</param>
    /// <param name="self">The model that refers.</param>
    /// <param name="target">The model referred to; null when the spec does not read it.</param>
    /// <param name="about">The model of questions, inside an answer.</param>
    /// <param name="salt">The chance of the place.</param>
    public static Func<Cell, long> Pick(World world, Population? self, Population? target, Population? about, ulong salt)
    {
        if (target is null)
        {
            return c => Dice.Below(Dice.Mix(c.Hash ^ salt), 50);
        }

        if (about == target)
        {
            return static c => c.Subject;
        }

        if (target.Count == 0)
        {
            return static _ => -1;
        }

        if (self is not null && world.JoinedBy(self.Model) == target)
        {
            return c => World.Joined(self, target, c.Index);
        }

        // Rows of a table lead to one record after another, so that there is a row for each.
        if (self?.Model.StartsWith("tables.", StringComparison.Ordinal) == true)
        {
            return c => c.Index % target.Count;
        }

        if (self?.Parent == target)
        {
            return static c => c.Parent;
        }

        if (self?.Parent is not null && self.Parent == target.Parent)
        {
            return c => Sibling(target, c, salt);
        }

        return target.Count <= Small
            ? c => Dice.Below(Dice.Mix(c.Hash ^ salt), target.Count)
            : c => Spread(target, c);
    }

    // A record of the same parent: the stage of an application is one of its job's.
    private static long Sibling(Population target, in Cell cell, ulong salt)
    {
        if (cell.Parent < 0 || cell.Parent >= target.Parent!.Count)
        {
            return -1;
        }

        var start = target.Start(cell.Parent);
        var count = target.Start(cell.Parent + 1) - start;
        return count == 0 ? -1 : start + Dice.Below(Dice.Mix(cell.Hash ^ salt), count);
    }

    // Neighbours refer to different records: nobody applies twice for a job.
    private static long Spread(Population target, in Cell cell) => (long)((UInt128)((ulong)(cell.Index + cell.Item) * (ulong)Step) % (ulong)target.Count);
}
