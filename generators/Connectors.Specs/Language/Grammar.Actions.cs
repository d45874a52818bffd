using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

public static partial class Grammar
{
    /// <summary>The words of <c>as:</c> that write a time.</summary>
    public static IReadOnlyCollection<string> TimeForms { get; } = ["datetime", "local_time", "date", "unix_seconds", "unix_ms"];

    /// <summary>What <c>{environment.NAME}</c> can name.</summary>
    public static IReadOnlyCollection<string> EnvironmentNames { get; } = ["source_name"];

    private static Shape StepPlace => new Shape.Text("a step and a path in its body (`step.a.b`)");

    private static MappingShape Action => new("action", "An action the connector performs: requests, and where the values of the unified input stand in them.", Keys(
    [
        May("steps", MapOf("a name", Is("step")), "The requests. They are sent in the order their data needs: a step comes after those whose values it uses."),
        May("same_as", new Shape.Text("an action"), "The steps and inputs of another action of this spec, under this name."),
        May("inputs", MapOf("a row", Either(StepPlace, new Shape.List(Is("input")), Is("input"))), "The covered rows: what stands in the coverage table, and where it is sent. `candidate.first_name: applicant.first_name` is the short form: the step, then the path in its body. Rows that come in a list stand under the list's name, with `each`; a list that is sent in several ways is a list of such mappings."),
        May("remote_fields", MapOf("a name", new Shape.Text("a step")), "The row `remote_fields`: what the caller gives there for this connector under the name is put into the body of the step, last of all. The contract types it, and members that it does not have are refused."),
    ]))
    {
        Choice = Names("steps", "same_as"),
        Example = """
            actions:
              create_application:
                steps:
                  person:
                    post: /people
                    creates: candidates
                    take: { remote_id: id }
                  application:
                    post: "/jobs/{job}/applications"
                    body: { person: "{steps.person.remote_id}" }
                    creates: applications
                    take: { remote_id: { header: Location, last_segment: true } }
                inputs:
                  candidate.first_name: person.name.first
                  candidate.last_name: person.name.last
                  candidate.email_address: person.email
                  application.job_id: { path: application.job }
              create_candidate: { same_as: create_application }
            """,
    };

    private static IEnumerable<KeyShape> StepRequestKeys =>
    [
        .. RequestKeys.Take(2),
        May("put", TemplateText, "A PUT request to this path."),
        May("patch", TemplateText, "A PATCH request to this path."),
        May("delete", TemplateText, "A DELETE request to this path."),
        .. RequestKeys.Skip(2),
    ];

    private static MappingShape Step => new("step", "A request of an action. What it sends may name values of other steps, of the input, and of the environment; a bare `{name}` in its path is filled by an input that says `path: step.name`.", Keys(
        StepRequestKeys,
        StepKeys,
        [
            May("find", Is("find"), "Looks for the record first. Where it is found, the request is not sent: what is there is not overwritten."),
            May("creates", new Shape.Text("a model"), "The model of the record that the request makes, or finds where the one that makes it does not tell its id; `take` then has `remote_id`."),
            May("take", Either(Word("none"), TakeShape), "What is lifted out of the reply, by a name: for other steps as `{steps.STEP.NAME}`, and for the record made, of which a text field of that name is filled. `none`: the record is made, and the vendor does not tell its id."),
            May("on", new Shape.List(Is("step rule")), "What replies mean for this step."),
            May("repeatable", Flag, "That sending the request twice does no harm, so that it may be tried again after a failure. PUT and DELETE are so by themselves."),
        ]))
    {
        Choice = Names("get", "post", "put", "patch", "delete", "call", "url"),
        Example = """
            application:
              post: "/jobs/{job}/applications"
              body: { person: "{steps.person.remote_id}", origin: "{environment.source_name}" }
              creates: applications
              take: { remote_id: id }
            """,
    };

    private static Shape TakeShape => MapOf("a name", Either(Path, Is("taken value")));

    private static MappingShape Taken => new("taken value", "A value lifted out of a reply. A path alone is the short form of `body`.", Keys(
    [
        May("body", Path, "The value at this path of the body."),
        May("header", new Shape.Text("a header's name"), "The value of this header."),
        May("status", Flag, "`true`: the status itself."),
        May("last_segment", Flag, "With `body` and `header`: only what follows the last slash, such as the id at the end of an address."),
    ]))
    {
        Choice = Names("body", "header", "status"),
        Example = """take: { remote_id: { header: Location, last_segment: true } }""",
    };

