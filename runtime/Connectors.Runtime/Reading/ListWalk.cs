using System.Globalization;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;

namespace Connectors.Runtime.Reading;

/// <summary>Goes through a list whose records stay as they are, page by page: says what to ask for, and takes the records out of the replies. Its caller sends, until <see cref="GoesOn"/> is false.</summary>
/// <param name="records">Dotted path of the list in a reply; empty where the reply is the list.</param>
/// <param name="paging">How it is paged; null where one reply has it all.</param>
/// <param name="request">Asks for it.</param>
/// <param name="client">Knows where addresses may lead.</param>
/// <param name="options">Bounds.</param>
internal sealed class ListWalk(string records, ListPaging? paging, VendorRequest request, VendorClient client, ConnectorOptions options)
{
    private static readonly PagingPlan OnePage = new() { Kind = PagingKind.None };

    private readonly Pager _pager = new(paging?.Plan ?? OnePage, request.Endpoint, client, options);
    private PageState? _state;
    private bool _isOver;
    private int? _before;

    /// <summary>Whether there is a page to ask for.</summary>
    public bool GoesOn => !_isOver;

    /// <summary>The request for the next page.</summary>
    public VendorRequest Next()
    {
        var state = _state ??= _pager.Start;
        var alone = _pager.Alone(state);
        return request with { Address = _pager.Address(state), Alone = alone, Extra = [.. alone ? [] : request.Extra, .. _pager.Places(state)] };
    }

    /// <summary>The records of a page.</summary>
    /// <param name="reply">The answer to <see cref="Next"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ConnectorException">The reply is broken or contradicts itself, paging does not come to an end, or the list is longer than <see cref="ConnectorOptions.LongestList"/>.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Take(Reply reply, CancellationToken cancellationToken)
    {
        if (reply.MeansEmpty)
        {
            _isOver = true;
            return [];
        }

        var json = client.Json(reply, request.Endpoint, cancellationToken);
        var found = JsonRecords.In(records, json);
        var keys = Keys(found);
        _state = paging is null ? null : _pager.After(_state!, reply, Facts(paging, reply, json.Span, found), repeated: keys is not null && keys == _before);
        (_isOver, _before) = (_state is null, keys);
        if (_state is { } next && next.Elements >= options.LongestList)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"{request.Endpoint}: the list has more than {options.LongestList} elements, and nobody would look at them all");
            throw new ConnectorException(ConnectorError.UnexpectedPayload, reason) { Endpoint = request.Endpoint };
        }

        return found;
    }

    // What tells two pages apart, null for pages that hold nothing. Only compared within one list, so that the hash need not last.
    private static int? Keys(List<ReadOnlyMemory<byte>> found)
    {
        if (found.Count == 0)
        {
            return null;
        }

        var hash = default(HashCode);
        foreach (var record in found)
        {
            hash.AddBytes(record.Span);
        }

        return hash.ToHashCode();
    }

    private PageFacts Facts(ListPaging at, Reply reply, ReadOnlySpan<byte> json, List<ReadOnlyMemory<byte>> found)
    {
        var isKeyset = at.Plan.Kind == PagingKind.Keyset;
        return new PageFacts(found.Count)
        {
            Next = isKeyset ? null : Text(at.From, json),
            LastKey = isKeyset && found.Count > 0 ? Text(at.From, found[^1].Span) : null,
            LastPage = Number(at.Last, reply, json) ?? Number(at.Pages, reply, json) + at.Plan.First - 1,
            Total = Number(at.Total, reply, json),
            More = Flag(at.More, reply, json) ?? !Flag(at.Done, reply, json),
        };
    }

    private static string? Text(string? path, ReadOnlySpan<byte> json) => path is null ? null : JsonPath.Parse(path).Text(json);

    private long? Number(string? path, Reply reply, ReadOnlySpan<byte> json) => Text(path, json) switch
    {
        null or "" => null,
        var text when long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Unexpected(path!, "whole number", reply),
    };

    private bool? Flag(string? path, Reply reply, ReadOnlySpan<byte> json) => Text(path, json)?.Trim() switch
    {
        null or "" => null,
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw Unexpected(path!, "flag", reply),
    };

    private ConnectorException Unexpected(string path, string wanted, Reply reply) => client.Unexpected(reply, request.Endpoint, $"what the reply has at {path} is no {wanted}");
}
