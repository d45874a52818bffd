using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes the apis that passthrough requests may go to.</summary>
internal static class PassthroughText
{
    private const string Namespace = "global::Connectors.Runtime.Passthrough.";

    /// <summary>Writes the property; nothing where there are none.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec)
    {
        if (spec.Passthrough.Count == 0)
        {
            return;
        }

        using (writer.Open("Passthrough =", "],", "["))
        {
            foreach (var passed in spec.Passthrough)
            {
                var at = spec.Transport.Apis.ToList().FindIndex(a => a.Name == passed.Api);
                Api(writer, spec, passed, at, spec.Transport.Apis[at]);
            }
        }
    }

    private static void Api(SourceWriter writer, ConnectorSpec spec, PassthroughSpec passed, int at, ApiSpec api)
    {
        var text = $"new {Namespace}PassthroughApi({Literals.String(passed.Name)}, {Literals.Integer(at)})";
        if (api.Soap == 0)
        {
            writer.Line(MediaType(api.Format.Kind) is { } type ? $"{text} {{ MediaType = {Literals.String(type)} }}," : text + ",");
            return;
        }

        using (writer.Open(text, "},"))
        {
            writer.Line($"SoapVersion = {Literals.Integer(api.Soap)},");
            Lists.Write(writer, "Operations", passed.Operations.Select(o => Operation(spec, o)));
        }
    }

    private static string? MediaType(FormatKind format) => format switch
    {
        FormatKind.JsonApi => "application/vnd.api+json",
        FormatKind.Xml => "application/xml",
        _ => null,
    };

    private static string Operation(ConnectorSpec spec, PassthroughOperation operation)
    {
        var headers = string.Join(", ", operation.Headers.Select(h => RequestEmitter.Method(spec, h)));
        return $"new {Namespace}PassthroughOperation({Literals.String(operation.Name)}, {Literals.String(operation.Action)}, {Literals.String(operation.Input.Name)}, {Literals.String(operation.Input.Namespace)}, [{headers}])";
    }
}
