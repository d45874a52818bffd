using System.Globalization;
using System.Text;
using System.Text.Json;
using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Data;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Shapes;

/// <summary>Makes records say that they are deleted where the spec reads that of them: those that are, and no others.</summary>
internal static class DeletedMarks
{
    /// <summary>Puts the marks of a model into the tree of its records.</summary>
    /// <param name="model">The model.</param>
    /// <param name="records">Its records, which are listed from now on when they are deleted, too.</param>
    /// <param name="payload">The tree of a record.</param>
    /// <param name="schemaAt">The schema at a path of it.</param>
    public static void Put(ModelSpec model, Population records, MeaningTree payload, Func<VendorPath, ContractSchema?> schemaAt)
    {
        foreach (var test in model.Deleted.SelectMany(g => g.Tests))
        {
            records.ListsDeleted = true;
            Put(test, false, records, payload, schemaAt);
        }
    }

    private static void Put(Test test, bool negate, Population records, MeaningTree payload, Func<VendorPath, ContractSchema?> schemaAt)
    {
        switch (test)
        {
            case Test.Not not:
                Put(not.Inner, !negate, records, payload, schemaAt);
                break;
            case Test.Set set when set.Path.Root == PathRoot.Payload:
                payload.Descend(set.Path.Steps).Presence = new Condition.Deleted(records, !negate);
                break;
            case Test.Is same when same.Path.Root == PathRoot.Payload:
                var schema = schemaAt(same.Path);
                Write(payload, same.Path, negate, records, Literal(schema, same.Value), Other(schema, same.Value));
                break;
            case Test.Has has when has.Path.Root == PathRoot.Payload:
                Write(payload, has.Path, negate, records, [(byte)'[', .. Literal(null, has.Value), (byte)']'], "[]"u8.ToArray());
                break;
            case Test.Starts starts when starts.Path.Root == PathRoot.Payload:
                Write(payload, starts.Path, negate, records, Literal(null, starts.Value + "1"), "\"-\""u8.ToArray());
                break;
        }
    }

    private static void Write(MeaningTree payload, VendorPath path, bool negate, Population records, byte[] holds, byte[] fails) =>
        payload.Descend(path.Steps).Substitute = new DeletedShape(records, negate ? fails : holds, negate ? holds : fails);

    private static byte[] Literal(ContractSchema? schema, string value) =>
        schema is not null && SchemaKind.Of(schema) is JsonKind.Boolean or JsonKind.Integer or JsonKind.Number ? Encoding.UTF8.GetBytes(value) : JsonSerializer.SerializeToUtf8Bytes(value);

    private static byte[] Other(ContractSchema? schema, string value) => schema switch
    {
        not null when SchemaKind.Of(schema) == JsonKind.Boolean => Encoding.UTF8.GetBytes(value == "true" ? "false" : "true"),
        not null when SchemaKind.Of(schema) is JsonKind.Integer or JsonKind.Number && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) =>
            Encoding.UTF8.GetBytes((number + 1).ToString(CultureInfo.InvariantCulture)),
        { Enum.Count: > 1 } => Literal(schema, schema.Enum.First(v => v != value)),
        { Nullable: true } => "null"u8.ToArray(),
        _ => "\"-\""u8.ToArray(),
    };

    /// <summary>One text for records that are deleted, another for the rest.</summary>
    private sealed class DeletedShape(Population records, byte[] gone, byte[] alive) : Shape
    {
        public override void Write(Renderer to, in Cell cell) => to.Json.WriteRawValue(records.Overlay.IsDeleted(cell.Index) ? gone : alive, skipInputValidation: true);
    }
}
