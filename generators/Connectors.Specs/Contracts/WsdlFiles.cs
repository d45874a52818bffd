using System.Xml;
using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Contracts;

/// <summary>The files a WSDL may be spread over: the one that a spec names and those given beside it. Nothing else is read.</summary>
internal sealed class WsdlFiles(SourceText main, IReadOnlyList<SourceText> siblings, DiagnosticBag diagnostics)
{
    private readonly Dictionary<SourceText, XmlText?> _read = [];
    private readonly Dictionary<string, (XmlText File, IXmlLineInfo Place, int Count)> _ignored = new(StringComparer.Ordinal);

    /// <summary>The file that a spec names; null when it is not XML, which has been reported.</summary>
    public XmlText? Main => Read(main);

    /// <summary>The file that another names, relative to it.</summary>
    /// <returns>Whether there is one, and its text; null when it is not XML, which has been reported.</returns>
    public (bool Found, XmlText? File) Sibling(XmlText from, string location)
    {
        var found = Find(siblings.Append(main), Beside(from.Path, location));
        return found is null ? (false, null) : (true, Read(found));
    }

    /// <summary>The path that is meant by one that a file names.</summary>
    public static string Beside(string from, string location)
    {
        var folder = from.Replace('\\', '/');
        return Plain(folder.Substring(0, folder.LastIndexOf('/') + 1) + location);
    }

    /// <summary>The file at a path, or else of its name; null when there is none.</summary>
    public static SourceText? Find(IEnumerable<SourceText> files, string path)
    {
        var all = files.ToList();
        return all.FirstOrDefault(s => Plain(s.Path) == path) ?? all.FirstOrDefault(s => Last(Plain(s.Path)) == Last(path));
    }

    /// <summary>Notes that a part is not looked at; each kind is reported once, at its first place, by <see cref="ReportIgnored"/>.</summary>
    public void Ignore(XmlText file, IXmlLineInfo place, string what) =>
        _ignored[what] = _ignored.TryGetValue(what, out var known) ? (known.File, known.Place, known.Count + 1) : (file, place, 1);

    /// <summary>Reports what <see cref="Ignore"/> has noted.</summary>
    public void ReportIgnored()
    {
        foreach (var (what, file, place, count) in _ignored.Select(static pair => (pair.Key, pair.Value.File, pair.Value.Place, pair.Value.Count)))
        {
            file.Report(DiagnosticRules.WsdlIgnored, place, count == 1 ? $"{what} is not looked at." : $"{what} is not looked at, here and in {count - 1} more {(count == 2 ? "place" : "places")}.");
        }
    }

    private XmlText? Read(SourceText source)
    {
        if (!_read.TryGetValue(source, out var file))
        {
            _read[source] = file = XmlText.Load(source, diagnostics);
        }

        return file;
    }

    private static string Last(string path) => path.Substring(path.LastIndexOf('/') + 1);

    /// <summary>A path without <c>.</c> and <c>..</c>.</summary>
    public static string Plain(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/').Where(static p => p is not ("" or ".")))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }
}
