using System.Collections.Immutable;
using System.Xml;

namespace Connectors.Runtime.Soap;

/// <summary>Writes an element of a request with the values that are placed in it.</summary>
/// <exception cref="FormatException">A value has not the form the contract gives it; the message names its path and not the value.</exception>
/// <exception cref="ArgumentException">A text has characters that no XML can hold.</exception>
public delegate void WriteElement(XmlWriter writer, ElementValues values);

/// <summary>How a request is written as a SOAP envelope.</summary>
/// <param name="Version">11 or 12.</param>
/// <param name="Action">The SOAPAction of 1.1, the action parameter of 1.2; empty for none.</param>
/// <param name="Input">Writes the element in the Body.</param>
/// <param name="Headers">Write the elements in the Header.</param>
public sealed record SoapPlan(int Version, string Action, WriteElement Input, ImmutableArray<WriteElement> Headers);
