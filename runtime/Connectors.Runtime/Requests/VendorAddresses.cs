using System.Diagnostics.CodeAnalysis;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Requests;

/// <summary>Where the requests of an account go: the addresses of the vendor's APIs, and those that its replies give, never one on a foreign host.</summary>
internal sealed class VendorAddresses
{
    private readonly ConnectorDefinition _definition;
    private readonly ConnectionValues _connection;
    private readonly ConnectorOptions _options;
    private readonly Uri?[] _bases;
    private readonly AllowedHosts _hosts;
    private readonly HashSet<PlaceName> _always;

    /// <summary>Creates the addresses of an account.</summary>
    /// <exception cref="ConnectorException">An address made of the connection's values is not one.</exception>
    public VendorAddresses(ConnectorDefinition definition, ConnectionValues connection, ConnectorOptions options)
    {
        (_definition, _connection, _options) = (definition, connection, options);
        _always = [.. definition.Send.Concat(definition.Apis.SelectMany(a => a.Auth ?? []).Concat(definition.Auth).SelectMany(a => a.Sent)).Select(s => s.At)];
        var given = options.OtherAddresses.Prepend(options.BaseAddress).ToList();
        var vendor = definition.Apis.Select(Known).ToList();
        _bases = [.. vendor.Select((address, i) => given.ElementAtOrDefault(i) is { } own ? Base(own.OriginalString) : address)];
        _hosts = new AllowedHosts([.. _bases.Concat(vendor).OfType<Uri>()], definition.Hosts);
    }

    /// <summary>The address of a request with its query.</summary>
    /// <exception cref="ConnectorException">A value cannot stand in the path, or the address is on a host that is not the connector's.</exception>
    public Uri Of(VendorRequest request, in RequestScope scope, IReadOnlyCollection<PlacedValue> values)
    {
        var query = values.Where(v => v.At.Place == Place.Query);
        if (request.Address is { } given)
        {
            // Its own query is complete; only what every request carries, credentials above all, is added.
            RequireAllowed(given, request.Endpoint);
            var always = query.Where(v => _always.Contains(v.At)).ToList();
            var kept = QueryText.Without(given.Query, [.. always.Select(v => v.At.Name)]);
            return new UriBuilder(given) { Query = Joined(kept, QueryText.Write(always)), Fragment = "" }.Uri;
        }

        if (request.IsForeign)
        {
            return Foreign(request, scope, values);
        }

        var address = BaseOf(request, scope);
        var path = Path(request, scope, values);
        var whole = path.Length == 0 ? address : new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + path, UriKind.Absolute);
        if (whole.Authority != address.Authority || whole.UserInfo.Length > 0)
        {
            throw request.Refused("the path leaves the host");
        }

