using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Contracts;

/// <summary>Tells the JSON type of a schema.</summary>
internal static class SchemaKind
{
    /// <summary>The JSON type of a schema, found by its parts where it does not say.</summary>
    public static JsonKind Of(ContractSchema schema) =>
        schema.Type != JsonKind.Any ? schema.Type
        : schema.Properties.Count > 0 || schema.AdditionalProperties is not null ? JsonKind.Object
        : schema.Items is not null ? JsonKind.Array
        : schema.Enum.Count > 0 ? JsonKind.String
        : JsonKind.Any;
}
