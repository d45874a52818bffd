using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Paths that the runtime follows itself, in small bodies: those of refusals and log-ins. XML is looked at in its JSON form.</summary>
internal static class BodyPath
{
    /// <summary>The path as text: as the spec writes it, and in XML with <c>@name</c> for attributes and <c>#text</c> for texts.</summary>
    public static string Of(VendorPath path)
    {
        var form = path with { Steps = path.Steps.Select(Form).ToEquatable() };
        return form.Text;
    }

    private static PathStep Form(PathStep step) => step switch
    {
        PathStep.Property { Xml: { } xml } => new PathStep.Property(Name(xml)),
        PathStep.Where { Xml: { } xml } where => new PathStep.Where(Name(xml), where.Value),
        _ => step,
    };

    private static string Name(XmlNode xml) => xml.Kind switch
    {
        XmlNodeKind.Attribute => "@" + xml.Name,
        XmlNodeKind.Text => "#text",
        _ => xml.Name,
    };
}
