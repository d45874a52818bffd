using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>The words in which readers of a format are written. All else about mappers is the same for every format.</summary>
internal abstract class PayloadFormat
{
    /// <summary>JSON.</summary>
    public static PayloadFormat Json { get; } = new JsonFormat();

    /// <summary>XML.</summary>
    public static PayloadFormat Xml { get; } = new XmlFormat();

    /// <summary>The format of a request's replies.</summary>
    public static PayloadFormat Of(RequestSpec request) => request.Output is null ? Json : Xml;

    /// <summary>The reader as a parameter: <c>ref Utf8JsonReader reader</c>.</summary>
    public abstract string Parameter { get; }

    /// <summary>The class that reads single values: <c>JsonValue</c>.</summary>
    public abstract string Values { get; }

    /// <summary>The class that makes faults: <c>JsonFault</c>.</summary>
    public abstract string Faults { get; }

    /// <summary>The parameter that has the payload's JSON: <c>ReadOnlySpan&lt;byte&gt; json</c>.</summary>
    public abstract string WholeJson { get; }

    /// <summary>A reader as an argument: <c>ref reader</c>.</summary>
    public abstract string Argument(string reader);

    /// <summary>A payload of the format.</summary>
    /// <param name="owner">The class its members stand in.</param>
    /// <param name="name">What its members are named after: <c>Job</c>; empty for the class's own.</param>
    /// <param name="parameter">The parameter that goes with the reader.</param>
    /// <param name="path">Where it stands in the record, for faults: <c>answers[]</c>; empty for the record itself.</param>
    public abstract Payload Payload(MapperClass owner, string name, string parameter = "MapContext context", string path = "");

    /// <summary>Whether a value is the text: C# with <c>$a</c> for the reader.</summary>
    public abstract string Is(string text, string path);

    /// <summary>Whether a value starts with the text: C# with <c>$a</c> for the reader.</summary>
    public abstract string Starts(string text, string path);

    /// <summary>Whether anything but null is there: C# with <c>$r</c> for the reader.</summary>
    public abstract string IsSet { get; }

    /// <summary>Whether the scalar <c>reader</c> stands on is one of the texts.</summary>
    public abstract string IsAny(IEnumerable<string> texts);

    /// <summary>Whether <c>reader</c> stands on a scalar that can be compared; false for null.</summary>
    public abstract string IsScalar(string path);

    /// <summary>Whether the scalar <c>reader</c> stands on is empty.</summary>
    public abstract string IsEmpty { get; }

    /// <summary>The reading of a whole value as JSON.</summary>
    /// <param name="owner">The class it is read in.</param>
    /// <param name="path">The value, from its record.</param>
    public abstract Reading Raw(MapperClass owner, VendorPath path);

    /// <summary>The reading of a text in several languages.</summary>
    public abstract Reading Localised(MapperClass owner, string at);

    /// <summary>Writes a switch over the scalar <c>reader</c> stands on.</summary>
    public abstract void Switch(SourceWriter writer, string path, IEnumerable<(string Text, string Result)> rows);

    /// <summary>Writes what must be remembered before a payload is read whose JSON is wanted.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="owner">The class.</param>
    /// <param name="path">The way to the payload from its record.</param>
    public abstract void BeginJson(SourceWriter writer, MapperClass owner, IEnumerable<PathStep> path);

    /// <summary>Writes what makes <c>json</c> once the payload has been read.</summary>
    public abstract void EndJson(SourceWriter writer);
}