    private static MappingShape StepRule => new("step rule", "What a reply means for one step, before the rules of the transport.", Keys(
        ReplyKeys,
        [May("take", TakeShape, "The reply says that the record exists already: the names that the step takes are taken of this reply, and the step has succeeded."), May("then", Word("done"), "What the step asks for is so already: it has succeeded, and nothing is taken.")]))
    {
        Example = """on: [{ status: 409, is: { error.code: exists }, take: { remote_id: error.id } }]""",
    };

    private static MappingShape Find => new("find", "Looks for a record that may be there already.", Keys(
        RequestKeys,
        [
            Must("records", Path, "Where the records stand in the reply; `.` when the reply is the list."),
            Page(" The pages are looked at one by one, until the record is found." + AsAWhole),
            Must("where", MapOf("a path", TemplateText), "The values that the record has at these paths, capitals and small letters being the same; of a path with `[]` (`emails[].address`), one of the values there. The first record with all of them is it. Where one of the values is not given, nothing is found."),
            Must("take", TakeShape, "What is lifted out of the record: the names that the step takes."),
            May("on", new Shape.List(Is("on")), "What replies mean; `then: empty` finds nothing."),
        ]))
    {
        Choice = Names("get", "post", "call"),
        Example = """
            find:
              get: /people
              query: { email: "{input.candidate.email_address}" }
              records: people
              where: { email: "{input.candidate.email_address}" }
              take: { remote_id: id }
            """,
    };

    private static IEnumerable<KeyShape> WriteKeys =>
    [
        May("map", MapOf("a unified value", Text), "Translates unified values into the vendor's; names all that the vocabulary has, or leaves some to `refuse`."),
        May("refuse", Texts, "With `map`: unified values that the vendor has nothing for. They are refused before anything is sent."),
        May("as", Word([.. TimeForms, "decimal_comma", .. FileForms.Keys]), "How the vendor wants it written, where the types do not fit by themselves. Of a file: `base64`, `binary` (the whole body), or `url` (the vendor fetches it from the address that is given); where not said, a part of its own in a multipart body, the whole body where the contract takes a file as body, and base64 elsewhere."),
        May("format", new Shape.Text("a date format"), "With `local_time` and `date`: the format, in the words yyyy, MM, dd, HH, mm, ss."),
        May("zone", new Shape.Text("a time zone"), "With `local_time` and `date`: the IANA zone; the transport's when not said."),
        May("times", new Shape.Text("a number"), "As when it is read: the vendor's number multiplied by this is the unified one, so that it is divided here."),
    ];

    private static MappingShape Input => new("input", "Where a value of the unified input is sent, and how it is written; or where the items of a list are.", Keys(
        [
            May("to", Either(StepPlace, new Shape.List(Either(StepPlace, Is("input place")))), "The step and the path in its body; of a list that of the vendor's list. Several places take the same value."),
            .. InputPlaceKeys,
            May("template", Either(new Shape.Text("a step"), new Shape.List(new Shape.Text("a step"))), "The step, or the steps, that have the value in a text of their own as `{input.ROW}`, together with others: `name: \"{input.candidate.first_name} {input.candidate.last_name}\"`. What is not given leaves no gap there."),
            May("each", MapOf("a row of an item", Either(Path, Is("item input"))), "Of a list: its rows without the list's name, and where they stand in an item."),
            May("key", MemberName, "Of a list whose items are members of an object, not items of a list: the name of a member, made of rows of the item: `question_{question_id}`. `to` is then the object, or the step alone for the body itself, and the path `.` of a row is the member."),
            May("with", MapOf("a path", Sendable), "Of a list: what every item says besides, such as the id that a step took of the reply to its upload."),
            May("max", Whole(1), "Of a list: how many items the vendor takes, where its contract does not say so."),
        ],
        FileLimitKeys,
        WriteKeys,
        [
            May("table", new Shape.Text("a table"), "The text stands for a row in this table of the spec, and a value of the row is sent: the id of a source by its name."),
            May("by", Path, "With `table`: what the text is compared with, in the row; capitals and small letters are the same."),
            May("take", Path, "With `table`: what is sent, in the row; its key when not said."),
            May("missing", Either(Word("refuse", "omit"), Is("made row")), "With `table`: what becomes of a text without a row. It is refused before anything is sent (`refuse`, when not said), nothing is sent in its place (`omit`), or the row is made first."),
            May("default", TemplateText, "What is sent where nothing of the row's group is given: a value, or `{environment.source_name}`."),
            May("note", Text, "A sentence for the coverage page."),
        ]))
    {
        Choice = Names("to", "query", "header", "cookie", "path", "body", "template"),
        Example = """
            inputs:
              candidate.gender: { to: person.sex, map: { MALE: m, FEMALE: f }, refuse: [OTHER] }
              candidate.location.city: { template: person }
              candidate.location.state: { template: person }
              application.job_id: { path: application.job }
              source.name: { to: person.source_id, table: sources, by: title, missing: omit, default: "{environment.source_name}" }
              attachments: { to: application.files, each: { name: name, content_type: type, data: content, data_url: content }, max: 5 }
            """,
    };

