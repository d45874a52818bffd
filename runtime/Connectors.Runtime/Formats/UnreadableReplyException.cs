namespace Connectors.Runtime.Formats;

/// <summary>A reply cannot be taken in; the client makes a <see cref="Errors.ConnectorException"/> of it that names the endpoint.</summary>
internal sealed class UnreadableReplyException(string met) : Exception(met);
