using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Text;

/// <summary>The C# types of a vocabulary's values: what the unified models declare and mappers fill.</summary>
/// <remarks>
/// Absent is null everywhere: a value that is not required is nullable, also <c>RawJson?</c>. A required list is never null and empty by default;
/// any other required value is a C# <c>required</c> member.
/// </remarks>
public sealed class CSharpTypes
{
    private readonly VocabularySpec _vocabulary;
    private readonly string _models;
    private readonly string _runtime;

    /// <summary>Type names as they are written in a file with the using directives of the unified models, or everywhere when <paramref name="qualified"/> (<c>global::</c>).</summary>
    public CSharpTypes(VocabularySpec vocabulary, bool qualified = false)
    {
        _vocabulary = vocabulary;
        _models = qualified ? $"global::{Namespace(vocabulary)}." : "";
        _runtime = qualified ? "global::Connectors.Runtime.Records." : "";
    }

    /// <summary>The namespace of the unified models: <c>Connectors.Ats</c>.</summary>
    public static string Namespace(VocabularySpec vocabulary) => ConnectorNames.Namespace(vocabulary.Category);

    /// <summary>The class of a model: <c>Job</c>.</summary>
    public string Model(ModelType model) => _models + model.TypeName;

    /// <summary>The class of an object type: <c>PhoneNumber</c>.</summary>
    public string Object(string name) => _models + Naming.Pascal(name);

    /// <summary>The struct of an open enumeration, or the C# enum of a closed one: <c>JobStatus</c>.</summary>
    public string Enum(string name) => _models + Naming.Pascal(name);

    /// <summary>A known value of an enumeration: <c>JobStatus.Open</c>; the same text for open and closed ones.</summary>
    public string EnumValue(string name, string value) => Enum(name) + "." + Naming.EnumValue(value);

    /// <summary>The static class that has the wire texts of a closed enumeration: <c>string ToWire(this X)</c> and <c>X? Parse(string)</c>.</summary>
    public string EnumWire(string name) => Enum(name) + "Wire";

    /// <summary>The abstract class of a union: <c>QuestionFormat</c>.</summary>
    public string Union(string name) => _models + Naming.Pascal(name);

    /// <summary>The class of a union case: <c>QuestionFormat.SingleSelect</c>.</summary>
    public string UnionCase(string name, string unionCase) => Union(name) + "." + Naming.UnionCase(unionCase);

    /// <summary>The type of one value, not null: <c>string</c>, <c>JobStatus</c>, <c>Reference</c>; of a list, that of its items.</summary>
    public string Value(TypeRef type) => type switch
    {
        TypeRef.Scalar scalar => Scalar(scalar.Kind),
        TypeRef.Enum named => Enum(named.Name),
        TypeRef.Object named => Object(named.Name),
        TypeRef.Union named => Union(named.Name),
        TypeRef.Reference or TypeRef.Option => _runtime + "Reference",
        TypeRef.OptionOrBoolean => _runtime + "OptionOrBoolean",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of the vocabulary"),
    };

    /// <summary>The type of a field's property: <c>string?</c>, <c>IReadOnlyList&lt;PhoneNumber&gt;?</c>, or without the question mark where it is required.</summary>
    public string Property(FieldType field) => NotNull(field) + (field.Required ? "" : "?");

    /// <summary>As <see cref="Property"/>, and nullable whether it is required or not: the type of a local that a mapper fills.</summary>
    public string Local(FieldType field) => NotNull(field) + "?";

    /// <summary>Whether <see cref="Value"/> is a C# value type, so that a nullable one is unwrapped with <c>.Value</c>.</summary>
    public static bool IsStruct(TypeRef type) => type switch
    {
        TypeRef.Scalar scalar => scalar.Kind is ScalarKind.Integer or ScalarKind.Number or ScalarKind.Boolean or ScalarKind.DateTime or ScalarKind.Any,
        TypeRef.Object or TypeRef.Union => false,
        _ => true,
    };

    /// <summary>Whether an enumeration keeps values it does not know.</summary>
    public bool IsOpen(string name) => _vocabulary.Enum(name) is { Open: true };

    /// <summary>The type of an input's property: as <see cref="Property"/>, with a text for an id, a question's answer as the runtime takes it, and never null for a list.</summary>
    public string Input(FieldType field)
    {
        var value = field.Type switch
        {
            TypeRef.Reference => "string",
            TypeRef.Scalar { Kind: ScalarKind.Answer } => "AnswerInput",
            TypeRef.Scalar when !IsStruct(field.Type) => "string",
            var type => Value(type),
        };
        return field.List ? $"{Lists}<{value}>" : value + (field.Required ? "" : "?");
    }

    private string NotNull(FieldType field) => field.List ? $"{Lists}<{Value(field.Type)}>" : Value(field.Type);

    private string Lists => _models.Length == 0 ? "IReadOnlyList" : "global::System.Collections.Generic.IReadOnlyList";

    private string Scalar(ScalarKind kind) => kind switch
    {
        ScalarKind.String => "string",
        ScalarKind.Integer => "long",
        ScalarKind.Number => "decimal",
        ScalarKind.Boolean => "bool",
        ScalarKind.DateTime => _models.Length == 0 ? "DateTimeOffset" : "global::System.DateTimeOffset",
        ScalarKind.Any => _runtime + "RawJson",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a scalar of the vocabulary"),
    };
}
