namespace Connectors.Specs.Diagnostics;

public static partial class DiagnosticRules
{
    /// <summary>The slug is not the file's name.</summary>
    public static readonly DiagnosticRule SlugMismatch = Error("CONN2001", "Slug and file name differ",
        "A connector is found by the name of its file. Rename the file, or write its name under 'connector'.");

    /// <summary>A category without a vocabulary.</summary>
    public static readonly DiagnosticRule UnknownCategory = Error("CONN2002", "Unknown category",
        "The category names the vocabulary a spec is written against.");

    /// <summary>A model the vocabulary lacks.</summary>
    public static readonly DiagnosticRule UnknownModel = Error("CONN2003", "Unknown model",
        "Models are named as in the unified vocabulary, and a read that leans on another model needs that model in the same spec.");

    /// <summary>A field or member the vocabulary lacks.</summary>
    public static readonly DiagnosticRule UnknownField = Error("CONN2004", "Unknown unified field",
        "Fields and members are named as in the unified vocabulary. What the vendor has beyond it belongs to integration_fields.");

    /// <summary>A field that the store gives.</summary>
    public static readonly DiagnosticRule BaseField = Error("CONN2005", "The field is not a spec's to map",
        "Every record has this row; the store gives its value. Remove the line.");

    /// <summary>A field that must be mapped is not.</summary>
    public static readonly DiagnosticRule RequiredField = Error("CONN2006", "A required field is not mapped",
        "Without it records cannot be told apart, or list items have no meaning. Map it.");

    /// <summary>A text that is no value of the unified type.</summary>
    public static readonly DiagnosticRule UnifiedValue = Error("CONN2007", "Not a value of the unified type",
        "The text must be a value of the enumeration, or a number, flag or time where the unified field is one.");

    /// <summary>A construct that cannot make a value of the unified type.</summary>
    public static readonly DiagnosticRule WrongConstruct = Error("CONN2008", "The construct does not fit the unified type",
        "Lists are made with 'each', 'list' or the path of a list, objects with a mapping of members, unions with 'switch' or 'one_of', references with the path of the vendor's id, everything else with a path or a construct for single values.");

    /// <summary>A union has no such case.</summary>
    public static readonly DiagnosticRule UnknownCase = Error("CONN2009", "Unknown case of a union",
        "Cases are named as in the unified vocabulary.");

    /// <summary>A feature the vocabulary lacks.</summary>
    public static readonly DiagnosticRule UnknownFeature = Error("CONN2010", "Unknown feature",
        "Features are named as in the unified vocabulary.");

    /// <summary>A coverage exception that says nothing or contradicts the spec.</summary>
    public static readonly DiagnosticRule CoverageException = Error("CONN2011", "A coverage exception does not hold",
        "Under not_implemented and unsupported stand models and actions of the vocabulary with rows that the spec does not map.");

    /// <summary>A placeholder that names nothing.</summary>
    public static readonly DiagnosticRule UnknownPlaceholder = Error("CONN2012", "Unknown placeholder",
        "Placeholders are connection fields ({connection.NAME}), the parent's id in reads with for_each ({parent.remote_id}), the record's id in lookups ({record.remote_id}), and in paths the name that a 'path:' place fills.");

    /// <summary>A connection field nobody uses.</summary>
    public static readonly DiagnosticRule UnusedConnectionField = Warning("CONN2013", "A connection field is not used",
        "A customer would fill in something that has no effect. Use the field or remove it.", isOfTheWhole: true);

    /// <summary>Reads that wait for one another.</summary>
    public static readonly DiagnosticRule ReadCircle = Error("CONN2014", "Reads lean on one another in a circle",
        "A read with for_each, with or within needs the other model's records first; following these words must end at a plain list.");

    /// <summary>The parent is asked for where there is none.</summary>
    public static readonly DiagnosticRule NoParent = Error("CONN2015", "There is no parent here",
        "Only reads with for_each or within have a parent, and its one value is parent.remote_id. A reference filled with it must be to the parent's model.");

    /// <summary>An api the transport lacks.</summary>
    public static readonly DiagnosticRule UnknownApi = Error("CONN2016", "Unknown api",
        "Before ':' in a path, and under 'passthrough', stands a name from transport.apis; 'rest' and 'soap' of the transport itself are the api 'main'.");

    /// <summary>An option that has no effect here.</summary>
    public static readonly DiagnosticRule IdleOption = Error("CONN2017", "The key has no meaning here",
        "The key only works together with another; the message names it. Add that one or remove this.");

    /// <summary>An option that must be given.</summary>
    public static readonly DiagnosticRule MissingOption = Error("CONN2018", "A detail is missing",
        "The construct needs one more key to have a meaning; the message names it.");

    /// <summary>A connection field that contradicts itself.</summary>
    public static readonly DiagnosticRule ConnectionFieldFault = Error("CONN2019", "A connection field contradicts itself",
        "Default and example must be among the options and match the pattern, all options of a table have the same parts, a secret has no default, and the request for a list to choose from does without the choice.");

