using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds how the next page is asked for, and how only changed records are.</summary>
internal sealed class PagingBinder(BindContext context, PathBinder paths, ParameterBinder parameters, ConversionBinder conversions)
{
    private static readonly string[] Markers = ["number", "offset", "cursor", "after"];
    private readonly PlaceTextBinder _texts = new(context);

    /// <summary>The places that paging and since fill.</summary>
    public static IReadOnlyCollection<Place> Filled(YamlMapping read)
    {
        var page = read.Map("page");
        return Markers.Append("size").Select(m => page?.Map(m)).Append(read.Map("since")).Append(read.Map("since")?.Map("until")).Append(read.Map("select"))
            .Where(static m => m is not null)
            .Select(static m => ParameterBinder.PlaceOf(m!)?.Place)
            .OfType<Place>()
            .ToList();
    }

    /// <summary>Those of them that have no value in every request: a marker that a reply or record gives, and the time of the last run.</summary>
    public static IReadOnlyCollection<Place> FilledLater(YamlMapping read)
    {
        var page = read.Map("page");
        return new[] { page?.Map("cursor"), page?.Map("after"), read.Map("since"), read.Map("since")?.Map("until") }
            .Where(static m => m is not null)
            .Select(static m => ParameterBinder.PlaceOf(m!)?.Place)
            .OfType<Place>()
            .ToList();
    }

    /// <param name="read">The read, or another mapping with <c>page</c>.</param>
    /// <param name="operation">Its operation, or null.</param>
    /// <param name="reply">What page facts are looked up in.</param>
    /// <param name="record">What a keyset's value is looked up in.</param>
    public PagingSpec Bind(YamlMapping read, ContractOperation? operation, PathScope reply, PathScope record)
    {
        if (read.Map("page") is not { } page)
        {
            return PagingSpec.None;
        }

        var (kind, marker) = Kind(page);
        var header = marker?.Map("from")?.Scalar("header");
        var size = page.Map("size");
        CheckOptions(page, kind);
        return new PagingSpec
        {
            Kind = header is not null && kind == PagingKind.Cursor ? PagingKind.HeaderToken : kind,
            Marker = Place(marker, operation),
            Text = marker is null ? null : _texts.Bind(marker),
            First = marker?.Whole("first") ?? (kind == PagingKind.Number ? 1 : 0),
            From = kind switch
            {
                PagingKind.Keyset => Fact(marker, "from", record),
                PagingKind.Cursor when header is null => Fact(marker, "from", reply),
                PagingKind.NextUrl => Fact(page, "next", reply),
                _ => null,
            },
            FromHeader = header is not null ? Header(header, operation) : page.Text("link"),
            SizeAt = Place(size, operation, size?.Scalar("is")),
            Size = size?.Whole("is") ?? 0,
            Last = Fact(page, "last", reply, JsonKind.Integer, JsonKind.Number, JsonKind.String),
            Pages = Fact(page, "pages", reply, JsonKind.Integer, JsonKind.Number, JsonKind.String),
            Total = Fact(page, "total", reply, JsonKind.Integer, JsonKind.Number, JsonKind.String),
            More = Fact(page, "more", reply, JsonKind.Boolean),
            Done = Fact(page, "done", reply, JsonKind.Boolean),
            StopsShort = page.Text("stop") == "short",
            Alone = page.Text("then") == "alone",
        };
    }

    public SinceSpec? Since(YamlMapping read, ContractOperation? operation)
    {
        if (read.Map("since") is not { } since || Place(since, operation) is not { } place)
        {
            return null;
        }

        var format = CheckTime(since, operation, place);
        var overlap = Span(since.Scalar("overlap"));

        var sees = since.Text("sees") switch { "created" => SinceSees.Created, "activity" => SinceSees.Activity, _ => SinceSees.Changed };
        var until = since.Map("until");
        return new SinceSpec(place, conversions.Bind(since, format, operation is not null && parameters.Check(ParameterBinder.PlaceOf(since)!.Value.Node, place, operation) is not null), overlap, sees)
        {
            Text = _texts.Bind(since, until is not null),
            Until = until is null ? null : Until(since, until, operation),
        };
    }

