using System.Collections.Immutable;
using System.Text;
using Connectors.Runtime.Capabilities;
using Connectors.Server.Http;
using Connectors.Server.Layout;
using Connectors.Server.Wire;
using Connectors.Sync.Serving;

namespace Connectors.Server.Reads;

/// <summary>What a request wants of a list, read from its query parameters.</summary>
internal sealed class ListQuery
{
    private const int DefaultSize = 100;
    private const int LargestSize = 250;

    private readonly List<(FilterParameter Parameter, FilterText Text)> _filters = [];
    private readonly FilterText? _ids;
    private readonly FilterText? _remoteIds;
    private readonly bool _ignoresUnsupported;
    private readonly string _model;

    private ListQuery(ListEndpoint list, IQueryCollection query)
    {
        FilterText? Given(string name) => string.Join(',', query[name].AsEnumerable()) is { Length: > 0 } text ? new FilterText(name, text) : null;

        _model = list.Shape.Model;
        Size = Given("page_size")?.Number(1, LargestSize) ?? DefaultSize;
        Cursor = Given("cursor")?.Value;
        UpdatedAfter = Given("updated_after")?.Time;
        IncludeDeleted = Given("include_deleted")?.Flag ?? false;
        _ignoresUnsupported = Given("ignore_unsupported_filters")?.Flag ?? false;
        _ids = Given("ids");
        _remoteIds = Given("remote_ids");
        foreach (var parameter in list.Filters)
        {
            if (Given(parameter.Name) is { } text)
            {
                _filters.Add((parameter, text));
            }
        }
    }

    /// <summary>How many records a page has at most.</summary>
    public int Size { get; }

    /// <summary>The cursor; null for the first page.</summary>
    public string? Cursor { get; }

    /// <summary>Only what was updated since; null for all.</summary>
    public DateTimeOffset? UpdatedAfter { get; }

    /// <summary>Whether records that are gone are wanted.</summary>
    public bool IncludeDeleted { get; }

    /// <summary>Reads the parameters of a list. Others are ignored.</summary>
    /// <exception cref="ApiException">One has a value that it cannot have.</exception>
    public static ListQuery Read(ListEndpoint list, IQueryCollection query)
    {
        try
        {
            return new ListQuery(list, query);
        }
        catch (WrongParameterException e)
        {
            throw ApiException.Input(e.Message);
        }
    }

    /// <summary>Everything that must be the same for the next page: a cursor holds for this alone.</summary>
    public string Identity(string list, string integration)
    {
        var text = new StringBuilder();
        void Part(string name, string? value) => text.Append(name).Append('\n').Append(value).Append('\0');

        Part(list, integration);
        Part("updated_after", UpdatedAfter?.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Part("include_deleted", IncludeDeleted ? "true" : "false");
        Part("ignore_unsupported_filters", _ignoresUnsupported ? "true" : "false");
        Part("ids", _ids?.Value);
        Part("remote_ids", _remoteIds?.Value);
        foreach (var (parameter, value) in _filters)
        {
            Part(parameter.Name, value.Value);
        }

        return text.ToString();
    }

    /// <summary>What holds for the records of the list.</summary>
    /// <exception cref="ApiException">A parameter has a value that it cannot have.</exception>
    public ImmutableArray<RecordFilter> Filters(RecordSession session)
    {
        var filters = ImmutableArray.CreateBuilder<RecordFilter>();
        if (_ids is not null)
        {
            filters.Add(new RecordFilter.Ids(_ids.List));
        }

        if (_remoteIds is not null)
        {
            filters.Add(new RecordFilter.Ids(session.Ids(_model, _remoteIds.List)));
        }

        foreach (var (parameter, text) in _filters)
        {
            try
            {
                // A wrong value is refused, whether or not the connector supplies the field.
                var filter = parameter.Read(text, session);
                if (parameter.Needs.All(need => Supplies(session.Connector, need.Model, need.Field)))
                {
                    filters.Add(filter);
                }
                else if (!_ignoresUnsupported)
                {
                    filters.Add(new RecordFilter.Nothing());
                }
            }
            catch (WrongParameterException e)
            {
                throw ApiException.Input(e.Message);
            }
        }

        return filters.ToImmutable();
    }

    private static bool Supplies(ConnectorDescriptor connector, string model, string field) =>
        connector.Model(model) is { Coverage: Coverage.Supported } read && read.Field(field)?.Coverage == Coverage.Supported;
}
