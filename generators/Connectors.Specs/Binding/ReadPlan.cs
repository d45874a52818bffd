using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Which model is read by which request, and in what order.</summary>
internal sealed class ReadPlan
{
    private readonly BindContext _context;
    private readonly Dictionary<string, ModelNode> _models;
    private readonly Dictionary<string, ModelNode> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _done = new(StringComparer.Ordinal);
    private readonly List<ModelNode> _order = [];

    /// <summary>Plans the reads of models; reports models that are not there and circles.</summary>
    public ReadPlan(BindContext context, IReadOnlyList<ModelNode> models)
    {
        _context = context;
        _models = models.ToDictionary(static m => m.Name, StringComparer.Ordinal);
        foreach (var model in models)
        {
            if (Host(model) is { } host)
            {
                _hosts[model.Name] = host;
            }
        }

        foreach (var model in models.Where(static m => m.Host is null))
        {
            Visit(model);
        }
    }

    /// <summary>The models with a request of their own, parents before children.</summary>
    public IReadOnlyList<ModelNode> Sources => _order;

    /// <summary>The models that a request feeds: the declaring one, then those seen in its replies.</summary>
    public IEnumerable<ModelNode> FedBy(ModelNode source) =>
        _models.Values.Where(m => m == source).Concat(_models.Values.Where(m => m != source && _hosts.TryGetValue(m.Name, out var host) && host == source));

    /// <summary>The model whose records a read is made for; null when there is none.</summary>
    public ModelNode? Parent(ModelNode source) => source.Read.Scalar("for_each") is { } name && _models.TryGetValue(name.Text, out var parent) ? parent : null;

    private ModelNode? Host(ModelNode model)
    {
        if (model.Host is not { } name)
        {
            return model;
        }

        if (Find(name, model.Read.Scalar("with") is not null ? "with" : "within") is not { } host)
        {
            return null;
        }

        if (host == model || host.Host is not null)
        {
            _context.Report(DiagnosticRules.ReadCircle, name, host == model
                ? $"'{model.Name}' cannot be seen in its own replies; give it a request."
                : $"'{name.Text}' has no request of its own; name '{host.Host!.Text}', in whose replies it is.");
            return null;
        }

        return host;
    }

    private ModelNode? Find(YamlScalar name, string word)
    {
        if (_models.TryGetValue(name.Text, out var model))
        {
            return model;
        }

        _context.Report(DiagnosticRules.UnknownModel, name, $"'{word}: {name.Text}' names no model of this spec{Suggest.Hint(name.Text, _models.Keys)}");
        return null;
    }

    private void Visit(ModelNode source)
    {
        if (_done.TryGetValue(source.Name, out var finished))
        {
            if (!finished)
            {
                _context.Report(DiagnosticRules.ReadCircle, source.Read.Scalar("for_each")!, $"'{source.Name}' is read for each of '{source.Read.Text("for_each")}', which needs '{source.Name}' first.");
            }

            return;
        }

        _done[source.Name] = false;
        if (source.Read.Scalar("for_each") is { } name && Find(name, "for_each") is { } parent)
        {
            if (parent.Type.Joins.Count > 0)
            {
                _context.Report(DiagnosticRules.UnknownModel, name, $"Records of '{parent.Name}' have no id of their own, so nothing can be asked for each of them.");
            }

            if (_hosts.TryGetValue(parent.Name, out var host))
            {
                Visit(host);
            }
        }

        _done[source.Name] = true;
        _order.Add(source);
    }
}
