namespace Connectors.Runtime.Actions;

/// <summary>A step needs a value that the reply of an earlier one did not tell. The runtime makes a <see cref="Errors.ConnectorException"/> of it.</summary>
public sealed class MissingValueException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="step">The earlier step.</param>
    /// <param name="name">The value's name.</param>
    public MissingValueException(string step, string name)
        : base($"the reply of the step '{step}' has not told '{name}'")
    {
    }
}
