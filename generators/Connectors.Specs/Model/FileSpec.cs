namespace Connectors.Specs.Model;

/// <summary>How a file travels in a request.</summary>
public enum FileForm
{
    /// <summary>As text in base64.</summary>
    Base64,

    /// <summary>As a part of a multipart body, with its name and media type.</summary>
    Part,

    /// <summary>As the whole body.</summary>
    Binary,

    /// <summary>Not at all: the vendor fetches it from the address that the caller gives.</summary>
    Url,
}

/// <summary>What the vendor takes of the files in a group of inputs.</summary>
/// <param name="Group">The group: <c>attachments</c>.</param>
/// <param name="TakesAddress">Whether a file that is given by its address is sent as that address, and not fetched.</param>
/// <param name="MaxSize">The largest file in bytes; null for any the runtime allows.</param>
/// <param name="MaxTotal">The largest sum of all files of the group in bytes; null for any.</param>
/// <param name="Types">The endings of the files it takes, without the dot; empty for any.</param>
public sealed record FileSpec(string Group, bool TakesAddress, long? MaxSize, long? MaxTotal, EquatableArray<string> Types);

/// <summary>The vendor's own members that a caller may add to a body.</summary>
/// <param name="Name">The name that the caller gives them under: <c>candidate</c>.</param>
/// <param name="Step">The step whose body they are added to.</param>
/// <param name="Fields">What the contract takes there.</param>
public sealed record MergedFields(string Name, string Step, VendorField Fields);

/// <summary>What a contract takes at a place of a body.</summary>
/// <param name="Name">The member; empty for the body itself and for the items of a list.</param>
/// <param name="Kind">The type.</param>
/// <param name="Members">Of an object, its members.</param>
/// <param name="Open">Of an object, whether it takes members of any other name.</param>
/// <param name="Item">Of a list, its items; null where nothing is known of them.</param>
/// <param name="Values">The only values it takes; empty for any.</param>
public sealed record VendorField(string Name, JsonKind Kind, EquatableArray<VendorField> Members, bool Open, VendorField? Item, EquatableArray<string> Values);
