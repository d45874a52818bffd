using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

public static partial class Grammar
{
    /// <summary>The words of <c>as:</c> and the conversions they stand for.</summary>
    public static IReadOnlyDictionary<string, ConversionKind> Conversions { get; } = new Dictionary<string, ConversionKind>(StringComparer.Ordinal)
    {
        ["localised"] = ConversionKind.Localised,
        ["datetime"] = ConversionKind.DateTime,
        ["local_time"] = ConversionKind.LocalTime,
        ["date"] = ConversionKind.Date,
        ["unix_seconds"] = ConversionKind.UnixSeconds,
        ["unix_ms"] = ConversionKind.UnixMilliseconds,
        ["decimal_comma"] = ConversionKind.DecimalComma,
        ["country"] = ConversionKind.Country,
        ["given_name"] = ConversionKind.GivenName,
        ["family_name"] = ConversionKind.FamilyName,
        ["raw"] = ConversionKind.Raw,
    };

    // The first that is there decides. What has to stand alone is a member of objects of the vocabulary too.
    private static readonly (string Key, string Name, bool Alone)[] Constructs =
    [
        ("each", "each", false),
        ("pick", "pick", false),
        ("switch", "switch", false),
        ("match", "match", false),
        ("one_of", "one_of", false),
        ("first_of", "first_of", false),
        ("join", "join", false),
        ("list", "list", false),
        ("using", "using", false),
        ("from", "from", false),
        ("key", "key", true),
        ("position", "position", true),
        ("value", "constant", true),
    ];

    /// <summary>The keys that make a mapping a construct, in the order in which they are looked for.</summary>
    public static IReadOnlyList<string> ConstructKeys { get; } = [.. Constructs.Select(static c => c.Key)];

    /// <summary>The kind of mapping a value is, by its keys; null for an object of the vocabulary, whose keys are its members.</summary>
    public static MappingShape? Construct(IReadOnlyCollection<string> keys)
    {
        foreach (var (key, name, alone) in Constructs)
        {
            if (keys.Contains(key) && (!alone || keys.All(k => k == key || k == "note")))
            {
                return Mapping(name);
            }
        }

        return null;
    }

    private static IEnumerable<KeyShape> TestKeys =>
    [
        May("is", MapOf("a path", Text), "The value at the path is this text; numbers and flags as JSON writes them, in XML too."),
        May("has", MapOf("a path", Text), "The list at the path has this text among its items."),
        May("set", Either(Path, new Shape.List(Path)), "Something is at the path; an empty list counts."),
        May("starts", MapOf("a path", Text), "The text at the path starts with this text."),
        May("not", Is("test"), "The test does not hold."),
    ];

    private static MappingShape Test => new("test", "A condition on vendor data; several in one mapping must all hold.", Keys(TestKeys))
    {
        Example = """not: { is: { state: hidden } }""",
    };

    private static MappingShape From => new("from", "The value at a path. A path alone is the short form.", Keys(
    [
        Must("from", Path, "Where the value is: `a.b`, `a[0]`, `a[key=value].b`, `.` for the record or item itself, `parent.remote_id` for the parent's id."),
        May("as", Word([.. Conversions.Keys]), "How the vendor writes it, where the types do not fit by themselves. `given_name` and `family_name` take a person's full name apart: what stands before a comma is the family name; without a comma it is the last word, with the words in small letters before it (`Anna Maria van der Berg`); a name of one word is a given name."),
        May("format", new Shape.Text("a date format"), "With `local_time` and `date`: the format, in the words yyyy, MM, dd, HH, mm, ss; `.FFFFFFF` is a fraction that may be missing. A `local_time` that a WSDL types as `xs:dateTime` needs none: it is read with or without a fraction, and with an offset the time that says."),
        May("zone", new Shape.Text("a time zone"), "With `local_time` and `date`: the IANA zone; the transport's when not said."),
        May("end_of_day", Flag, "With `date`: the last second of the day is meant, not the first."),
        May("times", new Shape.Text("a number"), "Multiplies a number."),
        May("strip", Text, "What the vendor puts before an id or a text (`question_` in `question_12`), taken off; a text that begins otherwise is none."),
        May("map", MapOf("a vendor value", Text), "Translates vendor values; names all that the contract lists, or has `otherwise`."),
        May("otherwise", Text, "With `map`: the unified value for the rest."),
        May("per_connection", Flag, "With `map`: customers make these values themselves, so that a connection can bring its own entries for the row. They win over those here; values that neither names are listed in the report of the run."),
        May("table", new Shape.Text("a table"), "The value is the key of a row in this table of the spec."),
        May("take", Value, "With `table`: the value made of the row, in which its paths start."),
        May("default", Text, "The unified value where the vendor gives none."),
    ]))
    {
        Example = """
            fields:
              remote_id: id
              name: { from: title, as: localised }
              opened_at: { from: publication.starts, as: local_time, format: "yyyy-MM-dd HH:mm", zone: Europe/Helsinki }
              status: { from: state, map: { live: OPEN, gone: CLOSED }, otherwise: ARCHIVED }
              department: { from: department.id, table: departments, take: title }
            """,
    };

    private static MappingShape Constant => new("constant", "A unified value that is always the same.", Keys([Must("value", Text, "The value.")]))
    {
        Example = """type: { value: CUSTOM }""",
    };

    private static MappingShape Key => new("key", "An id of two parts, where the vendor tells records by both together. The runtime makes one text of them that no other two parts make; requests take it apart again: `{record.remote_id.1}`, `{parent.remote_id.2}`.", Keys(
    [
        Must("key", new Shape.List(Path), "The two parts."),
    ]))
    {
        Example = """remote_id: { key: [candidate.id, job.id] }""",
    };

