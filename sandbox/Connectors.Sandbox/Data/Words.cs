using System.Text;
using System.Text.Encodings.Web;

namespace Connectors.Sandbox.Data;

/// <summary>The word lists, as UTF-8 that needs no more escaping. Lists by language are in the order of <see cref="Languages"/>.</summary>
internal static class Words
{
    /// <summary>The languages texts are written in; any other is written as the first.</summary>
    public static readonly string[] Languages = ["en", "fi", "sv", "de"];

    public static readonly byte[][] FirstNames = List("Aino|Eero|Väinö|Maija|Jörg|Anneli|Søren|Zoë|François|Mary Ann|Pekka|Björn|Åsa|Lena|Oliver|Amélie|Nikola|Ingrid|Juhani|Sofia|Mateusz|Elif|Ronan|Ana María|Noor|Tuula|Henrik|Saga|Emil|Yuki");

    public static readonly byte[][] FirstNamesPlain = List("aino|eero|vaino|maija|joerg|anneli|soren|zoe|francois|maryann|pekka|bjorn|asa|lena|oliver|amelie|nikola|ingrid|juhani|sofia|mateusz|elif|ronan|anamaria|noor|tuula|henrik|saga|emil|yuki");

    public static readonly byte[][] LastNames = List("Virtanen|Mäkelä|Lindström|O'Brien|von der Heide|Öberg|Smith-Jones|García Pérez|Nieminen|Schäfer|Åkerman|Kowalska|Jensen|Lefèvre|Yılmaz|Hämäläinen|Berg|Novák|Tanaka|Strand|Koskinen|Wójcik|de Vries|Papadopoulos|Salo|Ek");

    public static readonly byte[][] LastNamesPlain = List("virtanen|makela|lindstrom|obrien|vonderheide|oberg|smith-jones|garciaperez|nieminen|schaefer|akerman|kowalska|jensen|lefevre|yilmaz|hamalainen|berg|novak|tanaka|strand|koskinen|wojcik|devries|papadopoulos|salo|ek");

    public static readonly byte[][] Cities = List("Helsinki|Tampere|Jyväskylä|Göteborg|Malmö|Köln|Berlin|Aarhus|Łódź|Zürich|Oulu|Turku|Espoo|Paris|Dublin|Hämeenlinna|Uppsala|Graz");

    public static readonly byte[][] Streets = List("Mannerheimintie|Hämeenkatu|Storgatan|Lindenstraße|Rue de l'Église|Kirkkokatu|Main Street|Bahnhofstraße|Puistotie|Drottninggatan");

    public static readonly byte[][] States = List("Uusimaa|Pirkanmaa|Skåne län|Bayern|Nordrhein-Westfalen|Île-de-France");

    /// <summary>Countries as vendors write them: in several languages, and as codes.</summary>
    public static readonly byte[][] Countries = List("Suomi|Finland|FI|Sverige|Sweden|Ruotsi|Deutschland|Germany|Saksa|DE|Österreich|Norway|Norge|EE|Estonia|Viro|France|Polska|Denmark|Utopia");

    public static readonly byte[][] Companies = List("Northlight Oy|Brücke GmbH|Aurora Care AB|Pine & Partners|Fjord Logistics|Kallio Foods|Stern Maschinenbau|Harbour Software");

    public static readonly byte[][] Departments = List("Care|Production|Sales|Software|Logistics|Finance|Customer service|Maintenance");

    public static readonly byte[][] Tags = List("referral|speaks Finnish|night shift|senior|student|silver medallist|relocates|driver");

    public static readonly byte[][] Reasons = List("Position filled|Missing licence|No reply|Salary|Chose another offer|Language");

    public static readonly byte[][] MimeTypes = List("application/pdf|image/png|image/jpeg|application/msword|text/plain");

    public static readonly byte[][] PhoneTypes = List("mobile|home|work|fax");

    public static readonly byte[][] Currencies = List("EUR|SEK|CHF|PLN");

