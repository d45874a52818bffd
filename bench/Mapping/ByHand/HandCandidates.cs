using System.Text.Json;
using Connectors.Ats;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;

namespace Connectors.Benchmarks.Mapping.ByHand;

/// <summary>Applicants by hand; see <see cref="HandReader"/> for why this is a fair match.</summary>
internal static class HandCandidates
{
    public static List<UnifiedRecord> Map(ReadOnlySpan<byte> page)
    {
        var candidates = new List<UnifiedRecord>();
        var reader = new Utf8JsonReader(page);
        HandReader.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8))
            {
                HandReader.Expect(ref reader, JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    candidates.Add(One(ref reader, page));
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return candidates;
    }

    private static Candidate One(ref Utf8JsonReader reader, ReadOnlySpan<byte> page)
    {
        string? uuid = null, first = null, last = null, email = null, street = null, postalCode = null, city = null, country = null;
        List<PhoneNumber>? phones = null;
        IReadOnlyList<IntegrationField>? custom = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("uuid"u8))
            {
                reader.Read();
                uuid = HandReader.Text(ref reader);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                HandReader.Expect(ref reader, JsonTokenType.StartObject);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("first"u8))
                    {
                        reader.Read();
                        first = HandReader.Text(ref reader);
                    }
                    else if (reader.ValueTextEquals("last"u8))
                    {
                        reader.Read();
                        last = HandReader.Text(ref reader);
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
            else if (reader.ValueTextEquals("email"u8))
            {
                reader.Read();
                email = HandReader.Text(ref reader);
            }
            else if (reader.ValueTextEquals("phones"u8))
            {
                HandReader.Expect(ref reader, JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    string? number = null, kind = null;
                    while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                    {
                        if (reader.ValueTextEquals("number"u8))
                        {
                            reader.Read();
                            number = HandReader.Text(ref reader);
                        }
                        else if (reader.ValueTextEquals("kind"u8))
                        {
                            reader.Read();
                            kind = HandReader.Text(ref reader);
                        }
                        else
                        {
                            reader.Skip();
                        }
                    }

                    if (number is not null)
                    {
                        (phones ??= []).Add(new PhoneNumber { PhoneNumberValue = number, Type = kind });
                    }
                }
            }
            else if (reader.ValueTextEquals("address"u8))
            {
                reader.Read();
                while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("street"u8))
                    {
                        reader.Read();
                        street = HandReader.Text(ref reader);
                    }
                    else if (reader.ValueTextEquals("postal_code"u8))
                    {
                        reader.Read();
                        postalCode = HandReader.Text(ref reader);
                    }
                    else if (reader.ValueTextEquals("city"u8))
                    {
                        reader.Read();
                        city = HandReader.Text(ref reader);
                    }
                    else if (reader.ValueTextEquals("country"u8))
                    {
                        reader.Read();
                        country = CountryCode.Read(ref reader, "address.country");
                    }
                    else
                    {
                        reader.Skip();
                    }
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

        return new Candidate
        {
            RemoteId = uuid ?? throw new JsonException("uuid is missing"),
            FirstName = first,
            LastName = last,
            PhoneNumbers = (IReadOnlyList<PhoneNumber>?)phones ?? [],
            EmailAddresses = email is null ? [] : [new EmailAddress { EmailAddressValue = email }],
            Location = street is null && postalCode is null && city is null && country is null
                ? null
                : new Location { City = city, Country = country, Street1 = street, ZipCode = postalCode },
            IntegrationFields = custom ?? [],
        };
    }
}
