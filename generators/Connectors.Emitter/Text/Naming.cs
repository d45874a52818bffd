using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Text;

/// <summary>C# names for the words of specs and vocabularies. Everything that is generated takes its names from here, so that they agree.</summary>
public static class Naming
{
    // What every generated type already has; a member of that name gets the suffix instead.
    private static readonly HashSet<string> Taken =
    [
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals", "Write", "Case",
    ];

    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate",
        "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in",
        "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private",
        "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this",
        "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];

    /// <summary><c>job_id</c>, <c>FULL_TIME</c>, <c>some-slug</c> as <c>JobId</c>, <c>FullTime</c>, <c>SomeSlug</c>. A word that is not an identifier gets a leading underscore.</summary>
    public static string Pascal(string name) => PascalCase.Of(name);

    /// <summary><c>job_id</c> as <c>jobId</c>, for locals and parameters; keywords are escaped with <c>@</c>.</summary>
    public static string Camel(string name)
    {
        var pascal = Pascal(name);
        var camel = char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
        return Keywords.Contains(camel) ? "@" + camel : camel;
    }

    /// <summary>The property of a field or member.</summary>
    /// <param name="owner">The C# name of the class it stands in: <c>Job</c>, <c>Location</c>, or of a union case <c>SingleSelect</c>.</param>
    /// <param name="name">The vocabulary's name.</param>
    /// <returns>The name in Pascal case; with the suffix <c>Value</c> where C# does not allow it (a member named as its class, or as an inherited one).</returns>
    public static string Property(string owner, string name)
    {
        var pascal = Pascal(name);
        return pascal == owner || Taken.Contains(pascal) ? pascal + "Value" : pascal;
    }

    /// <summary>The static member of an enumeration value: <c>FULL_TIME</c> as <c>FullTime</c>.</summary>
    public static string EnumValue(string value) => Pascal(value) switch
    {
        "Value" or "IsKnown" or "Known" or "Equals" or "ToString" or "GetHashCode" or "GetType" => Pascal(value) + "Value",
        var name => name,
    };

    /// <summary>The nested class of a union case: <c>SINGLE_SELECT</c> as <c>SingleSelect</c>.</summary>
    public static string UnionCase(string name) => Pascal(name) switch
    {
        "Case" or "Write" or "Type" => Pascal(name) + "Value",
        var pascal => pascal,
    };
}
