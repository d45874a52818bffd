using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Access;

/// <summary>Places in a SOAP header.</summary>
internal static class SoapPlaces
{
    /// <summary>Whether requests of an operation have a place: a header element only where the contract says so.</summary>
    public static bool Applies(Place place, ContractOperation operation) =>
        place.Kind != PlaceKind.SoapHeader || operation.Soap?.Headers.Any(h => h.Name == place.Name.Split('.')[0]) == true;
}
