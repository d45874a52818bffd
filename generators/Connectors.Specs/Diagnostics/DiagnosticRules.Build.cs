namespace Connectors.Specs.Diagnostics;

public static partial class DiagnosticRules
{
    /// <summary>Two specs of a build have the same name.</summary>
    public static readonly DiagnosticRule ConnectorTwice = Error("CONN0101", "Two specs have the same name",
        "The file name of a spec is the connector's slug, and a project can compile one connector of a name. Rename one of the files, or leave it out of the build.");

    /// <summary>The compiler itself failed.</summary>
    public static readonly DiagnosticRule CompilerFault = Error("CONN0102", "The compiler failed",
        "This is a mistake of the compiler, not of the spec. The message names the fault; please report it together with the spec. Taking back the last edit usually helps meanwhile.");
}
