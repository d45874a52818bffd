using System.CommandLine;
using System.CommandLine.Parsing;
using Connectors.Cli.Specs;
using Connectors.Sandbox;
using Connectors.Sandbox.Faults;
using Connectors.Specs.Diagnostics;

namespace Connectors.Cli.Sandboxes;

/// <summary>The options that shape a sandbox, the same for every command that starts one.</summary>
internal sealed class SandboxArguments
{
    private readonly Option<ulong?> _seed = new("--seed") { Description = "The chance that the sandbox's records are made of; the same seed gives the same records." };
    private readonly Option<long?> _records = new("--records") { Description = "About how many records the sandbox has in all." };
    private readonly Option<string?> _faults = new("--faults") { Description = $"What goes wrong at the sandbox: {string.Join(", ", FaultProfile.All.Select(p => p.Name))}." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _records.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() < 1)
            {
                result.AddError("--records is at least 1.");
            }
        });
        command.Add(_seed);
        command.Add(_records);
        command.Add(_faults);
    }

    /// <summary>Adds the options to a command that calls the vendor itself or plays it, and refuses what does not go together.</summary>
    /// <param name="command">The command.</param>
    /// <param name="sandbox">Its option that plays the vendor.</param>
    /// <param name="baseUrl">Its option for another address of the vendor's.</param>
    public void AddTo(Command command, Option<bool> sandbox, Option<Uri?> baseUrl)
    {
        AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(sandbox) && result.GetValue(baseUrl) is not null)
            {
                result.AddError("--sandbox and --base-url exclude each other: the sandbox has an address of its own.");
            }

            if (!result.GetValue(sandbox) && AreGiven(result))
            {
                result.AddError("--seed, --records and --faults shape a sandbox; add --sandbox.");
            }
        });
    }

    /// <summary>Whether one of the options was used.</summary>
    private bool AreGiven(SymbolResult arguments) => new Option[] { _seed, _records, _faults }.Any(option => arguments.GetResult(option) is { Implicit: false });

    /// <summary>A name for what the sandbox makes up, since another seed is another account.</summary>
    public string AccountName(ParseResult arguments, string slug) => arguments.GetValue(_seed) is { } seed ? $"{slug} sandbox {seed}" : $"{slug} sandbox";

    /// <summary>What a sandbox plays.</summary>
    /// <param name="host">Its clock.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="source">The spec.</param>
    /// <exception cref="CliException">The spec has errors, or there is no such fault profile.</exception>
    public SandboxOptions Options(CliHost host, ParseResult arguments, SpecSource source)
    {
        var defaults = Faults(arguments);
        var compiled = SpecBuild.CompileValid(source);
        var options = new SandboxOptions
        {
            Spec = compiled.Spec!,
            Contract = compiled.Contract!,
            ContractFiles = source.Contracts is ({ } contract, var siblings) ? [contract, .. siblings] : [],
            Vocabulary = SpecBuild.Vocabulary,
            Faults = defaults,
            Clock = host.Clock,
        };
        return options with
        {
            Seed = arguments.GetValue(_seed) ?? options.Seed,
            Records = arguments.GetValue(_records) is { } records ? RecordCounts.InAll(records) : options.Records,
        };
    }

    private FaultProfile Faults(ParseResult arguments)
    {
        if (arguments.GetValue(_faults) is not { } name)
        {
            return FaultProfile.None;
        }

        var names = FaultProfile.All.Select(p => p.Name).ToList();
        return FaultProfile.Find(name)
            ?? throw new CliException($"There is no fault profile '{name}'{Suggest.Hint(name, names)}\n{string.Join('\n', FaultProfile.All.Select(p => $"  {p.Name,-16} {p.Summary}"))}");
    }
}
