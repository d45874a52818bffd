using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Connectors.Generators;

/// <summary>An additional file that takes part in making connectors.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Source">Its path and text.</param>
internal sealed record ConnectorFile(ConnectorFileRole Role, Specs.SourceText Source)
{
    /// <summary>The metadata in which a file says what it is.</summary>
    public const string Metadata = "build_metadata.AdditionalFiles.ConnectorFile";

    /// <summary>The path in the form in which two names of one file are equal.</summary>
    public string NormalPath { get; } = SpecHeader.Normal(Source.Path);

    /// <summary>The file, or null when it says nothing or cannot be read.</summary>
    public static ConnectorFile? Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken) =>
        options.GetOptions(file).TryGetValue(Metadata, out var metadata) && Parse(metadata) is { } role && file.GetText(cancellationToken) is { } text
            ? new ConnectorFile(role, new Specs.SourceText(file.Path, text.ToString()))
            : null;

    private static ConnectorFileRole? Parse(string metadata) => metadata switch
    {
        "spec" => ConnectorFileRole.Spec,
        "contract" => ConnectorFileRole.Contract,
        "vocabulary" => ConnectorFileRole.Vocabulary,
        _ => null,
    };
}

/// <summary>What a file is to a connector.</summary>
internal enum ConnectorFileRole
{
    /// <summary>A connector's spec.</summary>
    Spec,

    /// <summary>A vendor's contract.</summary>
    Contract,

    /// <summary>A vocabulary whose unified models are to be written.</summary>
    Vocabulary,
}
