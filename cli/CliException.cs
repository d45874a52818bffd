namespace Connectors.Cli;

/// <summary>Something the person at the terminal can put right. The message says what is wrong and what to do, in sentences.</summary>
internal sealed class CliException(string message, int exitCode = ExitCode.WrongInput) : Exception(message)
{
    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
