using Connectors.Runtime.Capabilities;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Fields;

/// <summary>Which custom fields can be filled from which fields of a vendor.</summary>
internal sealed class MappingRules(VocabularySpec vocabulary)
{
    /// <summary>Whether a connector lets custom fields of a model be filled.</summary>
    public static bool Maps(ConnectorDescriptor connector, string model) =>
        connector.Model(model) is { Coverage: Coverage.Supported } read && read.Field("custom_fields")?.Coverage == Coverage.Supported;

    /// <summary>The models that custom fields can be defined for.</summary>
    public IEnumerable<ModelType> Models => vocabulary.Models.Where(m => m.Field("custom_fields") is not null);

    /// <summary>Why a custom field cannot be filled from a field; null where it can.</summary>
    public string? Problem(ConnectorDescriptor connector, CustomField field, IntegrationField source) =>
        !Maps(connector, field.Model) ? $"{connector.Name} has no custom fields in {vocabulary.Model(field.Model)!.Id}."
        : source.Model != field.Model ? $"it is a field of {vocabulary.Model(source.Model)!.Id}, and the custom field is one of {vocabulary.Model(field.Model)!.Id}."
        : null;
}
