using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Actions;

/// <summary>The input of an action cannot be sent as it is. Nothing has been sent.</summary>
public sealed class InputRefusedException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="action">The action.</param>
    /// <param name="findings">All that is wrong; at least one.</param>
    public InputRefusedException(string action, IReadOnlyList<Finding> findings)
        : base(ConnectorError.InvalidInput, $"{action}: nothing was sent: " + string.Join(" ", findings.Select(f => $"{f.Path}: {f.Reason}"))) =>
        Findings = findings;

    /// <summary>All that is wrong with the input.</summary>
    public IReadOnlyList<Finding> Findings { get; }
}
