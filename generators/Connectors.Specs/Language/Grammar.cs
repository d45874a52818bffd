using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

/// <summary>The spec language as data: every kind of mapping with its keys. Shape checks, the reference and editor schemas are made of it.</summary>
public static partial class Grammar
{
    // Lazy, because the parts of this class are initialised in no certain order.
    private static readonly Lazy<IReadOnlyList<MappingShape>> All = new(static () =>
    [
        Connector, Variant, Connection, ConnectionField, Choice, Auth, Send, Basic, Session, Life, StaleRule, Discover, OAuth2Client, OAuth2Code, Jwt, Sign, UsernameToken,
        Transport, Api, WithActions, Format, Csv, Limits, AnnouncedLimit, ErrorRule, Retry, RetryAfter, RetryUntil, FieldErrors,
        Request, ListValue, Model, Read, Select, Place, Paging, Marker, CursorMarker, HeaderValue, KeysetMarker, Size, Since, Until, On, Lookup, Ids,
        Test,
        From, Constant, Key, FirstOf, Join, Match, MatchCase, ListOf, Each, Pick, Switch, SwitchCase, OneOf, Position, Using, Table,
        Action, Step, When, GivenFiles, FetchedFile, FileType, Find, Taken, StepRule, Input, MadeRow, InputPlace, ItemInput, AnswerCase,
        Requirement,
    ]);

    private static readonly Lazy<Dictionary<string, MappingShape>> ByName = new(static () => All.Value.ToDictionary(static m => m.Name, StringComparer.Ordinal));

    /// <summary>All kinds of mappings, in the order of the reference.</summary>
    public static IReadOnlyList<MappingShape> Mappings => All.Value;

    /// <summary>The kind of mapping of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static MappingShape Mapping(string name) => ByName.Value[name];

    private static Shape Text => new Shape.Text("a text");

    private static Shape Path => new Shape.Text("a path");

    private static Shape TemplateText => new Shape.Text("a text with placeholders");

    private static Shape Texts => new Shape.List(Text);

    private static Shape Flag => new Shape.Flag();

    private static Shape Value => new Shape.Unified(false);

    private static Shape Sendable => Either(TemplateText, new Shape.List(TemplateText));

    private static KeyShape Must(string name, Shape value, string doc) => new(name, value, doc, true);

    private static KeyShape May(string name, Shape value, string doc) => new(name, value, doc, false);

    private static Shape.Keyed Is(string name) => new(name);

    private static Shape.Map MapOf(string key, Shape value) => new(key, value);

    private static Shape.Word Word(params string[] words) => new(words.ToEquatable());

    private static Shape.Whole Whole(int least, int most = int.MaxValue) => new(least, most);

    private static Shape.Either Either(params Shape[] shapes) => new(shapes.ToEquatable());

    private static EquatableArray<KeyShape> Keys(params IEnumerable<KeyShape>[] keys) => keys.SelectMany(k => k).ToEquatable();
}
