using Connectors.Cli.Terminal;
using Connectors.Sync.Engine;
using Spectre.Console;

namespace Connectors.Cli.Syncing;

/// <summary>Shows a run while it lasts: a table that is redrawn on a terminal, a line now and then elsewhere.</summary>
internal sealed class SyncView(Screen screen, TimeProvider clock)
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <summary>Runs <paramref name="sync"/> and shows what it reports.</summary>
    public Task<SyncResult> ShowAsync(Func<IProgress<SyncProgress>, Task<SyncResult>> sync) => screen.Live ? RedrawAsync(sync) : WriteLinesAsync(sync);

    private async Task<SyncResult> RedrawAsync(Func<IProgress<SyncProgress>, Task<SyncResult>> sync)
    {
        var board = new ProgressBoard(clock);
        return await screen.Console.Live(Table(board)).AutoClear(true).StartAsync(async display =>
        {
            var running = sync(board);
            while (await Task.WhenAny(running, Task.Delay(Redraw, clock)).ConfigureAwait(false) != running)
            {
                display.UpdateTarget(Table(board));
            }

            return await running.ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private Task<SyncResult> WriteLinesAsync(Func<IProgress<SyncProgress>, Task<SyncResult>> sync)
    {
        var written = new Dictionary<string, DateTimeOffset>();
        return sync(new ProgressBoard(clock, model =>
        {
            if (!model.Last.Completed && model.LastAt - written.GetValueOrDefault(model.Last.Model, model.FirstAt) < BetweenLines)
            {
                return;
            }

            written[model.Last.Model] = model.LastAt;
            screen.Line(model.ToLine());
        }));
    }

    private static Table Table(ProgressBoard board)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Model", "Records", "Pages", "Rate", "Left");
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var model in board.Models)
        {
            table.AddRow(
                Markup.Escape(model.Last.Model),
                model.Records,
                Count.Number(model.Last.Pages),
                model.Rate,
                model.Last.Completed ? "[green]done[/]" : model.Left is { } left ? Duration.Of(left) : "");
        }

        return table;
    }
}
