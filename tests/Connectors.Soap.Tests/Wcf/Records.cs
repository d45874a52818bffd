using System.Xml.Serialization;

namespace Connectors.Soap.Tests.Wcf;

// The records, for XmlSerializer. Enums are closed: a value that the WSDL does not have fails the call.

[XmlType(Namespace = CovetoVendor.Types)]
public enum Beschaeftigungsart
{
    Vollzeit,
    Teilzeit,
    Befristet,
    FreieMitarbeit,
    Saison,
    Praktikum,
    Ausbildung,
    Minijob,
}

[XmlType(Namespace = CovetoVendor.Types)]
public enum StellenStatus
{
    [XmlEnum("entwurf")] Entwurf,
    [XmlEnum("freigabe")] Freigabe,
    [XmlEnum("aktiv")] Aktiv,
    [XmlEnum("pausiert")] Pausiert,
    [XmlEnum("besetzt")] Besetzt,
    [XmlEnum("archiviert")] Archiviert,
}

[XmlType(Namespace = CovetoVendor.Types)]
public enum Sichtbarkeit
{
    [XmlEnum("oeffentlich")] Oeffentlich,
    [XmlEnum("intern")] Intern,
    [XmlEnum("nurLink")] NurLink,
    [XmlEnum("vertraulich")] Vertraulich,
}

[XmlType(Namespace = CovetoVendor.Types)]
public enum Homeoffice
{
    [XmlEnum("nein")] Nein,
    [XmlEnum("teilweise")] Teilweise,
    [XmlEnum("vollstaendig")] Vollstaendig,
    [XmlEnum("zeitweise")] Zeitweise,
}

[XmlType(Namespace = CovetoVendor.Types)]
public enum Zeitraum
{
    Jahr,
    Monat,
    Woche,
    Tag,
    Stunde,
}

[XmlType(Namespace = CovetoVendor.Types)]
public enum BewerbungsStatus
{
    [XmlEnum("neu")] Neu,
    [XmlEnum("inBearbeitung")] InBearbeitung,
    [XmlEnum("eingeladen")] Eingeladen,
    [XmlEnum("eingestellt")] Eingestellt,
    [XmlEnum("abgesagt")] Abgesagt,
    [XmlEnum("zurueckgezogen")] Zurueckgezogen,
}

[XmlType(Namespace = CovetoVendor.Types)]
public enum FrageTyp
{
    [XmlEnum("text")] Text,
    [XmlEnum("mehrzeilig")] Mehrzeilig,
    [XmlEnum("zahl")] Zahl,
    [XmlEnum("janein")] JaNein,
    [XmlEnum("auswahl")] Auswahl,
    [XmlEnum("mehrfachauswahl")] Mehrfachauswahl,
    [XmlEnum("datum")] Datum,
    [XmlEnum("datei")] Datei,
    [XmlEnum("hinweis")] Hinweis,
    [XmlEnum("skala")] Skala,
}

[XmlType(Namespace = CovetoVendor.Types)]
public enum Anrede
{
    Herr,
    Frau,
    Divers,
    [XmlEnum("keine")] Keine,
}

[XmlType(Namespace = CovetoVendor.Types)]
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

[XmlType(Namespace = CovetoVendor.Types)]
public sealed class Gehalt
{
    [XmlElement("von", IsNullable = true, Order = 0)]
    public string? Von { get; set; }

    [XmlElement("bis", IsNullable = true, Order = 1)]
    public string? Bis { get; set; }

    [XmlAttribute("waehrung")]
    public string? Waehrung { get; set; }

    [XmlAttribute("zeitraum")]
    public Zeitraum Zeitraum { get; set; }

    [XmlIgnore]
    public bool ZeitraumSpecified { get; set; }
}

[XmlType(Namespace = CovetoVendor.Types)]
public sealed class Zusatzfeld
{
    [XmlAttribute("name")]
    public string? Name { get; set; }

    [XmlAttribute("bezeichnung")]
    public string? Bezeichnung { get; set; }

    [XmlAttribute("typ")]
    public string? Typ { get; set; }

    [XmlText]
    public string? Value { get; set; }
}

[XmlType(Namespace = CovetoVendor.Types)]
[XmlInclude(typeof(Stelle))]
[XmlInclude(typeof(Bewerber))]
[XmlInclude(typeof(Bewerbung))]
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
    public int Id { get; set; }

    [XmlAttribute("mandant")]
    public int Mandant { get; set; }

    [XmlIgnore]
    public bool MandantSpecified { get; set; }
}

