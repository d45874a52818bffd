using System.Xml;
using Connectors.Ats;
using Connectors.Benchmarks.Vendors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;

namespace Connectors.Benchmarks.Mapping.ByHand;

/// <summary>Coveto's jobs by hand; see <see cref="HandXmlReader"/> for why this is a fair match.</summary>
internal static class HandXmlJobs
{
    /// <summary>Reads a reply; the reader stands on its element.</summary>
    public static List<UnifiedRecord> Map(XmlReader reader)
    {
        var jobs = new List<UnifiedRecord>();
        var hand = new HandXmlReader(reader);
        if (!hand.Enter())
        {
            return jobs;
        }

        while (hand.Child(CovetoReplies.Calls))
        {
            if (reader.LocalName != "Stellen")
            {
                reader.Skip();
            }
            else if (hand.Enter())
            {
                while (hand.Child(CovetoReplies.Calls))
                {
                    if (reader.LocalName == "Stelle")
                    {
                        jobs.Add(One(reader, hand));
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
        }

        return jobs;
    }

    private static Job One(XmlReader reader, HandXmlReader hand)
    {
        string? title = null, code = null, description = null, category = null, link = null, currency = null;
        decimal? hours = null, from = null, to = null;
        EmploymentType? employment = null;
        JobStatus? status = null;
        JobVisibility? visibility = null;
        RemoteWorkStatus? home = null;
        SalaryPeriod? period = null;
        Location? location = null;
        List<IntegrationField>? custom = null;
        DateTimeOffset? opened = null, closed = null, created = null, updated = null;
        var id = reader.GetAttribute("id");
        if (hand.Enter())
        {
            while (hand.Child(CovetoReplies.Types))
            {
                switch (reader.LocalName)
                {
                    case "ErstelltAm": created = hand.LocalTime(); break;
                    case "GeaendertAm": updated = hand.LocalTime(); break;
                    case "Titel": title = hand.Text(); break;
                    case "Kennziffer": code = hand.Text(); break;
                    case "Beschreibung": description = hand.Text(); break;
                    case "Wochenstunden": hours = hand.Number(); break;
                    case "Beschaeftigungsarten": employment = Employment(reader, hand); break;
                    case "Status": status = Status(hand.Chars()); break;
                    case "Sichtbarkeit": visibility = Visibility(hand.Chars()); break;
                    case "Kategorie": category = hand.Text(); break;
                    case "Link": link = hand.Text(); break;
                    case "Homeoffice": home = RemoteWork(hand.Chars()); break;
                    case "Gehalt":
                        currency = reader.GetAttribute("waehrung");
                        period = Period(reader.GetAttribute("zeitraum"));
                        (from, to) = Salary(reader, hand);
                        break;
                    case "standort": location = Address(reader, hand); break;
                    case "VeroeffentlichtAm": opened = hand.Date(); break;
                    case "EndetAm": closed = hand.EndOfDay(); break;
                    case "Zusatzfelder": custom = Custom(reader, hand); break;
                    default: reader.Skip(); break;
                }
            }
        }

        return new Job
        {
            RemoteId = id ?? throw new XmlException("id is missing"),
            Name = title,
            JobCode = code,
            Description = description,
            WeeklyHours = hours,
            EmploymentType = employment,
            Status = status,
            Visibility = visibility,
            Category = category,
            PostUrl = link,
            RemoteWorkStatus = home,
            SalaryAmountFrom = from,
            SalaryAmountTo = to,
            SalaryCurrency = string.IsNullOrEmpty(currency) ? null : currency,
            SalaryPeriod = period,
            Location = location,
            IntegrationFields = custom ?? [],
            OpenedAt = opened,
            ClosedAt = closed,
            RemoteCreatedAt = created,
            RemoteUpdatedAt = updated,
        };
    }

    private static EmploymentType? Employment(XmlReader reader, HandXmlReader hand)
    {
        EmploymentType? first = null;
        var count = 0;
        if (hand.Enter())
        {
            while (hand.Child(CovetoReplies.Types))
            {
                if (reader.LocalName != "Art" || count++ > 0)
                {
                    reader.Skip();
                    continue;
                }

                first = hand.Chars() switch
                {
                    "" => null,
                    "Vollzeit" => EmploymentType.FullTime,
                    "Teilzeit" or "Minijob" => EmploymentType.PartTime,
                    "Befristet" or "FreieMitarbeit" => EmploymentType.Contract,
                    "Saison" => EmploymentType.Seasonal,
                    "Praktikum" or "Ausbildung" => EmploymentType.Internship,
                    var other => new EmploymentType(other.ToString()),
                };
            }
        }

        return first;
    }

    private static (decimal? From, decimal? To) Salary(XmlReader reader, HandXmlReader hand)
    {
        decimal? from = null, to = null;
        if (hand.Enter())
        {
            while (hand.Child(CovetoReplies.Types))
            {
                switch (reader.LocalName)
                {
                    case "von": from = hand.Number(); break;
                    case "bis": to = hand.Number(); break;
                    default: reader.Skip(); break;
                }
            }
        }

        return (from, to);
    }

    private static Location? Address(XmlReader reader, HandXmlReader hand)
    {
        string? street = null, postalCode = null, city = null, state = null, country = null;
        if (hand.Enter())
        {
            while (hand.Child(CovetoReplies.Types))
            {
                switch (reader.LocalName)
                {
                    case "strasse": street = hand.Text(); break;
                    case "plz": postalCode = hand.Text(); break;
                    case "ort": city = hand.Text(); break;
                    case "region": state = hand.Text(); break;
                    case "land": country = hand.Text() is { } name ? CountryCode.Of(name) : null; break;
                    default: reader.Skip(); break;
                }
            }
        }

        return street is null && postalCode is null && city is null && state is null && country is null
            ? null
            : new Location { Street1 = street, ZipCode = postalCode, City = city, State = state, Country = country };
    }

    private static List<IntegrationField> Custom(XmlReader reader, HandXmlReader hand)
    {
        var fields = new List<IntegrationField>();
        if (hand.Enter())
        {
            while (hand.Child(CovetoReplies.Types))
            {
                if (reader.LocalName != "Feld")
                {
                    reader.Skip();
                    continue;
                }

                var key = reader.GetAttribute("name");
                var label = reader.GetAttribute("bezeichnung");
                var value = hand.Json();
                if (!string.IsNullOrEmpty(key))
                {
                    fields.Add(new IntegrationField { Key = key, Type = IntegrationFieldType.Custom, Label = string.IsNullOrEmpty(label) ? null : label, Value = value });
                }
            }
        }

        return fields;
    }

    private static JobStatus? Status(ReadOnlySpan<char> text) => text switch
    {
        "" => null,
        "entwurf" or "freigabe" => JobStatus.Draft,
        "aktiv" => JobStatus.Open,
        "pausiert" or "besetzt" => JobStatus.Closed,
        "archiviert" => JobStatus.Archived,
        _ => new JobStatus(text.ToString()),
    };

    private static JobVisibility? Visibility(ReadOnlySpan<char> text) => text switch
    {
        "" => null,
        "oeffentlich" => JobVisibility.Public,
        "intern" => JobVisibility.Internal,
        "nurLink" => JobVisibility.Unlisted,
        "vertraulich" => JobVisibility.Confidential,
        _ => new JobVisibility(text.ToString()),
    };

    private static RemoteWorkStatus? RemoteWork(ReadOnlySpan<char> text) => text switch
    {
        "" => null,
        "nein" => RemoteWorkStatus.OnSite,
        "teilweise" => RemoteWorkStatus.Hybrid,
        "vollstaendig" => RemoteWorkStatus.Remote,
        "zeitweise" => RemoteWorkStatus.Temporary,
        _ => new RemoteWorkStatus(text.ToString()),
    };

    private static SalaryPeriod? Period(string? text) => text switch
    {
        null or "" => null,
        "Jahr" => SalaryPeriod.Year,
        "Monat" => SalaryPeriod.Month,
        "Woche" => SalaryPeriod.Week,
        "Tag" => SalaryPeriod.Day,
        "Stunde" => SalaryPeriod.Hour,
        _ => new SalaryPeriod(text),
    };
}
