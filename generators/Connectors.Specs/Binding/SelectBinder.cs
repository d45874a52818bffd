using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>A place where a request says which fields it wants.</summary>
/// <param name="Node">The name as written.</param>
/// <param name="At">The place.</param>
/// <param name="Style">How the list is written.</param>
/// <param name="Full">Whether whole paths are named, or the record's own members.</param>
/// <param name="Item">What the contract says of a name.</param>
internal sealed record BoundSelect(YamlScalar Node, Place At, ListStyle Style, bool Full, SchemaView Item);

/// <summary>Fills the lists of wanted fields with what is mapped.</summary>
internal sealed class SelectBinder(ParameterBinder parameters)
{
    /// <summary>The place that <c>select</c> fills; null when there is none.</summary>
    public static Place? Filled(YamlMapping request) => request.Map("select") is { } select ? ParameterBinder.PlaceOf(select)?.Place : null;

    /// <summary>Binds <c>select</c>; null when a request has none.</summary>
    public BoundSelect? Bind(YamlMapping request, ContractOperation? operation)
    {
        if (request.Map("select") is not { } select || ParameterBinder.PlaceOf(select) is not { } at)
        {
            return null;
        }

        var known = operation is null ? null : parameters.Check(at.Node, at.Place, operation);
        var view = known?.View ?? SchemaView.Unknown;
        var style = ParameterBinder.StyleOf(select) ?? (view.Kind == JsonKind.Array ? known!.Value.Style : ListStyle.Csv);
        return new BoundSelect(at.Node, at.Place, style, select.Text("depth") == "full", view.Kind == JsonKind.Array ? view.Items()! : SchemaView.Unknown);
    }

    /// <summary>The request with the names of what is read of its reply.</summary>
    /// <param name="request">The request.</param>
    /// <param name="select">Where the names are sent; null for nowhere.</param>
    /// <param name="paths">What is read, from the record.</param>
    public RequestSpec Fill(RequestSpec request, BoundSelect? select, IEnumerable<VendorPath> paths)
    {
        if (select is null)
        {
            return request;
        }

        var names = paths.Select(p => Name(p, select.Full)).Where(static n => n.Length > 0).Distinct(StringComparer.Ordinal).OrderBy(static n => n, StringComparer.Ordinal).ToList();
        foreach (var name in names)
        {
            parameters.CheckText(select.Node, name, select.Item, select.At.Name);
        }

        var values = names.Select(static n => new Template(new([new TemplatePart.Literal(n)]))).ToEquatable();
        return request with { Selects = select.At, Send = request.Send.Append(new SentValue(select.At, values, select.Style) { IsList = select.At.Kind == PlaceKind.Body }).ToEquatable() };
    }

    private static string Name(VendorPath path, bool full)
    {
        var names = path.Steps.OfType<PathStep.Property>().Select(static s => s.Name);
        return string.Join(".", full ? names : names.Take(1));
    }
}