    private static MappingShape Match => new("match", "The value of the first case whose tests all hold.", Keys(
    [
        Must("match", new Shape.List(Is("match case")), "The cases, in order."),
        May("otherwise", Text, "The unified value where none holds; nothing when not said."),
    ]))
    {
        Example = """
            visibility:
              match:
                - { has: { channels: external }, then: PUBLIC }
                - { set: channels, then: UNLISTED }
              otherwise: INTERNAL
            """,
    };

    private static MappingShape MatchCase => new("match case", "Tests and the value they give.", Keys(TestKeys, [Must("then", Text, "The unified value.")]))
    {
        Example = """{ starts: { code: "INT-" }, then: INTERNAL }""",
    };

    private static MappingShape Switch => new("switch", "A union whose case the vendor names. Where the vendor's word alone does not tell it, the word has a list of cases with tests, of which the first that holds is it.", Keys(
    [
        Must("switch", Path, "Where the vendor names the case."),
        May("otherwise", Is("switch case"), "The case for the rest."),
    ]))
    {
        Others = MapOf("a vendor value", Either(Is("switch case"), new Shape.List(Is("switch case")))),
        Example = """
            format:
              switch: type
              text: { type: TEXT, max_length: limits.length }
              yesno: { type: BOOLEAN }
              choice:
                - { is: { several: "true" }, type: MULTI_SELECT, options: { each: choices, remote_id: id, name: label } }
                - { type: SINGLE_SELECT, options: { each: choices, remote_id: id, name: label } }
              otherwise: { type: UNKNOWN, raw_question: { from: ., as: raw } }
            """,
    };

    private static MappingShape SwitchCase => new("switch case", "A case of a union of the vocabulary, with its members; and the tests that tell it from others of the same word.", Keys([Must("type", new Shape.Text("a case"), "The case.")], TestKeys))
    {
        Others = MapOf("a member", Value),
        Example = """radio: { type: SINGLE_SELECT, display_type: { value: RADIO } }""",
    };

    private static MappingShape OneOf => new("one_of", "A union whose case is chosen by which vendor value is there; the first wins.", Keys(
    [
        Must("one_of", MapOf("a case", MapOf("a member", Value)), "The cases of the union with their members."),
    ]))
    {
        Example = """
            answer:
              one_of:
                TEXT: { content: text }
                BOOLEAN: { checked: checked }
            """,
    };

    private static MappingShape FirstOf => new("first_of", "The first value that is there.", Keys([Must("first_of", new Shape.List(Value), "The values, in order.")]))
    {
        Example = """post_url: { first_of: [links.public, links.internal] }""",
    };

    private static MappingShape Join => new("join", "Texts that are there, one after the other.", Keys(
    [
        Must("join", new Shape.List(Value), "The texts, in order."),
        May("separator", Text, "What stands between them; a line break when not said."),
    ]))
    {
        Example = """description: { join: [intro, body], separator: " " }""",
    };

    private static MappingShape ListOf => new("list", "A list written out; items without what they must have fall out.", Keys([Must("list", new Shape.List(Value), "The items.")]))
    {
        Example = """email_addresses: { list: [{ email_address: email }] }""",
    };

    private static MappingShape Each => new("each", "A list made of a vendor list; paths in it start at the item. Items without what they must have fall out.", Keys(
    [
        Must("each", Path, "The vendor's list; `a.*` for the values of an object, whose names are `@key` in the items."),
        May("rest", Flag, "With `*`: only the values that no other path of the record names."),
        May("item", Value, "For lists of single values: how an item is made."),
    ]))
    {
        Others = MapOf("a member of an item", Value),
        Example = """
            fields:
              phone_numbers: { each: phones, phone_number: number, type: kind }
              integration_fields: { each: custom.*, key: "@key", type: { value: CUSTOM }, label: title, value: content }
            """,
    };

    private static MappingShape Pick => new("pick", "One item of a vendor list, made into the value; paths in it start at the item. Items without what they must have are passed over.", Keys(
    [
        Must("pick", Path, "The vendor's list."),
        May("where", Is("test"), "What holds for the item; every item counts when not said."),
        May("last", Flag, "`true`: the last of them. The first when nothing is said."),
        May("newest", Value, "The one with the latest time, which is made by this: a path, or `from` with `as`. Items without a time come after all others."),
        May("oldest", Value, "The one with the earliest time."),
        May("item", Value, "For single values: how it is made."),
    ]))
    {
        Choice = Names("last", "newest", "oldest"),
        ChoiceOptional = true,
        Others = MapOf("a member", Value),
        Example = """
            fields:
              location: { pick: addresses, where: { is: { primary: true } }, city: town, country: { from: nation, as: country } }
              remote_url: { pick: files, where: { is: { kind: cv } }, newest: created_at, item: address }
            """,
    };

    private static MappingShape Position => new("position", "The record's place in its list, from 0; of a nested record (`within`), in the list it is nested in.", Keys([Must("position", Flag, "`true`.")]))
    {
        Example = """index: { position: true }""",
    };

    private static MappingShape Using => new("using", "A value made by C#: a partial method of this name in the mapper of the connector's model (AcmeJobMapper in the namespace Connectors.Ats), which the author of the spec writes. Until it is there, the build fails and names it.", Keys(
    [
        Must("using", new Shape.Text("a C# name"), "The method."),
        Must("from", Path, "The value it is handed, as text."),
    ]))
    {
        Example = """post_url: { using: PublicAddress, from: slug }""",
    };
}
