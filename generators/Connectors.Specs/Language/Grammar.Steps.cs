using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

public static partial class Grammar
{
    /// <summary>The words of <c>form:</c> and what they stand for.</summary>
    public static IReadOnlyDictionary<string, BodyForm> BodyForms { get; } = new Dictionary<string, BodyForm>(StringComparer.Ordinal)
    {
        ["multipart"] = BodyForm.Multipart,
        ["urlencoded"] = BodyForm.UrlEncoded,
    };

    /// <summary>The words of <c>as:</c> that write a file.</summary>
    public static IReadOnlyDictionary<string, FileForm> FileForms { get; } = new Dictionary<string, FileForm>(StringComparer.Ordinal)
    {
        ["base64"] = FileForm.Base64,
        ["binary"] = FileForm.Binary,
        ["url"] = FileForm.Url,
    };

    /// <summary>The forms of <c>{now.FORM}</c>; <c>{now}</c> alone is the first.</summary>
    public static IReadOnlyList<string> NowForms { get; } = ["datetime", "unix_seconds", "unix_ms", "date"];

    // What makes a step more than one request that is always sent.
    private static IEnumerable<KeyShape> StepKeys =>
    [
        May("url", TemplateText, "A request to an address that another step took, such as one to upload a file to. Credentials are never sent there."),
        May("method", Word("post", "put", "get"), "With `url`: the method; `put` when not said."),
        May("hosts", new Shape.List(new Shape.Text("a host")), "With `url`: the only hosts that the address may have; `*.example.com` allows subdomains."),
        May("form", Word([.. BodyForms.Keys]), "How the body is written where the contract takes more than one; what it takes when not said, JSON before others."),
        May("for_each", new Shape.Text("a list of the input"), "The request is sent for each item of the list, whose rows then stand in it: `to: step`. What it takes is taken for each item."),
        May("gives", Is("given files"), "Of an action that lists files: where they stand in the reply."),
        Page(" With `gives`, whose list it is." + AsAWhole),
        May("when", Either(Is("when"), new Shape.List(Is("when"))), "The request is sent only when these tests all hold."),
    ];

    private static MappingShape When => new("when", "Tests on what is given: inputs (`candidate.gender`, `attachments`), connection fields (`connection.NAME`), what other steps took (`steps.STEP.NAME`), and in a step with `for_each` rows of the item (`item.type`).", Keys(
    [
        May("is", MapOf("what is looked at", Text), "It is this text; of an input a unified value."),
        May("set", Either(GivenText, new Shape.List(GivenText)), "It is given; of a list, at least one item."),
        May("starts", MapOf("what is looked at", Text), "It starts with this text."),
        May("not", Is("when"), "The test does not hold."),
    ]))
    {
        Example = """
            cover_letter:
              for_each: attachments
              when: { is: { item.type: COVER_LETTER, connection.letters: shown } }
              post: "/applications/{steps.application.remote_id}/letters"
            """,
    };

    private static Shape GivenText => new Shape.Text("an input, a connection field or a value that a step took");

    private static IEnumerable<KeyShape> FileLimitKeys =>
    [
        May("max_size", new Shape.Text("a size"), "Of files: how large one may be: `500KB`, `2MB`, 1024 bytes to a KB."),
        May("max_total", new Shape.Text("a size"), "Of a list of files: how large they may be together."),
        May("types", new Shape.List(new Shape.Text("an ending of file names")), "Of files: the endings of those that the vendor takes: `[pdf, docx]`."),
    ];
}
