using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Requests;

/// <summary>How a request and its replies are written in XML without an envelope.</summary>
/// <param name="Root">The element of a successful reply; null where that is no XML.</param>
/// <param name="Input">Writes the element that is sent; null where the body is none, or no XML.</param>
/// <param name="Sends">The media type of what is sent.</param>
/// <param name="Accepts">The media type that is asked for.</param>
public sealed record XmlPlan(XmlName? Root, WriteElement? Input, string Sends, string Accepts);

/// <summary>The name of an element.</summary>
/// <param name="Local">The local name.</param>
/// <param name="Namespace">The namespace; empty for none.</param>
public sealed record XmlName(string Local, string Namespace = "");
