using Connectors.Sandbox;

namespace Connectors.Soap.Tests;

/// <summary>Coveto's names, and the sandbox as Coveto.</summary>
internal static class CovetoVendor
{
    /// <summary>The namespace of the calls.</summary>
    public const string Calls = "https://www.coveto.de/soap/v2";

    /// <summary>The namespace of the records.</summary>
    public const string Types = "urn:coveto:typen:2";

    public static Task<SandboxServer> StartAsync() => Vendor.StartAsync("coveto", "coveto.wsdl", "coveto.public.openapi.yaml");
}
