using System.Text.Json.Nodes;

namespace Connectors.Runtime.Formats;

/// <summary>How a vendor writes what mappers read as plain JSON, and what a spec sends as plain JSON.</summary>
public abstract class BodyFormat
{
    private protected BodyFormat()
    {
    }

    /// <summary>The media type that is asked for.</summary>
    internal abstract string Accepts { get; }

    /// <summary>The media type of bodies that are sent.</summary>
    internal virtual string Sends => "application/json";

    /// <summary>Whether a body without anything in it is one, and not the lack of one.</summary>
    internal virtual bool MayBeEmpty => false;

    /// <summary>Makes plain JSON of the body of a successful reply. Total: what cannot be read is said in the result and nothing is thrown.</summary>
    /// <param name="body">The body, UTF-8.</param>
    /// <param name="deepest">How deep JSON may nest.</param>
    internal abstract PlainBody Read(ReadOnlyMemory<byte> body, int deepest);

    /// <summary>Makes the body that is sent of what a spec says.</summary>
    /// <param name="plain">The members; they may be moved.</param>
    internal virtual JsonObject Write(JsonObject plain) => plain;
}