    private static MappingShape MadeRow => new("made row", "Makes the row that a table does not have for a text.", Keys(
        RequestKeys,
        [Must("take", Either(Path, Is("taken value")), "What is sent of the reply.")]))
    {
        Choice = Names("get", "post", "call"),
        Example = """missing: { post: /sources, body: { title: "{value}" }, take: id }""",
    };

    private static IEnumerable<KeyShape> InputPlaceKeys =>
    [
        May("query", new Shape.Text("a step and a parameter"), "In this query parameter: `step.name`."),
        May("header", new Shape.Text("a step and a header"), "In this header: `step.X-Name`."),
        May("cookie", new Shape.Text("a step and a cookie"), "In this cookie."),
        May("path", new Shape.Text("a step and a placeholder"), "In place of `{name}` in the step's path: `step.name`."),
        May("body", StepPlace, "In this member of the body, as `to`."),
        May("part", Whole(1, 2), "Of the id of a record that is told by two values (`key`): the part that stands there. In texts the parts are `{input.ROW.1}` and `{input.ROW.2}`."),
    ];

    private static MappingShape InputPlace => new("input place", "A place of an input; the words of every place, with the step before the name.", Keys(InputPlaceKeys))
    {
        Choice = PlaceNames,
        Example = """to: [person.reference, { header: application.X-Reference }]""",
    };

    private static MappingShape ItemInput => new("item input", "Where a value of an item is sent, relative to the vendor's item, and how it is written.", Keys(
        [
            May("to", Either(Path, new Shape.List(Path)), "The path in the item, or several."),
            .. ItemPlaceKeys,
            May("by_format", MapOf("a format", Either(Path, Is("answer case"))), "Of the answer to a question: where and how it is written, by what the question asks for. A format that is not named cannot be sent."),
        ],
        WriteKeys,
        [May("note", Text, "A sentence for the coverage page.")]))
    {
        Choice = Names("to", "query", "header", "cookie", "path", "by_format"),
        Example = """
            screening_question_answers:
              to: application.answers
              each:
                question_id: field
                answer: { by_format: { TEXT: text, SINGLE_SELECT: option, DATE: { to: date, as: date, format: dd.MM.yyyy } } }
            """,
    };

    private static IEnumerable<KeyShape> ItemPlaceKeys =>
    [
        May("query", new Shape.Text("a parameter"), "Where the step is sent for each item: in this query parameter."),
        May("header", new Shape.Text("a header"), "Likewise: in this header."),
        May("cookie", new Shape.Text("a cookie"), "Likewise: in this cookie."),
        May("path", new Shape.Text("a placeholder"), "Likewise: in place of `{name}` in its path."),
    ];

    private static Shape MemberName => new Shape.Text("a text with rows of the item in braces");

    private static MappingShape AnswerCase => new("answer case", "Where and how the answer to a question of one format is written; of a file where its parts stand.", Keys(
        [
            May("to", Path, "The path in the item; `records[].option` for a list of objects, one for each option that is chosen."),
            May("key", MemberName, "In a list with `key`: the name of the member for this format, where it has another."),
            May("data", Path, "Of a file: where its bytes stand, in base64."),
            May("name", Path, "Of a file: where its name stands."),
            May("content_type", Path, "Of a file: where its media type stands."),
        ],
        WriteKeys))
    {
        Choice = Names("to", "data"),
        Example = """FILE: { name: file.name, content_type: file.type, data: file.content }""",
    };
}
