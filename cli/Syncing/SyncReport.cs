using Connectors.Cli.Terminal;
using Connectors.Sync.Engine;
using Spectre.Console;

namespace Connectors.Cli.Syncing;

/// <summary>What a person must know when a run has ended: counts, what could not be read and why, warnings, where the records are.</summary>
internal static class SyncReport
{
    private const int MostValues = 10;

    /// <summary>Writes the report of one run.</summary>
    public static void Write(Screen screen, string connector, SyncResult result, string database)
    {
        screen.Console.Write(Counts(screen, result));
        Section(screen, "Could not be read:", [.. result.Errors.Select(Describe), .. result.Models.SelectMany(SetAside)]);
        Section(screen, "Not kept by the spec:", [.. result.Models.Where(m => m.Dropped > 0).Select(m => $"{m.Model}: {Count.Of(m.Dropped, "element")}")]);
        Section(screen, "Waiting for a decision:", [.. result.Deletions.Select(Describe)]);
        Section(screen, "Warnings:", [.. Warnings(result)]);
        screen.Line($"{connector}: {Ending(result)} in {Duration.Of(result.Duration)}{(result.Resumed ? ", going on with a run that was cut short" : "")}.");
        screen.Line($"Database: {database}, integration '{result.Integration.Name}'");
    }

    private static Table Counts(Screen screen, SyncResult result)
    {
        var table = new Table().Border(screen.Live ? TableBorder.Rounded : TableBorder.Ascii)
            .AddColumns("Model", "New", "Changed", "Unchanged", "Deleted", "Set aside", "In the database");
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var model in result.Models)
        {
            table.AddRow(
                Markup.Escape(model.Model) + (model.Completed ? "" : " (incomplete)"),
                Count.Number(model.Added),
                // A record that is back has changed too, as far as its readers are concerned.
                Count.Number(model.Changed + model.Returned),
                Count.Number(model.Unchanged),
                Count.Number(model.Deleted),
                model.SetAside == 0 ? "0" : $"[yellow]{Count.Number(model.SetAside)}[/]",
                Count.Number(model.Live));
        }

        return table;
    }

    private static string Describe(SourceError error)
    {
        var parents = error.Parents == 0 ? "" : $" (for {Count.Of(error.Parents, "parent record")})";
        var skipped = error.Skipped.IsEmpty ? "" : $"\n    Not asked for because of it: {string.Join(", ", error.Skipped)}";
        return $"{error.Source}{parents}: {error.Error.Message}{skipped}";
    }

    private static string Describe(PendingDeletion deletion) =>
        $"{deletion.Model}: {Count.Number(deletion.Records)} of {Count.Of(deletion.Live, "record")} are gone at the vendor. If that is right, repeat with --confirm-deletions.";

    private static IEnumerable<string> SetAside(ModelResult model)
    {
        foreach (var reason in model.Reasons)
        {
            yield return $"{model.Model}: {Count.Of(reason.Count, "record")} set aside, {reason.Path}: {reason.Reason}{(reason.Example is null ? "" : $" (for example {reason.Example})")}";
        }

        if (model.SetAside > 0 && !model.Children.IsEmpty)
        {
            yield return $"  Not asked for where such a record was never stored: {string.Join(", ", model.Children)}";
        }
    }

    private static IEnumerable<string> Warnings(SyncResult result)
    {
        foreach (var model in result.Models.Where(m => m.Unproven > 0))
        {
            yield return $"{model.Model}: records are missing, but nothing proves that they are gone ({Count.Of(model.Unproven, "list")}); they are kept.";
        }

        foreach (var value in result.UnmappedValues.Take(MostValues))
        {
            yield return $"{value.Path}: the spec has no entry for '{value.Value}' (met {Count.Of(value.Count, "time")}).";
        }

        if (result.UnmappedValues.Length > MostValues)
        {
            yield return $"… and {Count.Of(result.UnmappedValues.Length - MostValues, "further value")} without an entry.";
        }
    }

    private static void Section(Screen screen, string title, List<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        screen.Line(title);
        foreach (var line in lines)
        {
            screen.Line("  " + line);
        }
    }

    private static string Ending(SyncResult result) => result.Outcome switch
    {
        SyncOutcome.Done => "done",
        SyncOutcome.RecordsSetAside => "done, with records set aside,",
        SyncOutcome.VendorRefused => "not everything could be read; ended",
        SyncOutcome.NeedsDecision => "stopped before a deletion that needs a decision",
        _ => "interrupted; the same command goes on from here; stopped",
    };
}
