namespace Connectors.Specs.Language;

public static partial class Grammar
{
    private static MappingShape GivenFiles => new("given files", "Where the files stand in the reply of an action that lists them.", Keys(
    [
        Must("each", Path, "The list; `.` when the reply is the list."),
        Must("remote_id", Path, "The vendor's id of a file, within an item."),
        May("name", Path, "Its name."),
        May("content_type", Path, "Its media type."),
        May("type", Is("file type"), "What it is."),
        May("url", Path, "An address that anybody can fetch it from."),
        May("expires", new Shape.Text("a time span"), "With `url`: how long the address is good; for as long as the file is there when not said."),
        May("fetch", Either(TemplateText, Is("fetched file")), "The path of a GET request for the file, which goes with the credentials: `/files/{record.remote_id}`. The reply is the file, unless it is said where in it the file stands."),
    ]))
    {
        Choice = Names("url", "fetch"),
        Example = """
            get_candidate_attachments:
              steps:
                files:
                  get: "/people/{person}/files"
                  gives: { each: files, remote_id: id, name: title, type: { from: kind, map: { cv: CV }, otherwise: OTHER }, url: link, expires: 7d }
              inputs: { candidate_id: { path: files.person } }
            """,
    };

    private static MappingShape FetchedFile => new("fetched file", "A request for a file whose reply has the file in it, in base64.", Keys(
    [
        Must("get", TemplateText, "The path of a GET request, which goes with the credentials."),
        Must("data", Path, "Where the bytes stand in the reply, in base64."),
    ]))
    {
        Example = """fetch: { get: "/files/{record.remote_id}", data: file.content }""",
    };

    private static MappingShape FileType => new("file type", "What a file is, by a value of the vendor's.", Keys(
    [
        Must("from", Path, "The vendor's value."),
        Must("map", MapOf("a vendor value", Text), "The unified value of each."),
        May("otherwise", Text, "The unified value of all others."),
    ]))
    {
        Example = """type: { from: kind, map: { cv: CV, letter: COVER_LETTER }, otherwise: OTHER }""",
    };
}
