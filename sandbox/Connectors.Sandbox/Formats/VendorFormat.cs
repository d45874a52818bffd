using Connectors.Sandbox.Serving;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Formats;

/// <summary>What the bodies of an api are written in, where the sandbox, which thinks in plain JSON, must translate.</summary>
internal abstract class VendorFormat
{
    /// <summary>The media type of replies.</summary>
    public abstract string ContentType { get; }

    /// <summary>The format of an api; null where it is plain JSON, or SOAP.</summary>
    /// <param name="api">The api.</param>
    /// <param name="contract">The contract as the vendor wrote it.</param>
    /// <param name="seen">The contract as paths see it.</param>
    public static VendorFormat? Of(ApiSpec api, Contract contract, Contract seen) => api.Format.Kind switch
    {
        _ when api.Soap != 0 => null,
        FormatKind.JsonApi => new JsonApiForm(contract),
        FormatKind.JsonLines => new JsonLinesForm(),
        FormatKind.Csv => new CsvForm(contract, api.Format.Separator),
        FormatKind.Xml => new XmlBodyForm(seen),
        _ => null,
    };

    /// <summary>Writes a successful reply as the vendor does.</summary>
    /// <param name="operation">The operation as the vendor describes it.</param>
    /// <param name="http">The request.</param>
    /// <param name="json">The reply in plain JSON.</param>
    public abstract ReadOnlyMemory<byte> Write(ContractOperation operation, HttpRequest http, ReadOnlyMemory<byte> json);

    /// <summary>Writes a reply that says no as the vendor does; null where that is plain JSON.</summary>
    /// <param name="operation">The operation as the vendor describes it.</param>
    /// <param name="status">The status.</param>
    /// <param name="json">The reply in plain JSON.</param>
    public virtual ReadOnlyMemory<byte>? WriteRefusal(ContractOperation operation, int status, ReadOnlyMemory<byte> json) => null;

    /// <summary>The media type of a successful reply to an operation.</summary>
    public virtual string ContentTypeOf(ContractOperation operation) => ContentType;

    /// <summary>Makes plain JSON of what a request has in its body.</summary>
    /// <param name="operation">The operation as the vendor describes it.</param>
    /// <param name="http">The request.</param>
    public abstract Task<ReadBody> ReadAsync(ContractOperation operation, HttpRequest http);
}
