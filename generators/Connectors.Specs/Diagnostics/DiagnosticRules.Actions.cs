namespace Connectors.Specs.Diagnostics;

public static partial class DiagnosticRules
{
    /// <summary>An action the vocabulary lacks.</summary>
    public static readonly DiagnosticRule UnknownAction = Error("CONN2021", "Unknown action",
        "Actions are named as in the unified vocabulary.");

    /// <summary>An input the vocabulary lacks.</summary>
    public static readonly DiagnosticRule UnknownInput = Error("CONN2022", "Unknown input",
        "The rows under inputs are those of the unified vocabulary, written as dotted paths; rows that come in a list stand under the list's name, with each.");

    /// <summary>A step the action lacks.</summary>
    public static readonly DiagnosticRule UnknownStep = Error("CONN2023", "Unknown step",
        "Inputs and placeholders name a step of the same action first: step.path, {steps.STEP.NAME}. Without a step the value would go nowhere.");

    /// <summary>A value that a step does not take.</summary>
    public static readonly DiagnosticRule UntakenValue = Error("CONN2024", "A step does not take the value",
        "What later steps use must be taken out of the reply, under that name; and whatever way a step ends well, by its own reply, by a record that was found or by a rule, the same names are taken.");

    /// <summary>A value that is taken and not used.</summary>
    public static readonly DiagnosticRule UnusedValue = Warning("CONN2025", "What is taken is not used",
        "What a step takes is used by no other step, and is no text field of the record that the step makes; or what an entry of 'auth' takes is neither sent nor named. Use it or remove it.", isOfTheWhole: true);

    /// <summary>Steps that wait for one another.</summary>
    public static readonly DiagnosticRule StepCircle = Error("CONN2026", "Steps wait for one another",
        "A step is sent after those whose values it uses, so that some step must use none of the others'. Take the value from somewhere else.");

    /// <summary>A step that makes a record without its id.</summary>
    public static readonly DiagnosticRule CreatesWithoutId = Error("CONN2027", "A record is made without its id",
        "A step with creates takes remote_id, the vendor's id of the record, so that it is known again when it is read.");

    /// <summary>Records an action makes, or does not.</summary>
    public static readonly DiagnosticRule ActionOutcome = Error("CONN2028", "The action makes other records",
        "The vocabulary says which records come of an action, and with which it answers. Say creates with one of them, at the step whose request makes it.");

    /// <summary>A place that is filled twice.</summary>
    public static readonly DiagnosticRule PlaceTwice = Error("CONN2029", "A place is filled twice",
        "Every place of a request takes one value. Only inputs of which exactly one is given, and answers of different formats, may share a place.");

    /// <summary>Actions that are not the same.</summary>
    public static readonly DiagnosticRule SameAs = Error("CONN2030", "The actions are not the same",
        "same_as names an action of the same spec that has steps of its own, and whose covered inputs the other action has too.");

    /// <summary>Unified values without a translation.</summary>
    public static readonly DiagnosticRule UnmappedValues = Error("CONN2031", "Unified values are not translated",
        "A map names every value that the vocabulary has, or leaves those that the vendor has nothing for to refuse. Without a map the vendor must call them all by the same names.");

    /// <summary>A feature without what it stands on.</summary>
    public static readonly DiagnosticRule IdleFeature = Error("CONN2032", "The feature cannot work",
        "A feature is listed when it works, and this one needs something that the spec does not have; the message names it.", isOfTheWhole: true);
}
