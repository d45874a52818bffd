using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes the registration with dependency injection.</summary>
internal static class ServicesEmitter
{
    private const string Injection = "global::Microsoft.Extensions.DependencyInjection.";

    /// <summary>Writes the class: <c>LauraServices</c> with <c>AddLaura()</c>.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec)
    {
        var name = Naming.Pascal(spec.Slug);
        var connector = ConnectorNames.Class(spec.Slug);
        writer.Summary($"Registers {spec.Name} with dependency injection.");
        CoverageAttributes.Mark(writer, spec.Slug);
        using (writer.Open($"public static class {name}Services"))
        {
            writer.Line("/// <summary>");
            writer.Line($"/// Registers a <see cref=\"global::Connectors.Runtime.Hosting.ConnectorFactory{{T}}\"/> of <see cref=\"{connector}\"/>, which makes a connector for an account.");
            writer.Line("/// </summary>");
            writer.Line("/// <param name=\"services\">Where to register.</param>");
            writer.Line("/// <returns>The connector's HTTP client, for further handlers.</returns>");
            writer.Line($"public static {Injection}IHttpClientBuilder Add{name}(this {Injection}IServiceCollection services) =>");
            using (writer.Indent())
            {
                writer.Line($"global::Connectors.Runtime.Hosting.ConnectorServices.AddConnector(services, {DefinitionEmitter.Instance(spec)}, static (connection, options) => new {connector}(connection, options));");
            }
        }
    }
}
