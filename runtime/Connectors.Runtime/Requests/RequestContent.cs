using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml;
using Connectors.Runtime.Files;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Requests;

/// <summary>Writes the body of a request in the form that its plan names.</summary>
internal static class RequestContent
{
    /// <summary>The body of a request; null where it has none.</summary>
    /// <exception cref="Errors.ConnectorException">A value cannot stand in its place.</exception>
    public static HttpContent? Of(VendorRequest request, in RequestScope scope, IReadOnlyCollection<PlacedValue> values, ConnectorOptions options)
    {
        if (request.Plan.Soap is { } soap)
        {
            return Envelope(request, soap, scope, values, options);
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
            throw request.Refused("a value of the body is not the number, true or false that it must be");
        }
    }

    private static HttpContent Envelope(VendorRequest request, SoapPlan soap, in RequestScope scope, IReadOnlyCollection<PlacedValue> values, ConnectorOptions options)
    {
        Action<XmlWriter, string>? security = null;
        if (request.Credentials.UsernameToken is { } token)
        {
            var (user, password) = (token.User(scope), token.Password(scope));
            security = (writer, ns) => SecurityHeader.Write(writer, ns, user, password, token.Digest, options);
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
            throw request.Refused(e.Message);
        }
        catch (ArgumentException)
        {
            // The message of the writer would show the value.
            throw request.Refused("a value has a character that no XML can hold");
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
}
