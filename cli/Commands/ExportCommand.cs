using System.CommandLine;
using Connectors.Cli.Connections;
using Connectors.Runtime.Capabilities;
using Connectors.Specs.Diagnostics;
using Connectors.Sync.Export;
using Connectors.Sync.Store;

namespace Connectors.Cli.Commands;

/// <summary><c>connectors export</c>: stored records as JSON lines.</summary>
internal static class ExportCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create(CliHost host)
    {
        var model = new Argument<string>("model") { Description = "The model: jobs, candidates, applications, …" };
        var database = CommonOptions.Database();
        var integration = new Option<string?>("--integration") { Description = "Whose records, by the integration's name, its id or its connector; needed where the database holds several." };
        var deleted = new Option<bool>("--include-deleted") { Description = "Also records that are gone at the vendor." };
        var command = new Command("export", "Print stored records, one JSON object a line.") { model, database, integration, deleted };
        command.SetAction((result, cancellationToken) => Task.FromResult(Run(
            host,
            result.GetRequiredValue(database),
            result.GetValue(integration),
            result.GetRequiredValue(model),
            new ExportOptions { IncludeDeleted = result.GetValue(deleted) },
            cancellationToken)));
        return command;
    }

    private static int Run(CliHost host, string database, string? name, string model, ExportOptions options, CancellationToken cancellationToken)
    {
        using var store = RecordStore.OpenForReading(host.Resolve(database));
        var integration = Choose(store, name);
        var descriptor = ShippedConnectors.Find(integration.Connector).Definition.Descriptor;
        var models = descriptor.Models.Select(m => m.Name).ToList();
        if (!models.Contains(model))
        {
            throw new CliException($"There is no model '{model}'{Suggest.Hint(model, models)}");
        }

        // Nothing at all would read like "there are none".
        var covered = descriptor.Models.Where(m => m.Coverage == Coverage.Supported).Select(m => m.Name).ToList();
        if (!covered.Contains(model))
        {
            throw new CliException($"{descriptor.Name} does not cover {model}. It covers {string.Join(", ", covered)}.");
        }

        using var output = host.OpenOutput();
        try
        {
            RecordExport.Write(store, integration, descriptor, model, output, options, cancellationToken);
            output.Flush();
        }
        catch (IOException)
        {
            // Whoever reads the pipe has seen enough: `connectors export jobs | head`.
        }

        return ExitCode.Done;
    }

    private static Integration Choose(RecordStore store, string? name)
    {
        var all = store.Integrations;
        var chosen = all.Where(i => name is null || i.Name == name || i.Id == name).ToList() is { Count: > 0 } named ? named : [.. all.Where(i => i.Connector == name)];
        return chosen.Count == 1
            ? chosen[0]
            : throw new CliException(Problem(store, name, chosen.Count));
    }

    private static string Problem(RecordStore store, string? name, int found)
    {
        var names = string.Join("\n", store.Integrations.Select(i => $"  {i.Name}"));
        return (name, found) switch
        {
            (null, 0) => $"{store.Path} holds no integration yet; a sync adds one.",
            (_, 0) => $"{store.Path} has no integration '{name}'. It has:\n{names}",
            _ => $"{store.Path} holds several integrations; say which with --integration:\n{names}",
        };
    }
}
