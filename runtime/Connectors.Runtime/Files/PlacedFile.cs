namespace Connectors.Runtime.Files;

/// <summary>A file in the text of a body.</summary>
/// <param name="At">How many bytes of the text stand before it.</param>
/// <param name="File">The file.</param>
/// <param name="IsText">Whether it is written as Base64; as it is otherwise.</param>
internal readonly record struct PlacedFile(long At, FileContent File, bool IsText = true);
