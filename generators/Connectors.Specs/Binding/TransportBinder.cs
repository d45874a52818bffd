using System.Text.RegularExpressions;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the transport.</summary>
internal sealed class TransportBinder(BindContext context, TemplateBinder templates, ParameterBinder parameters, ReplyRuleBinder rules)
{
    private readonly FormatBinder _formats = new(context);
    private static readonly Regex Host = new(@"^(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", RegexOptions.CultureInvariant);

    /// <summary>Binds it; makes its apis, zone and constants known to what is bound later.</summary>
    /// <param name="transport">The node.</param>
    public TransportSpec Bind(YamlMapping transport)
    {
        context.Zone = transport.Scalar("zone") is { } zone ? context.CheckZone(zone) : null;
        var apis = Apis(transport);
        _formats.Check(apis);
        context.Add(apis);
        var send = Constants(transport, "headers", PlaceKind.Header).Concat(Constants(transport, "query", PlaceKind.Query)).ToEquatable();
        context.SentEverywhere.AddRange(send.Select(static s => s.At));
        foreach (var host in transport.Items("hosts").OfType<YamlScalar>().Where(static h => !Host.IsMatch(h.Text)))
        {
            context.Report(DiagnosticRules.Malformed, host, $"'{host.Text}' is not a host; write one like 'files.example.com' or '*.example.com'.");
        }

        return new TransportSpec
        {
            Apis = apis,
            Contract = transport.Text("contract") ?? "",
            Hosts = transport.Texts("hosts"),
            Send = send,
            OldHttp = transport["http"] is not null,
            FollowsRedirects = transport["redirects"] is not null,
            Limits = transport.Map("limits") is { } limits ? Limits(limits, "") : new LimitSpec(),
            Errors = rules.Bind(transport.Items("errors"), context.Contract?.Operations ?? default, "the contract's operations"),
            Zone = context.Zone,
            Language = transport.Scalar("language") is { } language ? Language(language) : null,
            Nulls = transport.Texts("nulls"),
        };
    }

    // Nothing is asked of the vendor with it.
    private Template? Language(YamlScalar node)
    {
        var used = context.UsedConnectionFields.ToList();
        var language = templates.Bind(node);
        context.LanguageFields.UnionWith(context.UsedConnectionFields.Except(used));
        context.UsedConnectionFields.IntersectWith(used);
        return language;
    }

    private EquatableArray<ApiSpec> Apis(YamlMapping transport)
    {
        if (Api("main", transport, "", transport) is { } main)
        {
            return new([main]);
        }

        var apis = new List<ApiSpec>();
        foreach (var entry in transport.Entries("apis"))
        {
            if (!ScalarSyntax.IsName(entry.Key.Text))
            {
                context.Report(DiagnosticRules.Malformed, entry.Key, $"'{entry.Key.Text}' cannot be the name of an api; names have lower case letters, digits and underscores, a letter first.");
            }
            else if (entry.Value is YamlMapping mapping && Api(entry.Key.Text, mapping, mapping.Text("contract") ?? "", transport) is { } api)
            {
                apis.Add(mapping.Map("limits") is { } limits ? api with { Limits = Limits(limits, api.Contract) } : api);
            }
        }

        return apis.ToEquatable();
    }

    /// <param name="name">Its name.</param>
    /// <param name="mapping">Where its address stands.</param>
    /// <param name="own">The contract it has of its own; empty for the transport's.</param>
    /// <param name="transport">Whose format and hosts it has.</param>
    private ApiSpec? Api(string name, YamlMapping mapping, string own, YamlMapping transport)
    {
        if (mapping.Entry("soap_version") is { } version && mapping["soap"] is null)
        {
            context.Report(DiagnosticRules.IdleOption, version.Key, "'soap_version' has no meaning without 'soap'.");
        }

        if (mapping.Scalar("rest") is { } rest)
        {
            return new ApiSpec(name, Base(rest, name, transport), Contract: own) { Format = _formats.Bind(mapping, transport) };
        }

        _formats.CheckIdle(mapping);
        return mapping.Scalar("soap") is { } soap ? new ApiSpec(name, Base(soap, name, transport), Version(mapping, own), own) : null;
    }

