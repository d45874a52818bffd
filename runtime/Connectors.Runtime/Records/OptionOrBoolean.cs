namespace Connectors.Runtime.Records;

/// <summary>An option of a question, or the answer of a yes/no question; exactly one of the two.</summary>
public readonly record struct OptionOrBoolean
{
    /// <summary>An option by the vendor's id.</summary>
    public OptionOrBoolean(Reference option) => Option = option;

    /// <summary>Yes or no.</summary>
    public OptionOrBoolean(bool flag) => Flag = flag;

    /// <summary>The option; null when it is a boolean.</summary>
    public Reference? Option { get; }

    /// <summary>Yes or no; null when it is an option.</summary>
    public bool? Flag { get; }

    /// <inheritdoc/>
    public override string ToString() => Option?.RemoteId ?? (Flag is true ? "true" : "false");
}
