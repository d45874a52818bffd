using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Replies;

/// <summary>Says what a reply means: by the rules of the source, then those of the connector, then what HTTP itself means by the status.</summary>
internal sealed class ReplyJudge(ImmutableArray<ReplyRule> common, Redactor redactor, ConnectorOptions options)
{
    private const int LongestMessage = 500;
    private const int LongestExcerpt = 200;
    private const int MostFields = 100;

    private static readonly JsonPath FaultCode = JsonPath.Parse("fault.code");

    /// <summary>The error a reply means; null when it is an answer, be it one that a rule declares empty (<see cref="Reply.MeansEmpty"/>).</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="own">The rules of the source or step, which are asked first.</param>
    /// <param name="endpoint">For the message.</param>
    /// <param name="repeatable">
    /// Whether sending it again does no harm. Where it does, it is sent again only when the vendor surely did nothing: by a rule's word, or refused for its rate.
    /// </param>
    public ConnectorException? Judge(Reply reply, ImmutableArray<ReplyRule> own, string endpoint, bool repeatable = true)
    {
        var rule = own.FirstOrDefault(r => Holds(r, reply)) ?? common.FirstOrDefault(r => Holds(r, reply));
        reply.Rule = rule;
        if (reply.MeansEmpty)
        {
            return null;
        }

        if (reply.Succeeded && !Speaks(rule))
        {
            return reply.Instead is { } met
                ? new ConnectorException(ConnectorError.UnexpectedPayload, $"{endpoint}: {met}{Quote(Excerpt(reply))}") { Status = reply.Status, Endpoint = endpoint }
                : null;
        }

        var error = rule?.Means ?? ByFault(reply) ?? ByStatus(reply);
        var again = rule?.Retry == true || (rule?.Means is null && (error is ConnectorError.RateLimited || (repeatable && error is ConnectorError.Unavailable)));
        var wait = again ? Wait(reply, rule) : null;
        if (wait > options.LongestWait)
        {
            (error, again) = (ConnectorError.RateLimited, false);
        }

        var vendor = Message(reply, rule);
        return new ConnectorException(error, $"{endpoint}: {Sentence(error, reply, wait)}{Quote(vendor ?? Excerpt(reply))}")
        {
            Status = reply.Status,
            Endpoint = endpoint,
            VendorMessage = vendor,
            Fields = Fields(reply, rule),
            RetryAfter = wait,
            Repeatable = again,
        };
    }

    /// <summary>Whether one of the rules holds for a reply.</summary>
    public static bool Holds(ImmutableArray<ReplyRule> rules, Reply reply) =>
        rules.Any(r => (r.Statuses.IsEmpty || r.Statuses.Contains(reply.Status)) && (r.Tests.IsEmpty || reply.Look()) && r.Tests.All(t => Holds(t, reply.Body.Span)));

