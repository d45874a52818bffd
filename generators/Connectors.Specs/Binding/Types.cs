using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Binding;

/// <summary>What unified types are called in messages.</summary>
internal static class Types
{
    /// <summary>A type with its article.</summary>
    public static string Says(TypeRef type) => type switch
    {
        TypeRef.Scalar { Kind: var kind } => kind switch
        {
            ScalarKind.String => "a text",
            ScalarKind.Integer => "a whole number",
            ScalarKind.Number => "a number",
            ScalarKind.Boolean => "true or false",
            ScalarKind.DateTime => "a time",
            ScalarKind.Email => "an e-mail address",
            ScalarKind.Phone => "a telephone number",
            ScalarKind.Country => "a country",
            ScalarKind.Url or ScalarKind.FileUrl => "an address",
            ScalarKind.MediaType => "a media type",
            ScalarKind.Bytes => "a file",
            ScalarKind.RemoteId => "an id of the vendor's",
            ScalarKind.Answer => "an answer",
            _ => "any JSON",
        },
        TypeRef.Enum e => $"a value of {e.Name}",
        TypeRef.Object o => $"an object ({o.Name})",
        TypeRef.Union u => $"a union ({u.Name})",
        TypeRef.Reference r => $"a reference to {r.Model}",
        TypeRef.Option => "a reference to an option",
        _ => "a reference to an option, or true or false",
    };
}
