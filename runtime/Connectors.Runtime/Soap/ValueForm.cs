namespace Connectors.Runtime.Soap;

/// <summary>The forms that values of a contract have.</summary>
public enum ValueForm
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a decimal point.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,
}
