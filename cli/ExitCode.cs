namespace Connectors.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The input (spec, arguments, connection values) is wrong.</summary>
    public const int WrongInput = 1;

    /// <summary>The vendor refused or could not be reached.</summary>
    public const int Vendor = 2;

    /// <summary>Finished, with records set aside.</summary>
    public const int SetAside = 3;

    /// <summary>A person must decide (a deletion that is too large to be plausible).</summary>
    public const int NeedsDecision = 4;

    /// <summary>A fault of the tool's own, which nobody foresaw.</summary>
    public const int Unexpected = 70;

    /// <summary>Interrupted, after a clean stop.</summary>
    public const int Interrupted = 130;
}
