using Connectors.Cli.Terminal;

namespace Connectors.Cli;

/// <summary>What a command may touch of the process around it; tests hand in their own.</summary>
internal sealed class CliHost
{
    /// <summary>Results.</summary>
    public required Screen Out { get; init; }

    /// <summary>Opens the standard output for bytes: records that need not become text on the way.</summary>
    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Opens the standard input for bytes.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Errors and hints.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Looks up an environment variable; null when it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The folder that relative paths start from.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The path seen from <see cref="Folder"/>.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Folder);

    public static CliHost OfProcess() => new() { Out = Screen.OfProcess(), Error = Console.Error };
}
