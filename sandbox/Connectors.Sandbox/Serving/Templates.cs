using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Fills templates of the spec with the values of the connection.</summary>
internal static class Templates
{
    /// <summary>The text of a template; placeholders other than the connection's are left empty.</summary>
    public static string Fill(Template template, IReadOnlyDictionary<string, string> connection) => string.Concat(template.Parts.Select(p => p switch
    {
        TemplatePart.Literal literal => literal.Text,
        TemplatePart.Connection field => connection.GetValueOrDefault(field.Field, ""),
        _ => "",
    }));

    /// <summary>Whether a template is made of what is known before any request: no parent and no record.</summary>
    public static bool IsConstant(Template template) => template.Parts.All(p => p is TemplatePart.Literal or TemplatePart.Connection);
}
