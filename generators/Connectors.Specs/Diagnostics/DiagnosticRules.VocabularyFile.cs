namespace Connectors.Specs.Diagnostics;

public static partial class DiagnosticRules
{
    /// <summary>A part of the vocabulary file is missing, unknown or of the wrong kind.</summary>
    public static readonly DiagnosticRule VocabularyShape = Error("CONN2101", "The vocabulary has another shape",
        "The vocabulary file has a fixed set of keys at every level. Add what is missing, remove or rename what is not known, and use the kind of node (text, list, mapping) that is asked for.");

    /// <summary>A field of the vocabulary has no type, several or an unknown one.</summary>
    public static readonly DiagnosticRule VocabularyFieldType = Error("CONN2102", "A field needs one type",
        "Give each field exactly one of type, enum, object, union, ref, option_of and option_or_boolean_of; type is string, integer, number, boolean, datetime or any, and of inputs also email, phone, country, url, media_type, bytes, file_url, remote_id or answer.");

    /// <summary>A name in the vocabulary stands for nothing.</summary>
    public static readonly DiagnosticRule VocabularyReference = Error("CONN2103", "A name in the vocabulary stands for nothing",
        "Enums, objects, unions and models are used by the name they have in this file; option_of and joins use the name of a field beside them that is a ref. Correct the name or define what it means.");

    /// <summary>A name, id, label or value is used twice in the vocabulary.</summary>
    public static readonly DiagnosticRule VocabularyDuplicate = Error("CONN2104", "A name in the vocabulary is used twice",
        "Names of types, ids and labels must be different from each other, since generated code and tables are found by them. Rename one of the two.");

    /// <summary>A name of the vocabulary that could not be told from a word of the spec language.</summary>
    public static readonly DiagnosticRule VocabularyReservedName = Error("CONN2105", "A name is a word of the spec language",
        "A spec writes members of objects beside words of the language such as from and each, so a member cannot have such a name; value may be one only where the object is always in a list. Rename the member.");

    /// <summary>A name that is not written as names are.</summary>
    public static readonly DiagnosticRule VocabularyName = Error("CONN2106", "A name is not written as names are",
        "Names are lower case with underscores (job_status), inputs and groups dotted paths of such, values of enumerations and cases upper case with underscores, types of models in Pascal case.");

    /// <summary>A join model whose rows have no identity.</summary>
    public static readonly DiagnosticRule VocabularyJoin = Error("CONN2107", "A join needs required references",
        "joins names two or more fields of the model that identify a row; each must be a ref and required.");

    /// <summary>A union whose cases cannot be told apart.</summary>
    public static readonly DiagnosticRule VocabularyUnion = Error("CONN2108", "The cases of a union cannot be told apart",
        "With a discriminator no member may have its name; without one every case needs a member, and no two cases may share one, since the member that is set tells the case.");

    /// <summary>An object that holds itself.</summary>
    public static readonly DiagnosticRule VocabularyCycle = Error("CONN2109", "An object holds itself",
        "Objects and unions hold each other without end. Take one of the members out, or make it a ref to a model.");

    /// <summary>A level above an action's inputs that is not declared, or a declared one without inputs.</summary>
    public static readonly DiagnosticRule VocabularyGroup = Error("CONN2110", "Groups and inputs do not fit",
        "Every level above an input (candidate.location above candidate.location.city) stands once under groups, and every group has inputs. Declare the level, or remove it.");

    /// <summary>What an action is said to leave behind does not fit the models.</summary>
    public static readonly DiagnosticRule VocabularyOutcome = Error("CONN2111", "What comes of an action does not fit",
        "makes names models whose linking fields are refs to other models the action makes, changes a model that one required input is a ref to, and becomes a field of one of these models that has the input's type. Correct the name, or remove it.");

    /// <summary>A choice between inputs that is none.</summary>
    public static readonly DiagnosticRule VocabularyOneOf = Error("CONN2112", "A choice between inputs is none",
        "one_of names the inputs of a group of which exactly one is given: two or more, none of which is required by itself. Give the others the same name, or remove it.");
}
