using System.Text;
using System.Text.Json;

namespace Connectors.Runtime.Tests.Mapping;

/// <summary>Hands the value of a JSON text to a reading method.</summary>
internal static class Json
{
    public delegate T Reading<out T>(ref Utf8JsonReader reader);

    /// <summary>Reads the one value of a text and checks that the reader is left on its end.</summary>
    public static T Read<T>(string json, Reading<T> reading)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        var value = reading(ref reader);
        Assert.False(reader.Read());
        return value;
    }
}