    /// <summary>The version of SOAP that is said, else 1.1 where the contract offers it.</summary>
    private int Version(YamlMapping mapping, string contract)
    {
        var offered = context.OperationsOf(contract)?.SelectMany(static o => o.Soap?.Bindings ?? default).Select(static b => b.Version).ToList() ?? [];
        return mapping.Text("soap_version") switch { "1.1" => 11, "1.2" => 12, _ => offered.Contains(12) && !offered.Contains(11) ? 12 : 11 };
    }

    private Template Base(YamlScalar node, string api, YamlMapping transport)
    {
        var address = templates.Bind(node, new TemplateScope { Auth = context.AuthOf(api) });
        // What a reply tells may be the whole address up to a point.
        var learnt = address.Parts.Count > 0 && address.Parts[0] is TemplatePart.Taken;
        var example = (learnt ? "https://" : "") + Regex.Replace(node.Text, @"\{[^{}]*\}", "x");
        if (!Uri.TryCreate(example, UriKind.Absolute, out var uri) || uri.Scheme != "https" || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            context.Report(DiagnosticRules.Malformed, node, $"'{node.Text}' is not an address; write scheme, host and base path, like 'https://api.example.com/v1'. Only https is spoken, and parameters stand elsewhere.");
        }

        if (transport.Items("hosts").Count == 0 && HostFields.Parts(address).Any(static p => p is TemplatePart.Taken))
        {
            context.Report(DiagnosticRules.MissingOption, node, "The address comes from a reply; say under 'hosts' which hosts it may be on, so that credentials go nowhere else.");
        }

        return address;
    }

    /// <summary>Reports connection fields that stand in the host of an address and could end it.</summary>
    /// <param name="apis">The apis, those for tokens among them.</param>
    /// <param name="fields">The connection's fields.</param>
    public void CheckHosts(EquatableArray<ApiSpec> apis, EquatableArray<ConnectionField> fields)
    {
        var inHosts = apis.SelectMany(static api => HostFields.In(api.Base)).ToList();
        foreach (var field in fields)
        {
            if (inHosts.Contains(field.Name) && !HostFields.Keeps(field))
            {
                var lacks = field.Options.Count > 0 ? "one of its options has" : field.Pattern is null ? "it has neither a pattern nor options to refuse" : "its pattern lets pass";
                context.Report(DiagnosticRules.HostFieldFault, context.ConnectionFields[field.Name], $"'{field.Name}' stands in the host of the address, but {lacks} signs that would lead to another host.");
            }

            foreach (var part in field.Parts.Where(p => inHosts.Contains($"{field.Name}.{p.Name}") && !HostFields.Keeps(p.Value)))
            {
                context.Report(DiagnosticRules.HostFieldFault, context.ConnectionFields[field.Name], $"'{part.Name}' of the option '{part.Option}' stands in the host of the address, but has signs that would lead to another host.");
            }
        }
    }

    private IEnumerable<SentValue> Constants(YamlMapping transport, string key, PlaceKind kind) =>
        transport.Entries(key).Select(entry => parameters.Value(entry.Key, entry.Value, new Place(kind, entry.Key.Text), null, new TemplateScope()));

    /// <param name="limits">The node.</param>
    /// <param name="own">The contract of the api's own; empty for the transport's.</param>
    private LimitSpec Limits(YamlMapping limits, string own)
    {
        var rates = new List<RateSpec>();
        foreach (var node in limits.OneOrMany("rate").OfType<YamlScalar>())
        {
            if (ScalarSyntax.Rate(node.Text) is { } rate)
            {
                rates.Add(rate);
            }
            else
            {
                context.Report(DiagnosticRules.Malformed, node, $"'{node.Text}' is not a rate; write one like '120/minute' or '100/10s'.");
            }
        }

        var none = new LimitSpec();
        return none with
        {
            Rates = rates.ToEquatable(),
            Concurrency = limits.Whole("concurrency") ?? none.Concurrency,
            Announced = limits.Map("announced") is { } announced ? rules.Announced(announced, own.Length == 0 ? context.Contract?.Operations ?? default : context.OperationsOf(own) ?? []) : null,
        };
    }
}