    public static readonly byte[][] CustomKeys = List("shift_work|cost_centre|driving_licence|start_bonus|languages|remote_days|union_agreement|safety_card");

    public static readonly byte[][] Plain = List("alpha|birch|cedar|delta|ember|fjord|grove|harbour|island|juniper|kelp|lantern|meadow|north|orchard|pine");

    public static readonly byte[][][] CustomLabels =
    [
        List("Shift work|Cost centre|Driving licence|Start bonus|Languages|Remote days|Collective agreement|Safety card"),
        List("Vuorotyö|Kustannuspaikka|Ajokortti|Aloitusbonus|Kielet|Etäpäivät|Työehtosopimus|Työturvallisuuskortti"),
        List("Skiftarbete|Kostnadsställe|Körkort|Startbonus|Språk|Distansdagar|Kollektivavtal|Säkerhetskort"),
        List("Schichtarbeit|Kostenstelle|Führerschein|Antrittsprämie|Sprachen|Tage im Homeoffice|Tarifvertrag|Sicherheitsschein"),
    ];

    public static readonly byte[][][] JobTitles =
    [
        List("Registered nurse|Forklift driver|Software developer|Sales assistant|Chef de partie|Accountant|Welder|Customer service agent|Early childhood teacher|Head of logistics|Electrician|Data analyst"),
        List("Sairaanhoitaja|Trukinkuljettaja|Ohjelmistokehittäjä|Myyjä|Kokki|Kirjanpitäjä|Hitsaaja|Asiakaspalvelija|Varhaiskasvatuksen opettaja|Logistiikkapäällikkö|Sähköasentaja|Data-analyytikko"),
        List("Sjuksköterska|Truckförare|Programmerare|Säljare|Kock|Redovisningsekonom|Svetsare|Kundtjänstmedarbetare|Lärare inom småbarnspedagogik|Logistikchef|Elektriker|Dataanalytiker"),
        List("Pflegefachkraft (m/w/d)|Staplerfahrer (m/w/d)|Softwareentwickler (m/w/d)|Verkäufer (m/w/d)|Koch (m/w/d)|Buchhalter (m/w/d)|Schweißer (m/w/d)|Kundenberater (m/w/d)|Erzieher (m/w/d)|Leiter Logistik (m/w/d)|Elektriker (m/w/d)|Datenanalyst (m/w/d)"),
    ];

    public static readonly byte[][][] StageNames =
    [
        List("Received|Screening|Phone call|Interview|Second interview|Reference check|Offer|Hired|On hold|Talent pool"),
        List("Vastaanotettu|Esikarsinta|Puhelu|Haastattelu|Toinen haastattelu|Suositukset|Tarjous|Palkattu|Odottaa|Osaajapooli"),
        List("Mottagen|Urval|Samtal|Intervju|Andra intervju|Referenser|Erbjudande|Anställd|Väntar|Talangpool"),
        List("Eingegangen|Vorauswahl|Telefonat|Gespräch|Zweites Gespräch|Referenzen|Angebot|Eingestellt|Wartet|Talentpool"),
    ];

