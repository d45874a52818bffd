namespace Connectors.Generators.Tests.Xml;

/// <summary>Replies as the vendor might send them: the elements in the Body of envelopes.</summary>
internal static class Replies
{
    /// <summary>Jobs: everything there, nothing there, nil, odd values.</summary>
    public const string Jobs = """
        <a:HoleStellenAntwort xmlns:a="https://www.coveto.de/soap/v2" xmlns:b="urn:coveto:typen:2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <a:AnzahlGesamt>3</a:AnzahlGesamt>
          <a:Stellen>
            <a:Stelle id="4711" mandant="1">
              <b:ErstelltAm>2026-01-15T09:30:00</b:ErstelltAm>
              <b:GeaendertAm>2026-07-01T12:00:00</b:GeaendertAm>
              <b:Titel>Köch*in &amp; Hilfe<!-- (m/w/d) --> in <![CDATA[<Köln>]]></b:Titel>
              <b:Kennziffer>K-1</b:Kennziffer>
              <b:Beschreibung>&lt;p&gt;Kochen&lt;/p&gt;</b:Beschreibung>
              <b:Wochenstunden> 38,5 </b:Wochenstunden>
              <b:Beschaeftigungsarten><b:Art>Teilzeit</b:Art><b:Art>Saison</b:Art></b:Beschaeftigungsarten>
              <b:Status>aktiv</b:Status>
              <b:Sichtbarkeit>oeffentlich</b:Sichtbarkeit>
              <b:Kategorie>Gastronomie</b:Kategorie>
              <b:Link>https://example.com/4711</b:Link>
              <b:Homeoffice>nein</b:Homeoffice>
              <b:Gehalt waehrung="EUR" zeitraum="Jahr"><b:von>1.234,56</b:von><b:bis>45.000</b:bis></b:Gehalt>
              <b:standort><b:strasse>Am Markt 1</b:strasse><b:plz>50667</b:plz><b:ort>Köln</b:ort><b:region>NRW</b:region><b:land>Deutschland</b:land></b:standort>
              <b:VeroeffentlichtAm>01.02.2026</b:VeroeffentlichtAm>
              <b:EndetAm>31.03.2026</b:EndetAm>
              <b:Zusatzfelder>
                <b:Feld name="schicht" bezeichnung="Schicht" typ="text">früh</b:Feld>
                <b:Feld name="leer"/>
              </b:Zusatzfelder>
            </a:Stelle>
            <a:Stelle id="4712">
              <b:Titel/>
              <b:Wochenstunden xsi:nil="true"/>
              <b:Status>unbekannt</b:Status>
              <b:Gehalt><b:von xsi:nil="1"></b:von></b:Gehalt>
              <b:VeroeffentlichtAm xsi:nil="true"></b:VeroeffentlichtAm>
            </a:Stelle>
            <a:Stelle id="4713">
              <b:Status>besetzt</b:Status>
              <b:Titel>Andere Reihenfolge</b:Titel>
              <b:Neu><b:Unbekannt>1</b:Unbekannt></b:Neu>
              <x:Titel xmlns:x="urn:someone-else">Anderer Namensraum</x:Titel>
            </a:Stelle>
          </a:Stellen>
        </a:HoleStellenAntwort>
        """;

    /// <summary>Candidates: two telephone elements, one, none; names that are nil.</summary>
    public const string Candidates = """
        <HoleBewerberAntwort xmlns="https://www.coveto.de/soap/v2" xmlns:t="urn:coveto:typen:2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <Bewerber id="1">
            <t:Anrede>Frau</t:Anrede><t:Vorname>Ada</t:Vorname><t:Nachname>Lovelace</t:Nachname>
            <t:Telefon>0221 1</t:Telefon><t:Mobil>0171 1</t:Mobil><t:Email>ada@example.com</t:Email><t:EmailZweit/>
            <t:Anschrift><t:land>Österreich</t:land></t:Anschrift>
            <t:Zusatzfelder><t:Feld name="schuhe">38</t:Feld></t:Zusatzfelder>
          </Bewerber>
          <Bewerber id="2"><t:Vorname xsi:nil="true"/><t:Nachname>Babbage</t:Nachname><t:Mobil>0171 2</t:Mobil></Bewerber>
          <WeitereVorhanden>1</WeitereVorhanden>
        </HoleBewerberAntwort>
        """;

    /// <summary>Applications: attributes as foreign keys, a cursor.</summary>
    public const string Applications = """
        <HoleBewerbungenAntwort xmlns="https://www.coveto.de/soap/v2" xmlns:t="urn:coveto:typen:2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <Bewerbung id="9" stelle="4711" bewerber="1"><t:ErstelltAm>2026-03-29T02:30:00</t:ErstelltAm><t:Status>abgesagt</t:Status><t:AbgesagtAm>2026-04-01T10:00:00</t:AbgesagtAm></Bewerbung>
          <Fortsetzung> weiter== </Fortsetzung>
        </HoleBewerbungenAntwort>
        """;

    /// <summary>Questions: all kinds, conditions by option and by yes or no.</summary>
    public const string Questions = """
        <s:HoleFragenAntwort xmlns:s="https://www.coveto.de/soap/v2" xmlns="urn:coveto:typen:2">
          <s:Eintrag><Frage id="101"><Text>Führerschein?</Text><Typ>janein</Typ></Frage><Pflicht>true</Pflicht><Reihenfolge>1</Reihenfolge></s:Eintrag>
          <s:Eintrag>
            <Frage id="102"><Text>Welche Klasse?</Text><Typ>auswahl</Typ><Optionen><Option id="1">B</Option><Option id="2">C</Option></Optionen></Frage>
            <Pflicht>0</Pflicht><Reihenfolge>2</Reihenfolge><Bedingung frage="101"><JaNein>true</JaNein></Bedingung>
          </s:Eintrag>
          <s:Eintrag>
            <Frage id="103"><Text>Seit?</Text><Typ>zahl</Typ><Min>0</Min><Max>1.000,5</Max></Frage>
            <Pflicht>false</Pflicht><Bedingung frage="102"><Option>1</Option><Option>2</Option></Bedingung>
          </s:Eintrag>
          <s:Eintrag><Frage id="104"><Text>?</Text><Typ>neuartig</Typ></Frage><Pflicht>false</Pflicht></s:Eintrag>
        </s:HoleFragenAntwort>
        """;

    /// <summary>Each with the model whose source it answers.</summary>
    public static readonly (string Model, string Xml)[] All = [("jobs", Jobs), ("candidates", Candidates), ("applications", Applications), ("job_screening_questions", Questions)];
}
