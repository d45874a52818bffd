namespace Connectors.Server.Fields;

/// <summary>What kinds of values a vendor's field has been seen with.</summary>
[Flags]
internal enum FieldKinds
{
    /// <summary>None yet.</summary>
    None = 0,

    /// <summary>A text.</summary>
    Text = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>Yes or no.</summary>
    Boolean = 4,

    /// <summary>An object.</summary>
    Object = 8,

    /// <summary>A list.</summary>
    List = 16,
}