    /// <summary>A connection field that could choose the host.</summary>
    public static readonly DiagnosticRule HostFieldFault = Error("CONN2020", "A connection field could lead to another host",
        "Credentials are sent to the address of transport. A slash or another sign with a meaning in addresses, typed into a field that stands in its host, would send them to somebody else. Give the field options, or a pattern that lets only the characters of host names pass, such as ^[a-z0-9-]{1,63}$.");

    /// <summary>A log-in that needs what it is the way to.</summary>
    public static readonly DiagnosticRule SessionCircle = Error("CONN2033", "A log-in leans on itself",
        "Entries of 'auth' apply in their order, and each may use what those before it took. An address that an entry tells can be asked only by later ones, and an api with entries of its own is asked by none but them.");

    /// <summary>The contract is not there or cannot be read.</summary>
    public static readonly DiagnosticRule NoContract = Error("CONN3000", "The contract is not there",
        "Every path and parameter is checked against the vendor's contract. Put the OpenAPI document or WSDL where transport.contract says, and see that the project lists it as an additional file.");

    /// <summary>A request the contract lacks.</summary>
    public static readonly DiagnosticRule UnknownOperation = Error("CONN3001", "The contract has no such request",
        "Method and path must be those of an operation in the contract; placeholders may have other names. A SOAP operation is called by its name, in a version of SOAP that the contract offers it in.");

    /// <summary>A path the contract lacks.</summary>
    public static readonly DiagnosticRule UnknownPath = Error("CONN3002", "The contract has nothing at the path",
        "Every path is followed through the contract's schemas. The message says at which step it ends.");

    /// <summary>Types that do not fit.</summary>
    public static readonly DiagnosticRule TypeMismatch = Error("CONN3003", "The types do not fit",
        "The contract gives the value a type that does not become the unified type by itself. Say how with 'as:', 'times:' or 'map:', or take another path.");

    /// <summary>Vendor values without a translation.</summary>
    public static readonly DiagnosticRule MissingValues = Error("CONN3004", "Vendor values are not covered",
        "A map or switch names every value that the contract lists, or has 'otherwise'.");

    /// <summary>A vendor value the contract lacks.</summary>
    public static readonly DiagnosticRule UnknownVendorValue = Error("CONN3005", "The contract has no such value",
        "The contract lists the values that can stand there, and this is none of them.");

    /// <summary>A parameter or body member the contract lacks.</summary>
    public static readonly DiagnosticRule UnknownParameter = Error("CONN3006", "The contract has no such parameter",
        "What is sent must be a parameter, or a member of the body, of the operation in the contract.");

    /// <summary>A required parameter is not sent.</summary>
    public static readonly DiagnosticRule MissingParameter = Error("CONN3007", "A required parameter is not sent",
        "The contract demands it. Send it under query, headers or body, or as a marker of page or since.");

    /// <summary>A parameter with a value the contract does not allow.</summary>
    public static readonly DiagnosticRule ParameterValue = Error("CONN3008", "The parameter does not take the value",
        "The contract limits what the parameter takes: its type, its values, its smallest and largest number.");

    /// <summary>A status the contract lacks.</summary>
    public static readonly DiagnosticRule UndeclaredStatus = Error("CONN3009", "The contract has no such status",
        "Rules speak of replies that the contract declares, by their status or as 'default'.");

    /// <summary>A header the contract lacks.</summary>
    public static readonly DiagnosticRule UndeclaredHeader = Warning("CONN3010", "The contract does not mention the header",
        "Vendors often leave headers out of their contracts. Check the spelling against the vendor's pages; if it is right, add the header to the contract.");

    /// <summary>A table the spec lacks.</summary>
    public static readonly DiagnosticRule UnknownTable = Error("CONN2041", "Unknown table",
        "A value is looked up in a table that the spec declares under 'tables', at its top.");

    /// <summary>A table nobody looks anything up in.</summary>
    public static readonly DiagnosticRule UnusedTable = Warning("CONN2042", "A table is not used",
        "No value is looked up in the table, so that it is never read. Use it or remove it.", isOfTheWhole: true);

    /// <summary>A list where one value is wanted, or the other way round.</summary>
    public static readonly DiagnosticRule ListMismatch = Error("CONN3011", "A list, or not a list",
        "Where one value is wanted, take an item of the list with [0] or [key=value]; where a list is wanted, take the path of a list, or write 'list: [...]'.");

    /// <summary>The contract does not say how a body stands in XML.</summary>
    public static readonly DiagnosticRule UnclearXml = Error("CONN3013", "The contract does not tell the XML",
        "With format: xml the elements of a body are those that its schema and the xml notes in it describe. The element around everything needs a name, names must be such as XML has, a prefix needs a namespace, and only a single value can be an attribute or a text. Mend the note in the contract that the message names.");

    /// <summary>Two alternatives of a choice are sent.</summary>
    public static readonly DiagnosticRule ChoiceConflict = Error("CONN3012", "Alternatives exclude each other",
        "The contract has a choice (xs:choice) there, of which a request holds one alternative. Send only the one that is meant.");
}
