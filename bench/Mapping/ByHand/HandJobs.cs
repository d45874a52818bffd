using System.Text.Json;
using Connectors.Ats;
using Connectors.Runtime.Records;

namespace Connectors.Benchmarks.Mapping.ByHand;

/// <summary>Jobs by hand; see <see cref="HandReader"/> for why this is a fair match.</summary>
internal static class HandJobs
{
    public static List<UnifiedRecord> Map(ReadOnlySpan<byte> page)
    {
        var jobs = new List<UnifiedRecord>();
        var reader = new Utf8JsonReader(page);
        HandReader.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("jobs"u8))
            {
                HandReader.Expect(ref reader, JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    jobs.Add(One(ref reader, page));
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return jobs;
    }

    private static Job One(ref Utf8JsonReader reader, ReadOnlySpan<byte> page)
    {
        string? id = null, title = null, ingress = null, body = null, footer = null, apply = null;
        JobStatus? status = null;
        bool channels = false, external = false, intranet = false;
        DateTimeOffset? starts = null, ends = null;
        IReadOnlyList<IntegrationField>? custom = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = HandReader.Number(ref reader);
            }
            else if (reader.ValueTextEquals("title"u8))
            {
                reader.Read();
                title = HandReader.Localised(ref reader);
            }
            else if (reader.ValueTextEquals("texts"u8))
            {
                HandReader.Expect(ref reader, JsonTokenType.StartObject);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("ingress"u8))
                    {
                        reader.Read();
                        ingress = HandReader.Localised(ref reader);
                    }
                    else if (reader.ValueTextEquals("body"u8))
                    {
                        reader.Read();
                        body = HandReader.Localised(ref reader);
                    }
                    else if (reader.ValueTextEquals("footer"u8))
                    {
                        reader.Read();
                        footer = HandReader.Localised(ref reader);
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                status = reader.ValueTextEquals("draft"u8) || reader.ValueTextEquals("scheduled"u8) ? JobStatus.Draft
                    : reader.ValueTextEquals("published"u8) ? JobStatus.Open
                    : reader.ValueTextEquals("paused"u8) || reader.ValueTextEquals("closed"u8) ? JobStatus.Closed
                    : reader.ValueTextEquals("archived"u8) ? JobStatus.Archived
                    : new JobStatus(reader.GetString()!);
            }
            else if (reader.ValueTextEquals("channels"u8))
            {
                HandReader.Expect(ref reader, JsonTokenType.StartArray);
                channels = true;
                while (reader.Read() && reader.TokenType == JsonTokenType.String)
                {
                    external |= reader.ValueTextEquals("external"u8);
                    intranet |= reader.ValueTextEquals("intranet"u8);
                }
            }
            else if (reader.ValueTextEquals("publication"u8))
            {
                reader.Read();
                while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("starts"u8))
                    {
                        reader.Read();
                        starts = HandReader.LocalTime(ref reader);
                    }
                    else if (reader.ValueTextEquals("ends"u8))
                    {
                        reader.Read();
                        ends = HandReader.LocalTime(ref reader);
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
            else if (reader.ValueTextEquals("links"u8))
            {
                HandReader.Expect(ref reader, JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    apply = Link(ref reader) ?? apply;
                }
            }
            else if (reader.ValueTextEquals("custom"u8))
            {
                HandReader.Expect(ref reader, JsonTokenType.StartArray);
                custom = HandReader.Custom(ref reader, page);
            }
            else
            {
                reader.Skip();
            }
        }

        return new Job
        {
            RemoteId = id ?? throw new JsonException("id is missing"),
            Name = title,
            Description = Join(ingress, body, footer),
            Status = status,
            Visibility = external ? JobVisibility.Public : intranet ? JobVisibility.Internal : channels ? JobVisibility.Unlisted : null,
            PostUrl = apply,
            OpenedAt = starts,
            ClosedAt = ends,
            IntegrationFields = custom ?? [],
        };
    }

    private static string? Link(ref Utf8JsonReader reader)
    {
        var apply = false;
        Utf8JsonReader href = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("rel"u8))
            {
                reader.Read();
                apply = reader.ValueTextEquals("apply"u8);
            }
            else if (reader.ValueTextEquals("href"u8))
            {
                reader.Read();
                href = reader;
            }
            else
            {
                reader.Skip();
            }
        }

        return apply ? HandReader.Text(ref href) : null;
    }

    private static string? Join(string? a, string? b, string? c)
    {
        var parts = new List<string>(3);
        foreach (var part in (ReadOnlySpan<string?>)[a, b, c])
        {
            if (part is not null)
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? null : string.Join('\n', parts);
    }
}
