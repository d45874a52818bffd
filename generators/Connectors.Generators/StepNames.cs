namespace Connectors.Generators;

/// <summary>Names of the pipeline's steps, under which a driver that tracks them reports why each ran.</summary>
public static class StepNames
{
    /// <summary>Additional files that say they are a spec, a contract or a vocabulary.</summary>
    public const string Find = "Connectors.Find";

    /// <summary>Vocabularies, parsed.</summary>
    public const string Vocabulary = "Connectors.Vocabulary";

    /// <summary>Each spec together with its own contract and vocabulary, and nothing else.</summary>
    public const string Pick = "Connectors.Pick";

    /// <summary>Specs, compiled: models and diagnostics.</summary>
    public const string Parse = "Connectors.Parse";

    /// <summary>The bound models alone, without positions: what source is made of.</summary>
    public const string Spec = "Connectors.Spec";

    /// <summary>The source of each connector.</summary>
    public const string Emit = "Connectors.Emit";

    /// <summary>The source of the unified models.</summary>
    public const string EmitModels = "Connectors.EmitModels";

    /// <summary>The source of the registry of connectors.</summary>
    public const string EmitRegistry = "Connectors.EmitRegistry";

    /// <summary>The diagnostics of each spec.</summary>
    public const string Diagnose = "Connectors.Diagnose";

    /// <summary>The diagnostics of each vocabulary.</summary>
    public const string DiagnoseVocabulary = "Connectors.DiagnoseVocabulary";
}
