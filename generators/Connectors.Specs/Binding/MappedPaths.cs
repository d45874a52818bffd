using Connectors.Specs.Model;

namespace Connectors.Specs.Binding;

/// <summary>Finds what a spec reads of the records of a source.</summary>
internal static class MappedPaths
{
    /// <summary>The paths that are read, from the source's record or from its detail.</summary>
    /// <param name="source">The source.</param>
    /// <param name="models">The models it feeds.</param>
    /// <param name="root">Of the record, or of its detail.</param>
    public static IEnumerable<VendorPath> Of(SourceSpec source, IEnumerable<ModelSpec> models, PathRoot root)
    {
        var nested = source.Feeds.Where(static f => f.Each is not null).ToDictionary(static f => f.Model, static f => f.Each!, StringComparer.Ordinal);
        var found = models.SelectMany(m => Of(m).Select(p => nested.TryGetValue(m.Name, out var each) ? Below(each, p) : p));
        return found.Concat(Own(source)).Where(p => p.Root == root);
    }

    private static IEnumerable<VendorPath> Own(SourceSpec source) =>
        new[] { source.Paging.Kind == PagingKind.Keyset ? source.Paging.From : null, source.Lookup?.Url, source.Lookup?.Changed?.Path }.OfType<VendorPath>();

    private static IEnumerable<VendorPath> Of(ModelSpec model) =>
        model.Fields.SelectMany(static f => Of(f.Value)).Concat(model.Keep.Concat(model.Drop).Concat(model.Deleted).SelectMany(static g => g.Tests).Select(Of));

    private static IEnumerable<VendorPath> Of(ValueSpec value) => value switch
    {
        ValueSpec.From from => [from.Path],
        ValueSpec.Using custom => [custom.Path],
        ValueSpec.Map map => [map.Path],
        ValueSpec.Key key => key.Parts,
        ValueSpec.Match match => match.Cases.SelectMany(static c => c.Tests).Select(Of),
        ValueSpec.Switch choice => choice.Cases.Select(static c => c.Value).Append(choice.Otherwise).OfType<UnionValue>().SelectMany(Of).Concat(choice.Cases.SelectMany(static c => c.Tests).Select(Of)).Prepend(choice.Path),
        ValueSpec.OneOf choice => choice.Cases.SelectMany(Of),
        ValueSpec.FirstOf first => first.Values.SelectMany(Of),
        ValueSpec.Join join => join.Values.SelectMany(Of),
        ValueSpec.ListOf list => list.Items.SelectMany(Of),
        ValueSpec.Each each => Of(each.Item).Where(static p => p.Root == PathRoot.Payload).Select(p => Below(each.Path, p)).Prepend(each.Path),
        ValueSpec.ObjectOf record => record.Members.SelectMany(static m => Of(m.Value)),
        _ => [],
    };

    private static IEnumerable<VendorPath> Of(UnionValue value) => value.Members.SelectMany(static m => Of(m.Value));

    private static VendorPath Of(Test test) => test switch
    {
        Test.Is t => t.Path,
        Test.Has t => t.Path,
        Test.Starts t => t.Path,
        Test.Set t => t.Path,
        Test.Not t => Of(t.Inner),
        _ => throw new ArgumentOutOfRangeException(nameof(test), test, "not a test of a spec"),
    };

    private static VendorPath Below(VendorPath list, VendorPath path) => path.Root == PathRoot.Payload ? path with { Root = list.Root, Steps = list.Steps.Concat(path.Steps).ToEquatable() } : path;
}
