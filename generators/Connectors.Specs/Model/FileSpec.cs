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
/// <param name="MaxCount">How many files it takes; null for any number.</param>
/// <param name="Required">Whether it takes nothing without a file.</param>
/// <param name="Kinds">What files may be, as the vocabulary calls it (<c>CV</c>); empty for anything.</param>
public sealed record FileSpec(string Group, bool TakesAddress, long? MaxSize, long? MaxTotal, EquatableArray<string> Types, int? MaxCount, bool Required, EquatableArray<string> Kinds);

/// <summary>Where files stand in a reply.</summary>
/// <param name="Each">The list.</param>
/// <param name="RemoteId">The vendor's id, within an item.</param>
/// <param name="Name">The name; null where the vendor tells none.</param>
/// <param name="ContentType">The media type; null where the vendor tells none.</param>
/// <param name="Type">What it is; null where the vendor does not say.</param>
/// <param name="Url">The address it can be fetched from; null where <paramref name="Fetch"/> fetches it.</param>
/// <param name="Seconds">How long such an address is good; null for as long as the file is there.</param>
/// <param name="Fetch">The request for the file itself; null where there is an address.</param>
public sealed record GivenFilesSpec(
    VendorPath Each, VendorPath RemoteId, VendorPath? Name, VendorPath? ContentType, FileTypeSpec? Type, VendorPath? Url, int? Seconds, RequestSpec? Fetch)
{
    /// <summary>Where the bytes stand in the reply to <see cref="Fetch"/>, in base64; null where the reply is the file.</summary>
    public VendorPath? Data { get; init; }

    /// <summary>How the list is paged.</summary>
    public PagingSpec Paging { get; init; } = PagingSpec.None;
}

/// <summary>What a file is, by a value of the vendor's.</summary>
/// <param name="From">The vendor's value.</param>
/// <param name="Entries">Vendor value and unified value.</param>
/// <param name="Otherwise">The unified value of all others; null for none.</param>
public sealed record FileTypeSpec(VendorPath From, EquatableArray<MapEntry> Entries, string? Otherwise);

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
