using System.Text.Json;
using Connectors.Runtime.Replies;

namespace Connectors.Runtime.Reading;

/// <summary>What a lookup's reply holds: the detail of one record, or those of several by their ids.</summary>
internal sealed class Details : IDisposable
{
    /// <summary>The status of an answer that has nothing in it.</summary>
    public const int NoContent = 204;

    private readonly Dictionary<string, ReadOnlyMemory<byte>>? _byId;

    /// <summary>Creates the detail of one record.</summary>
    public Details(Reply? reply, Dictionary<string, ReadOnlyMemory<byte>>? byId = null, string? fault = null)
    {
        Reply = reply;
        Fault = fault;
        _byId = byId;
    }

    /// <summary>What the vendor says it does not have.</summary>
    public static Details None => new(null);

    /// <summary>What nobody asked for: the record has no address of its detail.</summary>
    public static Details NotAsked => new(null) { IsAsked = false };

    /// <summary>Whether the vendor was asked; only then its silence says that a record is gone.</summary>
    public bool IsAsked { get; private init; } = true;

    /// <summary>The reply; null when there is none.</summary>
    public Reply? Reply { get; }

    /// <summary>What is wrong with the whole reply; null for nothing.</summary>
    public string? Fault { get; }

    /// <summary>Takes a reply of JSON apart.</summary>
    /// <param name="reply">The reply, which belongs to the details from now on.</param>
    /// <param name="batch">Where the details of several records stand in it; null for that of one.</param>
    /// <param name="deepest">How deep the JSON may be nested.</param>
    public static Details Of(Reply reply, BatchPlan? batch, int deepest)
    {
        if (!BodyFault.IsJson(reply, deepest))
        {
            return new Details(reply, fault: BodyFault.Describe(reply, deepest));
        }

        if (batch is null)
        {
            return new Details(reply);
        }

        var found = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var match = JsonPath.Parse(batch.Match);
        var body = reply.Body;
        var isThere = JsonPath.Parse(batch.Records).Any(body.Span, (ref Utf8JsonReader list) =>
        {
            var isList = list.TokenType == JsonTokenType.StartArray;
            while (isList && list.Read() && list.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)list.TokenStartIndex;
                list.Skip();
                var detail = body[start..(int)list.BytesConsumed];
                if (match.Text(detail.Span) is { } id)
                {
                    found.TryAdd(id, detail);
                }
            }

            return isList;
        });
        return isThere ? new Details(reply, found) : new Details(reply, fault: $"the reply has no list at {batch.Records}");
    }

    /// <summary>Whether there is a detail of a record.</summary>
    public bool Has(string id) => Reply is not null && (_byId is null || _byId.ContainsKey(id));

    /// <summary>The detail of a record; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Of(string id) =>
        Reply is null ? default : _byId is null ? Reply.Body : _byId.GetValueOrDefault(id);

    /// <inheritdoc/>
    public void Dispose() => Reply?.Dispose();
}