    private UntilSpec Until(YamlMapping since, YamlMapping until, ContractOperation? operation)
    {
        var at = Place(until, operation);
        var text = _texts.Bind(until);
        var inText = since.Text("text")?.Contains("{until}") == true;
        if (at is null && !inText)
        {
            context.Report(DiagnosticRules.MissingOption, since.Entry("until")!.Key, "'until' does not say where the end of the time is sent; name a place, or write '{until}' into the 'text' of 'since'.");
        }
        else if (at is not null && inText)
        {
            context.Report(DiagnosticRules.Choice, since.Entry("until")!.Key, "The end of the time is sent twice: in a place of its own and in the 'text' of 'since'.");
        }
        else if (at is null && until.Entry("text") is { } idle)
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, "'text' has no meaning without a place.");
        }

        return new UntilSpec(at, text, Span(until.Scalar("max")));
    }

    private int Span(YamlScalar? node)
    {
        if (node is null)
        {
            return 0;
        }

        if (Language.ScalarSyntax.Seconds(node.Text) is { } seconds)
        {
            return seconds;
        }

        context.Report(DiagnosticRules.Malformed, node, $"'{node.Text}' is not a time span; write one like '30s', '5m' or '1h'.");
        return 0;
    }

    /// <summary>Reports a way of writing times that is not the one of the contract's type; gives the format of that.</summary>
    private string? CheckTime(YamlMapping since, ContractOperation? operation, Place place)
    {
        if (operation is null || since["text"] is not null || since.Scalar("as") is not { } written || parameters.Check(ParameterBinder.PlaceOf(since)!.Value.Node, place, operation) is not { } known)
        {
            return null;
        }

        string[]? fitting = known.View.Format switch
        {
            "xs:dateTime" => ["datetime", "local_time"],
            "xs:date" => ["date"],
            _ => null,
        };
        if (fitting?.Contains(written.Text) == false)
        {
            context.Report(DiagnosticRules.TypeMismatch, written, $"The contract has {known.View.Format} at '{place.Name}', which is written with 'as: {string.Join("' or '", fitting)}'.");
        }

        return known.View.Format;
    }

    private static (PagingKind Kind, YamlMapping? Marker) Kind(YamlMapping page) =>
        page["number"] is not null ? (PagingKind.Number, page.Map("number"))
        : page["offset"] is not null ? (PagingKind.Offset, page.Map("offset"))
        : page["cursor"] is not null ? (PagingKind.Cursor, page.Map("cursor"))
        : page["next"] is not null ? (PagingKind.NextUrl, null)
        : page["link"] is not null ? (PagingKind.LinkHeader, null)
        : page["after"] is not null ? (PagingKind.Keyset, page.Map("after"))
        : (PagingKind.None, null);

    private void CheckOptions(YamlMapping page, PagingKind kind)
    {
        if (page.Entry("then") is { } then && kind != PagingKind.Cursor)
        {
            context.Report(DiagnosticRules.IdleOption, then.Key, "'then' has no meaning without 'cursor'.");
        }

        if (page.Entry("last") is { } last && kind != PagingKind.Number)
        {
            context.Report(DiagnosticRules.IdleOption, last.Key, "'last' has no meaning without 'number': it is the number of the last page.");
        }

        if (page.Entry("pages") is { } pages && kind != PagingKind.Number)
        {
            context.Report(DiagnosticRules.IdleOption, pages.Key, "'pages' has no meaning without 'number': it is the number of pages.");
        }
        else if (page.Entry("pages") is { } both && page["last"] is not null)
        {
            context.Report(DiagnosticRules.Choice, both.Key, "'last' is the number of the last page, 'pages' how many pages there are; say the one that the reply tells.");
        }

        if (page.Text("stop") == "short" && page["size"] is null)
        {
            context.Report(DiagnosticRules.MissingOption, page["stop"]!, "'stop: short' needs 'size', to know which page is short.");
        }
    }

    private Place? Place(YamlMapping? mapping, ContractOperation? operation, YamlScalar? value = null)
    {
        if (mapping is null || ParameterBinder.PlaceOf(mapping) is not { } at)
        {
            return null;
        }

        if (operation is not null && parameters.Check(at.Node, at.Place, operation) is { } known && value is not null && mapping["text"] is null)
        {
            parameters.CheckText(value, value.Text, known.View, at.Place.Name);
        }

        return at.Place;
    }

    private VendorPath? Fact(YamlMapping? mapping, string key, PathScope scope, params JsonKind[] kinds)
    {
        if (mapping?.Scalar(key) is not { } node || paths.BindSingle(node, scope) is not { } path)
        {
            return null;
        }

        var kind = path.Path.Type;
        var fits = kind == JsonKind.Any || (kinds.Length > 0 ? kinds.Contains(kind) : kind is not (JsonKind.Object or JsonKind.Array or JsonKind.Boolean));
        if (!fits)
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(kind)} at '{node.Text}', which '{key}' cannot use.");
        }

        return path.Path;
    }

    private string Header(YamlScalar header, ContractOperation? operation)
    {
        var known = operation?.Success?.Headers.Select(static h => h.Name).ToList();
        if (known is not null && !known.Contains(header.Text, StringComparer.OrdinalIgnoreCase))
        {
            context.Report(DiagnosticRules.UndeclaredHeader, header, $"The contract mentions no header '{header.Text}' for these replies{Suggest.Hint(header.Text, known)}");
        }

        return header.Text;
    }
}
