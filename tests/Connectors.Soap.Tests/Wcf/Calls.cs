using System.Xml.Serialization;

namespace Connectors.Soap.Tests.Wcf;

// The elements of the calls, for XmlSerializer. An order on every element makes it pass over what stands in another place.

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class Sitzung
{
    [XmlElement(Order = 0)]
    public string? Token { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
[XmlRoot("CovetoFehler", Namespace = CovetoVendor.Calls)]
public sealed class CovetoFehler
{
    [XmlElement(Order = 0)]
    public string? Code { get; set; }

    [XmlElement(Order = 1)]
    public string? Meldung { get; set; }

    [XmlElement(Order = 2)]
    public string? Feld { get; set; }

    [XmlElement(Order = 3)]
    public int WartenSekunden { get; set; }

    [XmlIgnore]
    public bool WartenSekundenSpecified { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class Anmelden
{
    [XmlElement(Order = 0)]
    public string? Benutzer { get; set; }

    [XmlElement(Order = 1)]
    public string? Passwort { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class AnmeldenAntwort
{
    [XmlElement(Order = 0)]
    public string? Token { get; set; }

    [XmlElement(Order = 1)]
    public int GueltigMinuten { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class HoleStellen
{
    [XmlElement(Order = 0)]
    public int Seite { get; set; }

    [XmlElement(Order = 1)]
    public int ProSeite { get; set; }

    [XmlElement(Order = 2)]
    public DateTime GeaendertSeit { get; set; }

    [XmlIgnore]
    public bool GeaendertSeitSpecified { get; set; }

    [XmlElement(Order = 3)]
    public bool MitArchiv { get; set; }

    [XmlIgnore]
    public bool MitArchivSpecified { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class HoleStellenAntwort
{
    [XmlElement(Order = 0)]
    public int AnzahlGesamt { get; set; }

    [XmlArray(Order = 1)]
    [XmlArrayItem("Stelle")]
    public Stelle[]? Stellen { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class HoleBewerber
{
    [XmlElement(Order = 0)]
    public int NachId { get; set; }

    [XmlIgnore]
    public bool NachIdSpecified { get; set; }

    [XmlElement(Order = 1)]
    public int Anzahl { get; set; }

    [XmlElement(Order = 2)]
    public DateTime GeaendertSeit { get; set; }

    [XmlIgnore]
    public bool GeaendertSeitSpecified { get; set; }

    [XmlElement(Order = 3)]
    public string? Email { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class HoleBewerberAntwort
{
    [XmlElement("Bewerber", Order = 0)]
    public Bewerber[]? Bewerber { get; set; }

    [XmlElement(Order = 1)]
    public bool WeitereVorhanden { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class HoleBewerbungen
{
    [XmlElement(Order = 0)]
    public int Stelle { get; set; }

    [XmlIgnore]
    public bool StelleSpecified { get; set; }

    [XmlElement(Order = 1)]
    public string? Fortsetzung { get; set; }

    [XmlElement(Order = 2)]
    public DateTime GeaendertSeit { get; set; }

    [XmlIgnore]
    public bool GeaendertSeitSpecified { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class HoleBewerbungenAntwort
{
    [XmlElement("Bewerbung", Order = 0)]
    public Bewerbung[]? Bewerbung { get; set; }

    [XmlElement(IsNullable = true, Order = 1)]
    public string? Fortsetzung { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class HoleFragen
{
    [XmlElement(Order = 0)]
    public int Stelle { get; set; }
}

[XmlType(AnonymousType = true, Namespace = CovetoVendor.Calls)]
public sealed class HoleFragenAntwort
{
    [XmlElement("Eintrag", Order = 0)]
    public StellenFrage[]? Eintrag { get; set; }
}
