namespace Connectors.Emitter;

/// <summary>Names of vocabulary fields that the store or the runtime, not a mapped value, gives their meaning.</summary>
public static class WellKnown
{
    /// <summary>The unified id: of records, options and vendor fields.</summary>
    public const string Id = "id";

    /// <summary>The vendor's id of a record or an option.</summary>
    public const string RemoteId = "remote_id";

    /// <summary>What a vendor calls a field of its own.</summary>
    public const string Key = "key";

    /// <summary>The feature by which customers look through the vendor's fields.</summary>
    public const string FieldExplorer = "custom_field_explorer";

    /// <summary>The raw payload; every record has it in <c>UnifiedRecord.RemoteData</c>.</summary>
    public const string RemoteData = "remote_data";

    /// <summary>What a customer has mapped: an object that is empty as long as nothing is mapped.</summary>
    public const string CustomFields = "custom_fields";
}