    /// <summary>The beginning of a body that is no JSON, for messages. JSON is never quoted: it holds people's data.</summary>
    public string? Excerpt(Reply reply)
    {
        if (reply.HoldsRecords || BodyFault.StartsLikeJson(reply))
        {
            return null;
        }

        var body = reply.Body.Span;
        // Four bytes a character at most: whatever is left out here, the redactor sees that there was more.
        var text = redactor.Clean(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4 * (Redactor.MostRead + 1))]), LongestExcerpt);
        return text.Length == 0 ? null : text;
    }

    /// <summary>A quotation to end a message with; nothing for nothing.</summary>
    public static string Quote(string? text) => text is null ? "" : $": \"{text}\"";

    private static bool Speaks(ReplyRule? rule) => rule is { Means: not null } or { Retry: true };

    private static bool Holds(ReplyRule rule, Reply reply)
    {
        // A rule for any status turns a success into something else only when it looks at the body and says what it finds there.
        return (rule.Statuses.IsEmpty ? !reply.Succeeded || ((Speaks(rule) || rule.Empty) && !rule.Tests.IsEmpty) : rule.Statuses.Contains(reply.Status))
            && (rule.Tests.IsEmpty || (reply.Look() && rule.Tests.All(t => Holds(t, reply.Body.Span))));
    }

    private static bool Holds(BodyTest test, ReadOnlySpan<byte> body)
    {
        var path = JsonPath.Parse(test.Path);
        var holds = test.Kind switch
        {
            BodyTestKind.Is => path.Any(body, (ref Utf8JsonReader v) => JsonPath.Scalar(ref v) == test.Value),
            BodyTestKind.Has => path.Any(body, (ref Utf8JsonReader v) => Has(ref v, test.Value)),
            BodyTestKind.Starts => path.Any(body, (ref Utf8JsonReader v) => JsonPath.Scalar(ref v)?.StartsWith(test.Value ?? "", StringComparison.Ordinal) == true),
            _ => path.Any(body, (ref Utf8JsonReader v) => v.TokenType != JsonTokenType.Null),
        };
        return holds != test.Negate;
    }

    private static bool Has(ref Utf8JsonReader list, string? text)
    {
        if (list.TokenType != JsonTokenType.StartArray)
        {
            return JsonPath.Scalar(ref list) == text;
        }

        while (list.Read() && list.TokenType != JsonTokenType.EndArray)
        {
            if (JsonPath.Scalar(ref list) is { } item && item == text)
            {
                return true;
            }

            list.Skip();
        }

        return false;
    }

    // Where the status says no more than that it is a fault, its code says whose.
    private static ConnectorError? ByFault(Reply reply) => reply is { IsFault: true, Status: < 300 or 400 or 500 }
        ? FaultCode.Text(reply.Body.Span) switch
        {
            "Client" or "Sender" => ConnectorError.InvalidInput,
            "Server" or "Receiver" => ConnectorError.Unavailable,
            _ => ConnectorError.UnexpectedPayload,
        }
        : null;

    private static ConnectorError ByStatus(Reply reply) => reply.Status switch
    {
        401 => ConnectorError.Authentication,
        402 or 403 => ConnectorError.Permission,
        404 or 410 => ConnectorError.NotFound,
        408 or >= 500 => ConnectorError.Unavailable,
        409 => ConnectorError.Conflict,
        429 => ConnectorError.RateLimited,
        >= 400 => ConnectorError.InvalidInput,
        >= 200 and < 300 => ConnectorError.Unavailable,
        _ => ConnectorError.UnexpectedPayload,
    };

    private string Sentence(ConnectorError error, Reply reply, TimeSpan? wait)
    {
        var status = reply.Status.ToString(CultureInfo.InvariantCulture);
        return error switch
        {
            ConnectorError.Authentication => $"the vendor does not accept the credentials ({status})",
            ConnectorError.Permission => $"the credentials lack a right ({status})",
            ConnectorError.NotFound => $"there is no such thing at the vendor ({status})",
            ConnectorError.InvalidInput => $"the vendor refuses what was sent ({status})",
            ConnectorError.Conflict => $"it exists already at the vendor ({status})",
            ConnectorError.JobClosed => $"the job takes no applications any more ({status})",
            ConnectorError.RateLimited when wait is { } w => FormattableString.Invariant($"the vendor asks for {Math.Ceiling(w.TotalSeconds)} s without requests ({status})"),
            ConnectorError.RateLimited => $"too many requests for the vendor ({status})",
            ConnectorError.Unavailable => $"the vendor cannot answer now ({status})",
            _ when reply.IsFault => $"the vendor cannot make anything of the envelope ({status})",
            _ when reply.Status is >= 300 and < 400 => $"the vendor redirects to {Target(reply)} ({status}); redirects are not followed",
            _ => $"the vendor answers with a status that means nothing here ({status})",
        };
    }

    private string Target(Reply reply) =>
        reply.Location is { } location && Uri.TryCreate(reply.Address, location, out var target)
            ? redactor.Clean(target.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped), LongestExcerpt)
            : "nowhere";

    private string? Message(Reply reply, ReplyRule? rule)
    {
        foreach (var path in rule is { Messages.IsEmpty: false } ? rule.Messages : reply.IsFault ? ["fault.text"] : [])
        {
            if (JsonPath.Parse(path).Text(reply.Body.Span) is { Length: > 0 } text)
            {
                return redactor.Clean(text, LongestMessage);
            }
        }

        return rule?.TextIsMessage == true && !BodyFault.StartsLikeJson(reply) && PlainText.Of(reply.Body.Span, 4 * (Redactor.MostRead + 1)) is { Length: > 0 } body ? redactor.Clean(body, LongestMessage) : null;
    }

    /// <summary>How long to wait before more requests are welcome; null while the reply says that some are left, or says nothing.</summary>
    public TimeSpan? Announced(Reply reply, AnnouncedLimit limit) =>
        reply.Header(limit.Left) is { } left && double.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var requests) && requests < 1
            ? Wait(limit.More, reply, reply.Date ?? options.Clock.GetUtcNow())
            : null;

    private List<FieldError> Fields(Reply reply, ReplyRule? rule)
    {
        var fields = new List<FieldError>();
        if (rule is { FieldsEach: { } each, FieldPath: { } path, FieldMessage: { } message })
        {
            var (pathOf, messageOf) = (JsonPath.Parse(path), JsonPath.Parse(message));
            JsonPath.Parse(each).Any(reply.Body.Span, (ref Utf8JsonReader list) =>
            {
                if (reply.IsXml && list.TokenType != JsonTokenType.StartArray)
                {
                    // XML does not tell a list of one from one that is none.
                    Refused(list, pathOf, messageOf, fields);
                    return true;
                }

                var isList = list.TokenType == JsonTokenType.StartArray;
                while (isList && fields.Count < MostFields && list.Read() && list.TokenType != JsonTokenType.EndArray)
                {
                    Refused(list, pathOf, messageOf, fields);
                    list.Skip();
                }

                return isList;
            });
        }

        return fields;
    }

    // One message can be about several fields, and one field can have several messages.
    private void Refused(Utf8JsonReader item, JsonPath path, JsonPath message, List<FieldError> fields)
    {
        var said = string.Join("; ", Within(item, message));
        fields.AddRange(Within(item, path).DefaultIfEmpty("").Take(MostFields - fields.Count).Select(field => new FieldError(field, redactor.Clean(said, LongestExcerpt))));
    }

    private List<string> Within(Utf8JsonReader item, JsonPath path)
    {
        var texts = new List<string>();
        path.Any(ref item, (ref Utf8JsonReader value) =>
        {
            if (JsonPath.Scalar(ref value) is { } text)
            {
                texts.Add(redactor.Clean(text, LongestExcerpt));
            }

            return texts.Count == MostFields;
        });
        return texts;
    }

    /// <summary>How long to wait before the next attempt; null for the default backoff.</summary>
    private TimeSpan? Wait(Reply reply, ReplyRule? rule)
    {
        var waits = rule is { Retry: true } ? rule.Waits : [new RetryWait { AfterHeader = "Retry-After" }];
        // The vendor's own clock, where the reply tells it: ours may be off by more than the wait.
        var now = reply.Date ?? options.Clock.GetUtcNow();
        var wait = waits.Select(w => Wait(w, reply, now)).FirstOrDefault(w => w is not null);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static TimeSpan? Wait(RetryWait wait, Reply reply, DateTimeOffset now)
    {
        if (wait.AfterBody is { } path && JsonPath.Parse(path).Text(reply.Body.Span) is { } given)
        {
            return Seconds(given);
        }

        if (wait.UntilUnixSecondsBody is { } place && JsonPath.Parse(place).Text(reply.Body.Span) is { } moment)
        {
            return Seconds(moment) is { } from1970 ? from1970 - (now - DateTimeOffset.UnixEpoch) : null;
        }

        if (wait.AfterHeader is { } after && reply.Header(after) is { } text)
        {
            return Seconds(text) ?? (RetryConditionHeaderValue.TryParse(text, out var hint) && hint.Date is { } date ? date - now : null);
        }

        if (wait.UntilUnixSecondsHeader is { } until && reply.Header(until) is { } time)
        {
            return Seconds(time) is { } since1970 ? since1970 - (now - DateTimeOffset.UnixEpoch) : null;
        }

        return wait.Fixed;
    }

    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e11 ? TimeSpan.FromSeconds(seconds) : null;
}
