using System.Xml.Serialization;
using Connectors.Benchmarks.Vendors;

namespace Connectors.Benchmarks.Mapping.Peers;

// What a .NET team has for a WSDL today: classes for XmlSerializer, with the order of the schema as dotnet-svcutil writes it, since that is also the fastest
// way to read them. They are public because XmlSerializer wants them so. They name only what the unified record needs, and hold as texts what it keeps as
// texts or what the schema writes as texts (enums that may grow, dates and decimals in German form), so the peer does not pay for what nobody reads.
[XmlType(AnonymousType = true, Namespace = CovetoReplies.Calls)]
[XmlRoot(Namespace = CovetoReplies.Calls)]
public sealed class HoleStellenAntwort
{
    [XmlElement(Order = 0)]
    public int AnzahlGesamt { get; set; }

    [XmlArray(Order = 1)]
    [XmlArrayItem("Stelle")]
    public Stelle[]? Stellen { get; set; }
}

[XmlType(Namespace = CovetoReplies.Types)]
public abstract class Datensatz
{
    [XmlElement(Order = 0)]
    public DateTime ErstelltAm { get; set; }

    [XmlIgnore]
    public bool ErstelltAmSpecified { get; set; }

    [XmlElement(Order = 1)]
    public DateTime GeaendertAm { get; set; }

    [XmlIgnore]
    public bool GeaendertAmSpecified { get; set; }

    [XmlAttribute("id")]
    public string? Id { get; set; }
}

[XmlType(Namespace = CovetoReplies.Types)]
public sealed class Stelle : Datensatz
{
    [XmlElement(Order = 0)]
    public string? Titel { get; set; }

    [XmlElement(Order = 1)]
    public string? Kennziffer { get; set; }

    [XmlElement(Order = 2)]
    public string? Beschreibung { get; set; }

    [XmlElement(IsNullable = true, Order = 3)]
    public string? Wochenstunden { get; set; }

    [XmlArray(Order = 4)]
    [XmlArrayItem("Art")]
    public string[]? Beschaeftigungsarten { get; set; }

    [XmlElement(Order = 5)]
    public string? Status { get; set; }

    [XmlElement(Order = 6)]
    public string? Sichtbarkeit { get; set; }

    [XmlElement(Order = 7)]
    public string? Kategorie { get; set; }

    [XmlElement(Order = 8)]
    public string? Link { get; set; }

    [XmlElement(Order = 9)]
    public string? Homeoffice { get; set; }

    [XmlElement(Order = 10)]
    public Gehalt? Gehalt { get; set; }

    [XmlElement("standort", Order = 11)]
    public Anschrift? Standort { get; set; }

    [XmlElement(IsNullable = true, Order = 12)]
    public string? VeroeffentlichtAm { get; set; }

    [XmlElement(IsNullable = true, Order = 13)]
    public string? EndetAm { get; set; }

    [XmlArray(Order = 14)]
    [XmlArrayItem("Feld")]
    public Zusatzfeld[] Zusatzfelder { get; set; } = [];
}

[XmlType(Namespace = CovetoReplies.Types)]
public sealed class Gehalt
{
    [XmlElement("von", IsNullable = true, Order = 0)]
    public string? Von { get; set; }

    [XmlElement("bis", IsNullable = true, Order = 1)]
    public string? Bis { get; set; }

    [XmlAttribute("waehrung")]
    public string? Waehrung { get; set; }

    [XmlAttribute("zeitraum")]
    public string? Zeitraum { get; set; }
}

[XmlType(Namespace = CovetoReplies.Types)]
public sealed class Anschrift
{
    [XmlElement("strasse", Order = 0)]
    public string? Strasse { get; set; }

    [XmlElement("plz", Order = 1)]
    public string? Plz { get; set; }

    [XmlElement("ort", Order = 2)]
    public string? Ort { get; set; }

    [XmlElement("region", Order = 3)]
    public string? Region { get; set; }

    [XmlElement("land", Order = 4)]
    public string? Land { get; set; }
}

[XmlType(Namespace = CovetoReplies.Types)]
public sealed class Zusatzfeld
{
    [XmlAttribute("name")]
    public string? Name { get; set; }

    [XmlAttribute("bezeichnung")]
    public string? Bezeichnung { get; set; }

    [XmlText]
    public string? Value { get; set; }
}