[XmlType(Namespace = CovetoVendor.Types)]
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
    public Beschaeftigungsart[]? Beschaeftigungsarten { get; set; }

    [XmlElement(Order = 5)]
    public StellenStatus Status { get; set; }

    [XmlElement(Order = 6)]
    public Sichtbarkeit Sichtbarkeit { get; set; }

    [XmlIgnore]
    public bool SichtbarkeitSpecified { get; set; }

    [XmlElement(Order = 7)]
    public string? Kategorie { get; set; }

    [XmlElement(DataType = "anyURI", Order = 8)]
    public string? Link { get; set; }

    [XmlElement(Order = 9)]
    public Homeoffice Homeoffice { get; set; }

    [XmlIgnore]
    public bool HomeofficeSpecified { get; set; }

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
    public Zusatzfeld[]? Zusatzfelder { get; set; }
}

[XmlType(Namespace = CovetoVendor.Types)]
public sealed class Bewerber : Datensatz
{
    [XmlElement(Order = 0)]
    public Anrede Anrede { get; set; }

    [XmlIgnore]
    public bool AnredeSpecified { get; set; }

    [XmlElement(IsNullable = true, Order = 1)]
    public string? Vorname { get; set; }

    [XmlElement(Order = 2)]
    public string? Nachname { get; set; }

    [XmlElement(Order = 3)]
    public string? Telefon { get; set; }

    [XmlElement(Order = 4)]
    public string? Mobil { get; set; }

    [XmlElement(Order = 5)]
    public string? Email { get; set; }

    [XmlElement(Order = 6)]
    public string? EmailZweit { get; set; }

    [XmlElement(Order = 7)]
    public Anschrift? Anschrift { get; set; }

    [XmlArray(Order = 8)]
    [XmlArrayItem("Feld")]
    public Zusatzfeld[]? Zusatzfelder { get; set; }
}

[XmlType(Namespace = CovetoVendor.Types)]
public sealed class Bewerbung : Datensatz
{
    [XmlElement(Order = 0)]
    public BewerbungsStatus Status { get; set; }

    [XmlElement(IsNullable = true, Order = 1)]
    public DateTime? AbgesagtAm { get; set; }

    [XmlElement(Order = 2)]
    public string? Quelle { get; set; }

    [XmlArray(Order = 3)]
    [XmlArrayItem("Feld")]
    public Zusatzfeld[]? Zusatzfelder { get; set; }

    [XmlAttribute("stelle")]
    public int Stelle { get; set; }

    [XmlAttribute("bewerber")]
    public int Bewerber { get; set; }
}

[XmlType(Namespace = CovetoVendor.Types)]
public sealed class StellenFrage
{
    [XmlElement(Order = 0)]
    public Frage? Frage { get; set; }

    [XmlElement(Order = 1)]
    public bool Pflicht { get; set; }

    [XmlElement(Order = 2)]
    public int Reihenfolge { get; set; }

    [XmlIgnore]
    public bool ReihenfolgeSpecified { get; set; }

    [XmlElement(Order = 3)]
    public Bedingung? Bedingung { get; set; }
}

[XmlType(Namespace = CovetoVendor.Types)]
public sealed class Frage
{
    [XmlElement(Order = 0)]
    public string? Text { get; set; }

    [XmlElement(Order = 1)]
    public FrageTyp Typ { get; set; }

    [XmlElement(Order = 2)]
    public int MaxLaenge { get; set; }

    [XmlIgnore]
    public bool MaxLaengeSpecified { get; set; }

    [XmlElement(Order = 3)]
    public string? Min { get; set; }

    [XmlElement(Order = 4)]
    public string? Max { get; set; }

    [XmlArray(Order = 5)]
    [XmlArrayItem("Option")]
    public FrageOption[]? Optionen { get; set; }

    [XmlAttribute("id")]
    public int Id { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Types)]
public sealed class FrageOption
{
    [XmlAttribute("id")]
    public int Id { get; set; }

    [XmlText]
    public string? Value { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Types)]
public sealed class Bedingung
{
    // Several options, or one yes or no: WCF has one member for a choice, and tells the alternatives apart by their type.
    [XmlElement("Option", typeof(int), Order = 0)]
    [XmlElement("JaNein", typeof(bool), Order = 0)]
    public object[]? Items { get; set; }

    [XmlAttribute("frage")]
    public int Frage { get; set; }
}
