using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Connectors.Runtime.Reading;

/// <summary>Notices that the markers of a list go round in a circle, however large, with the memory of one marker.</summary>
/// <remarks>
/// Brent's cycle detection: one marker is kept and compared with those that follow; after 1, 2, 4, 8… steps a newer one takes its place. Once the
/// reach is as long as the circle, the kept marker is met again. A set of all markers would notice at the first return, but it grows with the list
/// and could not travel in a resume text; the price here is that a circle is gone round up to three times.
/// </remarks>
/// <param name="Kept">Hash of the marker kept.</param>
/// <param name="Steps">How many markers came after it.</param>
/// <param name="Reach">How many may come before a newer one is kept; 0 before the first.</param>
internal readonly record struct MarkerCycle(long Kept, int Steps, int Reach)
{
    /// <summary>Takes the next marker in.</summary>
    /// <returns>What to go on with; null when the marker has been there before.</returns>
    public MarkerCycle? Next(string marker)
    {
        var hash = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(marker)));
        return this switch
        {
            { Reach: 0 } => new MarkerCycle(hash, 0, 1),
            _ when hash == Kept => null,
            _ when Steps + 1 == Reach => new MarkerCycle(hash, 0, Reach * 2),
            _ => this with { Steps = Steps + 1 },
        };
    }
}
