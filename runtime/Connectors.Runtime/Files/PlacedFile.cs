namespace Connectors.Runtime.Files;

/// <summary>A file in the text of a body.</summary>
/// <param name="At">How many bytes of the text stand before it.</param>
/// <param name="File">The file.</param>
/// <param name="Form">How it is written there.</param>
internal readonly record struct PlacedFile(long At, FileContent File, FileForm Form = FileForm.Base64);

/// <summary>How a file is written in the text of a body.</summary>
internal enum FileForm
{
    /// <summary>As Base64.</summary>
    Base64,

    /// <summary>As Base64 whose signs that mean something else in a form are escaped with a percent sign.</summary>
    EscapedBase64,

    /// <summary>As it is.</summary>
    AsItIs,
}
