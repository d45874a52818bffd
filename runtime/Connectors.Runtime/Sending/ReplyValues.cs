using System.Collections.Immutable;
using System.Globalization;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Sending;

/// <summary>Lifts values out of replies.</summary>
internal static class ReplyValues
{
    /// <summary>The values that are there, by name.</summary>
    /// <param name="plan">Which.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="json">Its body as JSON, or the part of it that paths start at.</param>
    public static ImmutableDictionary<string, string> Of(ImmutableArray<TakenValue> plan, Reply reply, ReadOnlyMemory<byte> json)
    {
        var taken = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var value in plan)
        {
            if (Of(value, reply, json) is { Length: > 0 } text)
            {
                taken[value.Name] = text;
            }
        }

        return taken.ToImmutable();
    }

    /// <summary>Where a value stands, for messages.</summary>
    public static string Place(TakenValue value) => value.From switch
    {
        TakenFrom.Header => $"the header {value.Path}",
        TakenFrom.Status => "the status",
        _ => value.Path,
    };

    private static string? Of(TakenValue value, Reply reply, ReadOnlyMemory<byte> json)
    {
        var text = value.From switch
        {
            TakenFrom.Header => reply.Header(value.Path),
            TakenFrom.Status => reply.Status.ToString(CultureInfo.InvariantCulture),
            _ => JsonPath.Parse(value.Path).Text(json.Span),
        };
        return value.LastSegment && text is not null ? LastSegment(text) : text;
    }

    private static string LastSegment(string address)
    {
        var path = address.Split('?', '#')[0].TrimEnd('/');
        // Of an address that is nothing but a host, no segment is left.
        var start = path.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? path.IndexOf('/', scheme + 3) : 0;
        return start < 0 ? "" : Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
