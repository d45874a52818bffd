using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Requests;

/// <summary>Turns a plan and what is known at run time into an HTTP request: values in their places, escaped for them, and never to a foreign host.</summary>
internal sealed class RequestBuilder
{
    private const string Accepted = "application/json";
    private const string Encodings = "gzip, deflate, br";
    private const string StreamEncodings = "gzip, br";
    private const string Agent = "Connectors/1.0";

    private readonly ConnectorDefinition _definition;
    private readonly ConnectionValues _connection;
    private readonly Uri?[] _bases;
    private readonly AllowedHosts _hosts;
    private readonly ConnectorOptions _options;
    private readonly HashSet<PlaceName> _always;

    /// <summary>Creates a builder for an account.</summary>
    /// <exception cref="ConnectorException">An address made of the connection's values is not one.</exception>
    public RequestBuilder(ConnectorDefinition definition, ConnectionValues connection, ConnectorOptions options)
    {
        var given = options.OtherAddresses.Prepend(options.BaseAddress).ToList();
        _options = options;
        _always = [.. definition.Send.Concat(definition.Apis.SelectMany(a => a.Auth ?? []).Concat(definition.Auth).SelectMany(a => a.Sent)).Select(s => s.At)];
        _definition = definition;
        _connection = connection;
        var vendor = definition.Apis.Select(Known).ToList();
        _bases = [.. vendor.Select((address, i) => given.ElementAtOrDefault(i) is { } own ? Base(own.OriginalString) : address)];
        _hosts = new AllowedHosts([.. _bases.Concat(vendor).OfType<Uri>()], definition.Hosts);
    }

    /// <summary>Builds a request.</summary>
    /// <exception cref="ConnectorException">A value cannot stand in its place, or the address is on a host that is not the connector's.</exception>
    public HttpRequestMessage Build(VendorRequest request)
    {
        var scope = new RequestScope(request.Connection ?? _connection, request.ParentRemoteId, request.RecordRemoteId, request.Credentials.Taken) { Each = request.Each ?? "", Time = _options.Clock.GetUtcNow() };
        var values = Values(request, scope);
        var message = new HttpRequestMessage(request.Plan.Method, Address(request, scope, values))
        {
            Content = Body(request, scope, values),
        };
        if (_definition.OldHttp)
        {
            (message.Version, message.VersionPolicy) = (System.Net.HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        }

        AddHeaders(message, request, values);
        return message;
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

    private List<PlacedValue> Values(VendorRequest request, in RequestScope scope)
    {
        var values = new OrderedDictionary<PlaceName, PlacedValue>();
        foreach (var sent in _definition.Apis[request.Plan.Api].IsTokenEndpoint || request.IsForeign ? [] : _definition.Send)
        {
            Add(values, sent, scope);
        }

        foreach (var credential in request.Credentials.Sent)
        {
            values[credential.At] = credential;
        }

        foreach (var sent in request.Alone ? [] : request.Plan.Send)
        {
            Add(values, sent, scope);
        }

        foreach (var extra in request.Extra)
        {
            values[extra.At] = extra;
        }

        return [.. values.Values];
    }

    private static void Add(OrderedDictionary<PlaceName, PlacedValue> values, SentValue sent, in RequestScope scope)
    {
        if (PlacedValue.Of(sent, scope) is { } placed)
        {
            values[sent.At] = placed;
        }
    }

    private Uri Address(VendorRequest request, in RequestScope scope, List<PlacedValue> values)
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
            throw Refused(request, "the path leaves the host");
        }

        return new UriBuilder(whole) { Query = Joined(whole.Query.TrimStart('?'), QueryText.Write(query)) }.Uri;
    }

    /// <summary>An address that another step took. It goes nowhere but to the hosts that the spec names for it, or where the caller has sent the connector itself.</summary>
    private Uri Foreign(VendorRequest request, in RequestScope scope, List<PlacedValue> values)
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

    private static string Path(VendorRequest request, in RequestScope scope, List<PlacedValue> values)
    {
        var path = request.Plan.Path(scope);
        foreach (var value in values.Where(v => v.At.Place == Place.Path))
        {
            if (value.Values is not [_, ..] || value.Values.Contains(""))
            {
                // Without a segment the address would be that of another resource.
                throw Refused(request, $"the value of {value.At.Name} in the path is empty");
            }

            path = path.Replace("{" + value.At.Name + "}", string.Join(',', value.Values.Select(Uri.EscapeDataString)), StringComparison.Ordinal);
        }

        // Escaping leaves dots alone, and an address with such a segment would become that of another resource.
        return path.Split('?')[0].Split('/').Any(s => s is "." or "..") ? throw Refused(request, "a value of the path is '.' or '..'") : path;
    }

    private static string Joined(string one, string other) => one.Length > 0 && other.Length > 0 ? one + "&" + other : one + other;

