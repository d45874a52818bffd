using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes requests and templates as the runtime's plans.</summary>
internal static class RequestText
{
    /// <summary>A template as a lambda; in a path the placeholders are escaped.</summary>
    public static string Of(Template template, bool path = false)
    {
        var parts = template.Parts.Select(p => p switch
        {
            TemplatePart.Literal literal => Literals.String(literal.Text),
            TemplatePart.Connection connection => Escaped($"scope.Connection[{Literals.String(connection.Field)}]", path),
            TemplatePart.Parent parent => Escaped(Part("scope.ParentRemoteId", parent.Part), path),
            TemplatePart.Record record => Escaped(Part("scope.RecordRemoteId", record.Part), path),
            TemplatePart.Each or TemplatePart.RowText => Escaped("scope.Each", path),
            TemplatePart.Taken taken => Escaped($"scope.Taken({Literals.String(taken.Name)})", path),
            TemplatePart.Now now => Escaped(Now(now), path),
            // What an action's step fills in is found in the path by its name.
            _ when path => Literals.String("{" + Placeholder(p) + "}"),
            _ => throw new ArgumentOutOfRangeException(nameof(template), p, "not a part of a template"),
        }).ToList();
        return "static (in RequestScope scope) => " + (parts.Count == 0 ? "\"\"" : string.Join(" + ", parts));
    }

    /// <summary>The name by which a step of an action fills a part of a path.</summary>
    public static string Placeholder(TemplatePart part) => part switch
    {
        TemplatePart.Placed placed => placed.Name,
        TemplatePart.Step step => $"steps.{step.Name}.{step.Value}",
        TemplatePart.Input { Part: 0 } input => $"input.{input.Row}",
        TemplatePart.Input input => $"input.{input.Row}.{Literals.Integer(input.Part)}",
        TemplatePart.Environment environment => $"environment.{environment.Name}",
        TemplatePart.Item item => $"item.{item.Row}",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "not filled by a step"),
    };

    /// <summary>C# for the time of a request, where its scope is at hand.</summary>
    public static string Now(TemplatePart.Now now) => now.Form switch
    {
        "unix_seconds" => "TimeValue.WriteUnixSeconds(scope.Time)",
        "unix_ms" => "TimeValue.WriteUnixMilliseconds(scope.Time)",
        "date" => "WrittenText.Day(scope.Time)",
        _ => "TimeValue.WriteIso(scope.Time)",
    };

    /// <summary>A value and its place.</summary>
    public static string Of(SentValue value)
    {
        var style = value.Style == ListStyle.Repeat && value.Json == JsonKind.String ? "" : $", ListStyle.{value.Style}";
        var body = value.Json == JsonKind.String ? "" : ", BodyKind.Literal";
        var optional = value.Values.SelectMany(v => v.Parts).OfType<TemplatePart.Connection>().Where(c => c.Optional).Select(c => Literals.String(c.Field)).Distinct().ToList();
        string[] members = [.. optional.Count == 0 ? Array.Empty<string>() : [$"Needs = [{string.Join(", ", optional)}]"], .. value.IsList && value.Values.Count == 1 ? ["IsList = true"] : Array.Empty<string>()];
        var rest = members.Length == 0 ? "" : $" {{ {string.Join(", ", members)} }}";
        return $"new SentValue({Of(value.At)}, [{string.Join(", ", value.Values.Select(v => Of(v)))}]{style}{body}){rest}";
    }

    /// <summary>The text around a value as a lambda over the value.</summary>
    public static string Of(PlaceText text) => "static value => " + Parts(text);

    /// <summary>The text around a time as a lambda over the time and the end of the time asked for.</summary>
    public static string OfTime(PlaceText text) => "static (value, until) => " + Parts(text);

    /// <summary>A place.</summary>
    public static string Of(Place place) => $"new PlaceName(Place.{place.Kind}, {Literals.String(place.Name)})";

    /// <summary>Writes a request as one expression.</summary>
    public static void Write(SourceWriter writer, string prefix, RequestSpec request, ConnectorSpec spec, string close = "},")
    {
        using (writer.Open($"{prefix}new RequestPlan", close))
        {
            writer.Line($"Method = {Method(request.Method)},");
            var api = spec.Transport.Apis.ToList().FindIndex(a => a.Name == request.Api);
            if (api > 0)
            {
                writer.Line($"Api = {Literals.Integer(api)},");
            }

            writer.Line($"Path = {Of(request.Path, path: true)},");
            writer.Line($"Endpoint = {Literals.String(request.ContractPath)},");
            if (request.Form != BodyForm.Json)
            {
                writer.Line($"Form = BodyForm.{request.Form},");
            }

            Lists.Write(writer, "Send", request.Send.Select(Of));
            Lists.Write(writer, "Hosts", request.Hosts.Select(Literals.String));
            if (request.Soap is { } soap)
            {
                var headers = string.Join(", ", soap.Headers.Select(h => RequestEmitter.Method(spec, h)));
                writer.Line($"Soap = new SoapPlan({Literals.Integer(soap.Version)}, {Literals.String(soap.Action)}, {RequestEmitter.Method(spec, soap.Input)}, [{headers}]),");
            }

            if (request.Xml is { } xml)
            {
                var root = xml.Output is { } output ? $"new XmlName({Literals.String(output.Name)}, {Literals.String(output.Namespace)})" : "null";
                writer.Line($"Xml = new XmlPlan({root}, {(xml.Input is { } input ? RequestEmitter.Method(spec, input) : "null")}, {Literals.String(xml.Sends)}, {Literals.String(xml.Accepts)}),");
            }

            if (request.Format is { } format)
            {
                writer.Line($"Format = {FormatText.Of(format)},");
            }
        }
    }

    private static string Parts(PlaceText text) => string.Join(" + ", text.Parts.Select(p => p.Kind switch
    {
        PlacePartKind.Value => "value",
        PlacePartKind.Until => "until",
        _ => Literals.String(p.Text),
    }));

    private static string Part(string id, int part) => part == 0 ? id : $"TwoPartId.Part({id}, {Literals.Integer(part)})";

    private static string Escaped(string value, bool path) => path ? $"Uri.EscapeDataString({value})" : value;

    private static string Method(string method) => method.ToUpperInvariant() switch
    {
        "GET" => "HttpMethod.Get",
        "POST" => "HttpMethod.Post",
        "PUT" => "HttpMethod.Put",
        "PATCH" => "HttpMethod.Patch",
        "DELETE" => "HttpMethod.Delete",
        var other => $"new HttpMethod({Literals.String(other)})",
    };
}
