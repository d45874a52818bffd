namespace Connectors.Specs.Language;

/// <summary>The kinds of files that applications carry, by the endings of their names.</summary>
public static class FileTypes
{
    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.Ordinal)
    {
        ["csv"] = "text/csv",
        ["doc"] = "application/msword",
        ["docm"] = "application/vnd.ms-word.document.macroenabled.12",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["gif"] = "image/gif",
        ["heic"] = "image/heic",
        ["htm"] = "text/html",
        ["html"] = "text/html",
        ["jpeg"] = "image/jpeg",
        ["jpg"] = "image/jpeg",
        ["md"] = "text/markdown",
        ["mov"] = "video/quicktime",
        ["mp3"] = "audio/mpeg",
        ["mp4"] = "video/mp4",
        ["odp"] = "application/vnd.oasis.opendocument.presentation",
        ["ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        ["odt"] = "application/vnd.oasis.opendocument.text",
        ["pages"] = "application/vnd.apple.pages",
        ["pdf"] = "application/pdf",
        ["png"] = "image/png",
        ["ppt"] = "application/vnd.ms-powerpoint",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ["rtf"] = "application/rtf",
        ["tif"] = "image/tiff",
        ["tiff"] = "image/tiff",
        ["txt"] = "text/plain",
        ["webp"] = "image/webp",
        ["wps"] = "application/vnd.ms-works",
        ["xls"] = "application/vnd.ms-excel",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["xml"] = "application/xml",
        ["zip"] = "application/zip",
    };

    /// <summary>The endings that have a media type here.</summary>
    public static IReadOnlyCollection<string> Endings => MediaTypes.Keys;

    /// <summary>The media type of files with an ending (<c>pdf</c>); null where it is not known here.</summary>
    public static string? MediaType(string ending) => MediaTypes.TryGetValue(ending, out var type) ? type : null;
}
