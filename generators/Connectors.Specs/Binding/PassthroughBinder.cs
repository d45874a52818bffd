using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the apis that passthrough requests may go to.</summary>
internal sealed class PassthroughBinder(BindContext context, SoapBinder soap)
{
    /// <summary>The apis by the names that such requests call them.</summary>
    public EquatableArray<PassthroughSpec> Bind(YamlMapping root)
    {
        // What an entry of auth brings along is an endpoint for tokens and nothing else.
        var apis = context.Apis.Where(static a => !a.IsTokenEndpoint).ToList();
        var bound = new List<PassthroughSpec>();
        foreach (var entry in root.Entries("passthrough"))
        {
            if (!ScalarSyntax.IsName(entry.Key.Text))
            {
                context.Report(DiagnosticRules.Malformed, entry.Key, $"'{entry.Key.Text}' cannot be the name of an api; names have lower case letters, digits and underscores, a letter first.");
            }
            else if (entry.Value is YamlScalar { IsEmpty: false } node && apis.Count > 0)
            {
                if (apis.FirstOrDefault(a => a.Name == node.Text) is { } api)
                {
                    bound.Add(new PassthroughSpec(entry.Key.Text, api.Name) { Operations = Operations(node, api) });
                }
                else
                {
                    context.Report(DiagnosticRules.UnknownApi, node, $"'{node.Text}' is not an api of this transport{Suggest.Hint(node.Text, apis.Select(static a => a.Name))}");
                }
            }
        }

        return bound.ToEquatable();
    }

    private EquatableArray<PassthroughOperation> Operations(YamlNode node, ApiSpec api) =>
        api.Soap == 0 ? default : (context.OperationsOf(api.Contract) ?? []).Select(o => soap.Open(node, o, api.Soap, [.. context.SentTo(api.Name)])).OfType<PassthroughOperation>().ToEquatable();
}