        return new UriBuilder(whole) { Query = Joined(whole.Query.TrimStart('?'), QueryText.Write(query)) }.Uri;
    }

    /// <summary>An address that the vendor gave, made absolute, and without the credentials that every request carries anyway.</summary>
    /// <param name="given">What the reply says.</param>
    /// <param name="from">The address of the request it answers.</param>
    /// <param name="endpoint">For the message.</param>
    /// <exception cref="ConnectorException">It is not an address, or on a host that is not the connector's.</exception>
    public Uri Follow(string given, Uri from, string endpoint)
    {
        if (!Uri.TryCreate(from, given, out var address))
        {
            throw new ConnectorException(ConnectorError.UnexpectedPayload, $"{endpoint}: what should be the address of the next page is none") { Endpoint = endpoint };
        }

        RequireAllowed(address, endpoint);
        var credentials = _always.Where(a => a.Place == Place.Query).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        return new UriBuilder(address) { Query = QueryText.Without(address.Query, credentials), Fragment = "" }.Uri;
    }

    /// <summary>The address of an api that the connection tells, for what is not sent from here.</summary>
    /// <exception cref="ConnectorException">It is no address.</exception>
    public Uri BaseOf(int api) => _bases[api] ?? Base(_definition.Apis[api].Base(new RequestScope(_connection)));

    /// <summary>Whether a redirect may be followed.</summary>
    public bool Allows(Uri address) => _hosts.Allows(address);

    private static bool TryBase(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address is { UserInfo: "", Query: "", Fragment: "" };

    private static Uri Base(string text) =>
        TryBase(text, out var address)
            ? address
            : throw new ConnectorException(ConnectorError.InvalidInput, "the connection's values do not make an address of the vendor's API");

    // The address of an api as far as the connection tells it: not that which a reply tells, nor one made of a field that is yet to be chosen.
    private Uri? Known(ApiPlan api)
    {
        if (api.IsLearnt)
        {
            return null;
        }

        try
        {
            return Base(api.Base(new RequestScope(_connection)));
        }
        catch (ConnectorException) when (_connection.IsUnfinished)
        {
            return null;
        }
    }

    private Uri BaseOf(VendorRequest request, in RequestScope scope)
    {
        if (_bases[request.Plan.Api] is { } known)
        {
            return known;
        }

        var api = _definition.Apis[request.Plan.Api];
        var text = api.Base(scope);
        if (!api.IsLearnt)
        {
            return Base(text);
        }

        if (!TryBase(text, out var told))
        {
            throw new ConnectorException(ConnectorError.UnexpectedPayload, $"{request.Endpoint}: what the vendor told as the address of its API is none") { Endpoint = request.Endpoint };
        }

        RequireAllowed(told, request.Endpoint);
        return told;
    }

    /// <summary>An address that another step took. It goes nowhere but to the hosts that the spec names for it, or where the caller has sent the connector itself.</summary>
    private Uri Foreign(VendorRequest request, in RequestScope scope, IReadOnlyCollection<PlacedValue> values)
    {
        var text = request.Plan.Path(scope);
        foreach (var value in values.Where(v => v.At.Place == Place.Path))
        {
            var name = "{" + value.At.Name + "}";
            var given = string.Concat(value.Values);
            // What the address begins with is an address itself.
            text = text.StartsWith(name, StringComparison.Ordinal) ? given + text[name.Length..] : text.Replace(name, Uri.EscapeDataString(given), StringComparison.Ordinal);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            throw new ConnectorException(ConnectorError.UnexpectedPayload, $"{request.Endpoint}: what should be an address is none") { Endpoint = request.Endpoint };
        }

        RequireAllowed(address, request.Endpoint, new AllowedHosts([.. new[] { _options.BaseAddress }.Concat(_options.OtherAddresses).OfType<Uri>()], request.Plan.Hosts));
        return new UriBuilder(address) { Query = Joined(address.Query.TrimStart('?'), QueryText.Write(values.Where(v => v.At.Place == Place.Query))), Fragment = "" }.Uri;
    }

    private static string Path(VendorRequest request, in RequestScope scope, IReadOnlyCollection<PlacedValue> values)
    {
        var path = request.Plan.Path(scope);
        foreach (var value in values.Where(v => v.At.Place == Place.Path))
        {
            if (value.Values is not [_, ..] || value.Values.Contains(""))
            {
                // Without a segment the address would be that of another resource.
                throw request.Refused($"the value of {value.At.Name} in the path is empty");
            }

            path = path.Replace("{" + value.At.Name + "}", string.Join(',', value.Values.Select(Uri.EscapeDataString)), StringComparison.Ordinal);
        }

        // Escaping leaves dots alone, and an address with such a segment would become that of another resource.
        return path.Split('?')[0].Split('/').Any(s => s is "." or "..") ? throw request.Refused("a value of the path is '.' or '..'") : path;
    }

    private static string Joined(string one, string other) => one.Length > 0 && other.Length > 0 ? one + "&" + other : one + other;

    private void RequireAllowed(Uri address, string endpoint) => RequireAllowed(address, endpoint, _hosts);

    private static void RequireAllowed(Uri address, string endpoint, AllowedHosts hosts)
    {
        if (!hosts.Allows(address))
        {
            throw new ConnectorException(
                ConnectorError.UnexpectedPayload,
                $"{endpoint}: the reply points to {address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}, which is not an address of this connector; nothing was sent there")
            { Endpoint = endpoint };
        }
    }
}
