using System.CommandLine;

namespace Connectors.Server.State;

/// <summary><c>serve environment</c>: makes environments, also while a server runs.</summary>
internal static class EnvironmentCommands
{
    /// <summary>Says which environment a command is about, for <see cref="EnvironmentDirectory.Named"/>.</summary>
    public static Option<string?> Which() => new("--environment") { Description = "The environment, by its name or id; the first one when not said." };

    /// <summary>Describes the command.</summary>
    /// <param name="output">Where is printed.</param>
    /// <param name="use">Opens the server's own file for a command that was given.</param>
    public static Command Create(TextWriter output, Func<ParseResult, StateFile> use)
    {
        var name = new Argument<string>("name") { Description = "What people call it." };
        var add = new Command("add", "Make an environment; its id is printed.") { name };
        add.SetAction(result =>
        {
            using var file = use(result);
            output.WriteLine(new EnvironmentDirectory(file).Create(result.GetRequiredValue(name)));
        });
        var list = new Command("list", "List the environments.");
        list.SetAction(result =>
        {
            using var file = use(result);
            foreach (var (id, called) in new EnvironmentDirectory(file).All())
            {
                output.WriteLine($"{id} {called}");
            }
        });
        return new Command("environment", "Make environments: what belongs to one is not seen from another.") { add, list };
    }
}