    private HttpContent? Body(VendorRequest request, in RequestScope scope, List<PlacedValue> values)
    {
        if (request.Plan.Soap is { } soap)
        {
            return Envelope(request, soap, scope, values);
        }

        if (request.Content is { } content)
        {
            return content();
        }

        if (request.Plan.Xml is { Input: { } input } xml)
        {
            return Xml(request, XmlBody.ContentType(xml), body => XmlBody.Write(body, input, Placed(body, Place.Body, values)));
        }

        try
        {
            var body = values.Where(v => v.At.Place == Place.Body);
            return request.Plan.Form switch
            {
                BodyForm.Multipart => FormBody.Multipart(body),
                BodyForm.UrlEncoded => FormBody.UrlEncoded(body),
                BodyForm.Binary => FormBody.Binary(body),
                _ => JsonBody.Of(body, request.Plan.Format),
            };
        }
        catch (JsonException)
        {
            throw Refused(request, "a value of the body is not the number, true or false that it must be");
        }
    }

    private HttpContent Envelope(VendorRequest request, SoapPlan soap, in RequestScope scope, List<PlacedValue> values)
    {
        Action<XmlWriter, string>? security = null;
        if (request.Credentials.UsernameToken is { } token)
        {
            var (user, password) = (token.User(scope), token.Password(scope));
            security = (writer, ns) => SecurityHeader.Write(writer, ns, user, password, token.Digest, _options);
        }

        return Xml(request, Soap.Envelope.ContentType(soap), body => Soap.Envelope.Write(body, soap, Placed(body, Place.SoapHeader, values), Placed(body, Place.Body, values), security));
    }

    private static HttpContent Xml(VendorRequest request, MediaTypeHeaderValue type, Action<BodyWriter> write)
    {
        try
        {
            var body = new BodyWriter();
            write(body);
            return body.ToContent(type);
        }
        catch (FormatException e)
        {
            throw Refused(request, e.Message);
        }
        catch (ArgumentException)
        {
            // The message of the writer would show the value.
            throw Refused(request, "a value has a character that no XML can hold");
        }
    }

    private static ElementValues Placed(BodyWriter body, Place place, IEnumerable<PlacedValue> values) => Placed(new ElementValues(body), values.Where(v => v.At.Place == place));

    private static ElementValues Placed(ElementValues placed, IEnumerable<PlacedValue> values)
    {
        foreach (var list in values.Where(v => BodyPath.IsInItem(v.At.Name)).GroupBy(v => BodyPath.Item(v.At.Name)).OrderBy(g => g.Key.Position))
        {
            Placed(placed.AddItem(list.Key.List), list.Select(v => v with { At = v.At with { Name = BodyPath.WithinItem(v.At.Name) } }));
        }

        foreach (var value in values.Where(v => !BodyPath.IsInItem(v.At.Name)))
        {
            if (!value.Files.IsEmpty)
            {
                placed.Add(value.At.Name, value.Files);
            }
            else if (value.Items.IsEmpty)
            {
                placed.Add(value.At.Name, value.Values);
            }

            foreach (var item in value.Items)
            {
                Placed(placed.AddItem(value.At.Name), item.All);
            }
        }

        return placed;
    }

    private static void AddHeaders(HttpRequestMessage message, VendorRequest request, List<PlacedValue> values)
    {
        foreach (var value in values.Where(v => v.At.Place == Place.Header))
        {
            Add(message, value.At.Name, string.Join(", ", value.Values), request);
        }

        var cookies = values.Where(v => v.At.Place == Place.Cookie).SelectMany(v => v.Values.Select(text => v.At.Name + "=" + CookieText(text))).ToList();
        if (cookies.Count > 0)
        {
            Add(message, "Cookie", string.Join("; ", cookies), request);
        }

        foreach (var (name, value) in request.Plan.Soap is { } soap ? Soap.Envelope.Headers(soap) : [])
        {
            AddMissing(message, name, value);
        }

        AddMissing(message, "Accept", request.Plan.Xml?.Accepts ?? request.Plan.Format?.Accepts ?? Accepted);
        AddMissing(message, "User-Agent", Agent);
        message.Headers.Remove("Accept-Encoding");
        AddMissing(message, "Accept-Encoding", request.Plan.Soap is null && request.Plan.Xml is null ? Encodings : StreamEncodings);
    }

    private static void Add(HttpRequestMessage message, string name, string value, VendorRequest request)
    {
        if (value.Any(c => c is < ' ' or > '~'))
        {
            throw Refused(request, $"the value of the header {name} has a character that no header may have");
        }

        if (!message.Headers.TryAddWithoutValidation(name, value) && message.Content is { } content)
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void AddMissing(HttpRequestMessage message, string name, string value)
    {
        if (!message.Headers.Contains(name))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>Escapes what a cookie value may not have (RFC 6265) and leaves the rest, so that tokens arrive as they are.</summary>
    private static string CookieText(string value)
    {
        var text = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            var c = (char)octet;
            text.Append(c is > ' ' and <= '~' and not ('"' or ',' or ';' or '\\') ? c.ToString() : Uri.HexEscape(c));
        }

        return text.ToString();
    }

    /// <summary>The address of an api that the connection tells, for what is not sent from here.</summary>
    /// <exception cref="ConnectorException">It is no address.</exception>
    public Uri BaseOf(int api) => _bases[api] ?? Base(_definition.Apis[api].Base(new RequestScope(_connection)));

    /// <summary>Whether a redirect may be followed.</summary>
    public bool Allows(Uri address) => _hosts.Allows(address);

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

    private static ConnectorException Refused(VendorRequest request, string why) =>
        new(ConnectorError.InvalidInput, $"{request.Endpoint}: the request cannot be made: {why}") { Endpoint = request.Endpoint };
}
