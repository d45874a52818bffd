namespace Connectors.Runtime.Files;

/// <summary>A file cannot be sent; the message says why in words that go into an error, without the file's name, which may be personal.</summary>
internal sealed class UnreadableFileException(string message, Exception? cause = null) : Exception(message, cause);
