using System.Text;
using Connectors.Runtime.Mapping.Xml;

namespace Connectors.Runtime.Tests.Mapping.Xml;

/// <summary>Cursors on the root element of a text.</summary>
internal static class Cursor
{
    public const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>A cursor on the root element.</summary>
    public static XmlCursor On(string xml, XmlBounds? bounds = null) => new((bounds ?? XmlBounds.Default).Open(new MemoryStream(Encoding.UTF8.GetBytes(xml))), bounds);

    /// <summary>A cursor on a copy of the root element.</summary>
    public static XmlCursor OnCopy(string xml, XmlBounds? bounds = null) => On(xml, bounds).Recorded();

    /// <summary>A cursor that has read a text as an element's.</summary>
    public static XmlCursor Having(string text)
    {
        var cursor = On($"<a>{text}</a>");
        cursor.ReadText("a");
        return cursor;
    }

    /// <summary>The fault that was noted; null for none.</summary>
    public static RecordFault? Fault(this XmlCursor cursor)
    {
        try
        {
            cursor.ThrowFault();
            return null;
        }
        catch (Runtime.Mapping.RecordFaultException fault)
        {
            return new RecordFault(fault.Path, fault.Reason);
        }
    }

    /// <summary>The names of the children, read over one after the other.</summary>
    public static List<string> Children(this XmlCursor cursor)
    {
        List<string> names = [];
        for (var more = cursor.Enter(); more && cursor.NextChild(".");)
        {
            names.Add(cursor.Name);
            cursor.Skip();
        }

        return names;
    }
}

/// <summary>A fault as data.</summary>
internal sealed record RecordFault(string Path, string Reason);
