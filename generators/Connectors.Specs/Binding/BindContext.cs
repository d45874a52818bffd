using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>What all binders of one run share.</summary>
internal sealed class BindContext(string file, VocabularySpec vocabulary, Contract? contract, DiagnosticBag diagnostics)
{
    public VocabularySpec Vocabulary => vocabulary;

    /// <summary>The contract, seen through the formats of the apis once they are bound; null when it is not at hand, so that nothing can be looked up in it.</summary>
    public Contract? Contract { get; private set; } = contract;

    /// <summary>The operations of an api's contract; null when that is not at hand, so that nothing can be looked up in it.</summary>
    public IReadOnlyList<ContractOperation>? OperationsOf(string part) =>
        Contract is { } contract && contract.Parts.Contains(part) ? contract.Operations.Where(o => o.Part == part).ToList() : null;

    /// <summary>The connection fields by name.</summary>
    public Dictionary<string, YamlScalar> ConnectionFields { get; } = new(StringComparer.Ordinal);

    /// <summary>The connection fields that may be left empty.</summary>
    public HashSet<string> OptionalFields { get; } = new(StringComparer.Ordinal);

    /// <summary>The parts of the options of those connection fields whose options are a table, by field.</summary>
    public Dictionary<string, IReadOnlyList<OptionPart>> OptionParts { get; } = new(StringComparer.Ordinal);

    /// <summary>The connection fields that something uses.</summary>
    public HashSet<string> UsedConnectionFields { get; } = new(StringComparer.Ordinal);

    /// <summary>The connection fields that say nothing but in which language texts are read; they are not among <see cref="UsedConnectionFields"/>.</summary>
    public HashSet<string> LanguageFields { get; } = new(StringComparer.Ordinal);

    /// <summary>The connection fields that hold a list.</summary>
    public HashSet<string> ListFields { get; } = new(StringComparer.Ordinal);

    /// <summary>The models whose records have ids of two parts.</summary>
    public HashSet<string> TwoPartModels { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether values of a type are ids of two parts.</summary>
    public bool HasTwoParts(TypeRef type) => type is TypeRef.Reference { Model: var model } && TwoPartModels.Contains(model);

    /// <summary>The apis, the default one first.</summary>
    public List<ApiSpec> Apis { get; } = [];

    /// <summary>Makes the apis known, and the contract as paths see it in their formats.</summary>
    public void Add(IEnumerable<ApiSpec> apis)
    {
        Apis.AddRange(apis);
        // Without an api, which has been reported, nobody knows the format.
        Contract = Contract is { } read && Apis.Count > 0 ? ContractFormats.Apply(read, Apis) : null;
    }

    /// <summary>The places that every request to any api fills: constants of the transport.</summary>
    public List<Place> SentEverywhere { get; } = [];

    /// <summary>What authenticates requests, as the connection says it for apis that say nothing else.</summary>
    public AuthScope Auth { get; set; } = AuthScope.None;

    /// <summary>What authenticates the requests of those apis that say it themselves, by api.</summary>
    public Dictionary<string, AuthScope> ApiAuth { get; } = new(StringComparer.Ordinal);

    /// <summary>What every request of an action is sent with besides.</summary>
    public WithActions? WithActions { get; set; }

    /// <summary>What authenticates the requests to an api.</summary>
    public AuthScope AuthOf(string api) => ApiAuth.TryGetValue(api, out var own) ? own : Auth;

    /// <summary>The places that every request to an api fills: constants of the transport, and what authenticates.</summary>
    public IEnumerable<Place> SentTo(string api) => SentEverywhere.Concat(AuthOf(api).Places);

    /// <summary>Zone of times without offset, where a field names none.</summary>
    public string? Zone { get; set; }

    /// <summary>Whether an error has been reported.</summary>
    public bool HasErrors => diagnostics.HasErrors;

    /// <summary>Whether no error has been reported in a node, so that what it lacks was left out on purpose: what follows from a mistake that was reported is not reported.</summary>
    public bool IsSound(YamlNode node) => !diagnostics.HasErrorsIn(file, node.Span, []);

    /// <summary>Whether no error has been reported in the keys of a mapping, and in what stands under some of them.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="keys">The keys whose values count.</param>
    public bool IsSoundUnder(YamlMapping mapping, params IReadOnlyCollection<string> keys) =>
        !diagnostics.HasErrorsIn(file, mapping.Span, [.. mapping.Entries.Where(e => !keys.Contains(e.Key.Text)).Select(static e => e.Value.Span)]);

    /// <summary>Reports a mistake at a node.</summary>
    public void Report(DiagnosticRule rule, YamlNode node, string message) => diagnostics.Report(rule, file, node.Span, message, node.Use);

    /// <summary>The zone that a mapping names, else the transport's; reports a text that is no zone.</summary>
    public string? ZoneOf(YamlMapping mapping) => mapping.Scalar("zone") is { } zone ? CheckZone(zone) : Zone;

    /// <summary>The zone that a text names; reports a text that is no zone and returns it nonetheless.</summary>
    public string CheckZone(YamlScalar zone)
    {
        if (!TimeZones.Has(zone.Text))
        {
            Report(DiagnosticRules.Malformed, zone, $"'{zone.Text}' is not an IANA time zone, such as 'Europe/Helsinki' or 'UTC'{Suggest.Hint(zone.Text, TimeZones.All)}");
        }

        return zone.Text;
    }
}

/// <summary>Reads nodes whose shape has been checked; what has another shape is passed over, since it has been reported.</summary>
internal static class NodeReading
{
    /// <summary>The text of a key, or null.</summary>
    public static string? Text(this YamlMapping mapping, string key) => mapping[key] is YamlScalar { IsEmpty: false } scalar ? scalar.Text : null;

    /// <summary>The text node of a key, or null.</summary>
    public static YamlScalar? Scalar(this YamlMapping mapping, string key) => mapping[key] is YamlScalar { IsEmpty: false } scalar ? scalar : null;

    /// <summary>The mapping of a key, or null.</summary>
    public static YamlMapping? Map(this YamlMapping mapping, string key) => mapping[key] as YamlMapping;

    /// <summary>The entries of the mapping of a key; none when it is not there.</summary>
    public static IReadOnlyList<YamlEntry> Entries(this YamlMapping mapping, string key) => mapping.Map(key)?.Entries ?? [];

    /// <summary>The items of the list of a key; none when it is not there.</summary>
    public static IReadOnlyList<YamlNode> Items(this YamlMapping mapping, string key) => (mapping[key] as YamlSequence)?.Items ?? [];

    /// <summary>The texts of the list of a key.</summary>
    public static EquatableArray<string> Texts(this YamlMapping mapping, string key) => mapping.Items(key).OfType<YamlScalar>().Select(static s => s.Text).ToEquatable();

    /// <summary>Whether a key says <c>true</c>.</summary>
    public static bool Flag(this YamlMapping mapping, string key) => mapping.Text(key) == "true";

    /// <summary>The number of a key, or null.</summary>
    public static int? Whole(this YamlMapping mapping, string key) =>
        int.TryParse(mapping.Text(key), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A node that may be one or a list of it.</summary>
    public static IEnumerable<YamlNode> OneOrMany(this YamlMapping mapping, string key) => mapping[key] switch
    {
        null or YamlScalar { IsEmpty: true } => [],
        YamlSequence list => list.Items,
        var one => [one],
    };
}