    public static readonly byte[][][] Questions =
    [
        List("Do you hold a driving licence?|Why would you like to work with us?|How many years of experience do you have?|Which shift suits you best?|When could you start?|Please add your certificate|Have you worked here before?|What is your salary wish?|Where did you hear of us?|Do you have a hygiene passport?|Which of these suits you?|We answer every application within two weeks."),
        List("Onko sinulla ajokortti?|Miksi haluaisit meille töihin?|Kuinka monta vuotta kokemusta sinulla on?|Mikä vuoro sopii parhaiten?|Milloin voisit aloittaa?|Liitä todistuksesi|Oletko työskennellyt täällä aiemmin?|Mikä on palkkatoiveesi?|Mistä kuulit meistä?|Onko sinulla hygieniapassi?|Mikä näistä sopii sinulle?|Vastaamme jokaiseen hakemukseen kahdessa viikossa."),
        List("Har du körkort?|Varför vill du arbeta hos oss?|Hur många års erfarenhet har du?|Vilket skift passar dig bäst?|När kan du börja?|Bifoga ditt betyg|Har du arbetat här förut?|Vilket är ditt löneanspråk?|Var hörde du om oss?|Har du hygienpass?|Vilket av dessa passar dig?|Vi svarar på alla ansökningar inom två veckor."),
        List("Haben Sie einen Führerschein?|Warum möchten Sie bei uns arbeiten?|Wie viele Jahre Erfahrung haben Sie?|Welche Schicht passt Ihnen am besten?|Wann können Sie beginnen?|Bitte fügen Sie Ihr Zeugnis bei|Haben Sie schon bei uns gearbeitet?|Was ist Ihr Gehaltswunsch?|Wie haben Sie von uns erfahren?|Haben Sie ein Gesundheitszeugnis?|Was davon passt zu Ihnen?|Wir beantworten jede Bewerbung innerhalb von zwei Wochen."),
    ];

    public static readonly byte[][][] Options =
    [
        List("Morning|Evening|Night|Weekend|Any|None of these"),
        List("Aamu|Ilta|Yö|Viikonloppu|Mikä tahansa|Ei mikään näistä"),
        List("Morgon|Kväll|Natt|Helg|Vilket som helst|Inget av dessa"),
        List("Früh|Spät|Nacht|Wochenende|Egal|Keine davon"),
    ];

    public static readonly byte[][][] Sentences =
    [
        List("We are looking for a colleague who likes to take things into their own hands.|You will work in a team of twelve & learn from the best.|Our house is ten minutes from the station.|You bring experience, patience and a sense of humour.|We pay above the agreement, from the first day.|Training is paid – always.|The position is permanent and can be filled at once.|Say \"hello\" to us at the spring fair!"),
        List("Etsimme työkaveria, joka tarttuu toimeen.|Työskentelet kahdentoista hengen tiimissä ja opit parhailta.|Toimipisteemme on kymmenen minuutin päässä asemalta.|Sinulla on kokemusta, kärsivällisyyttä ja huumorintajua.|Maksamme yli työehtosopimuksen ensimmäisestä päivästä alkaen.|Koulutus on aina palkallista – totta kai.|Paikka on vakituinen ja täytetään heti.|Tule moikkaamaan meitä kevätmessuille!"),
        List("Vi söker en kollega som gärna tar tag i saker.|Du arbetar i ett team på tolv och lär dig av de bästa.|Vårt hus ligger tio minuter från stationen.|Du har erfarenhet, tålamod och humor.|Vi betalar över avtalet från första dagen.|Utbildningen är alltid betald.|Tjänsten är fast och tillsätts genast.|Kom och säg hej på vårmässan!"),
        List("Wir suchen jemanden, der gern anpackt.|Du arbeitest in einem Team von zwölf Leuten und lernst von den Besten.|Unser Haus liegt zehn Minuten vom Bahnhof.|Du bringst Erfahrung, Geduld und Humor mit.|Wir zahlen über Tarif, vom ersten Tag an.|Fortbildung ist immer bezahlt.|Die Stelle ist unbefristet und sofort zu besetzen.|Besuch uns auf der Frühjahrsmesse!"),
    ];

    /// <summary>A list written with bars between its items.</summary>
    public static byte[][] List(string items) => [.. items.Split('|').Select(Escape)];

    /// <summary>A text as it stands between the quotes of a JSON string.</summary>
    public static byte[] Escape(string text) => Encoding.UTF8.GetBytes(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text));

    /// <summary>The list's place for a language tag; the first for one that has no list.</summary>
    public static int Language(string tag) => Math.Max(0, Array.FindIndex(Languages, l => tag.StartsWith(l, StringComparison.OrdinalIgnoreCase)));
}
