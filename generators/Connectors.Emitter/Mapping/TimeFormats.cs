using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>The runtime's <c>TimeFormat</c> for a conversion.</summary>
internal static class TimeFormats
{
    private const string DefaultZone = "UTC";

    /// <summary>The static field that holds it, one for all that write times alike.</summary>
    public static string Field(MapperClass owner, Conversion conversion) =>
        owner.Once(conversion with { Times = 1 }, conversion.Kind == ConversionKind.Date ? (conversion.EndOfDay ? "EndOfDay" : "Date") : "LocalTime",
            name => owner.AddField($"private static readonly TimeFormat {name} = {Create(conversion)};"));

    /// <summary>C# that makes it.</summary>
    public static string Create(Conversion conversion)
    {
        var arguments = $"{Literals.StringOrNull(conversion.Format)}, {Literals.String(conversion.Zone ?? DefaultZone)}";
        return conversion.Kind == ConversionKind.Date
            ? $"TimeFormat.Date({arguments}{(conversion.EndOfDay ? ", endOfDay: true" : "")})"
            : $"TimeFormat.LocalTime({arguments})";
    }
}
