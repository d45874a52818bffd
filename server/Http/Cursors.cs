using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Connectors.Sync.Serving;

namespace Connectors.Server.Http;

/// <summary>
/// Turns places in a list into opaque texts and back. A cursor is signed, and holds for the very list it was given out with: the integration, the path and the
/// filters are part of what is signed.
/// </summary>
internal sealed class Cursors(byte[] key)
{
    private const byte Version = 1;
    private const int PlaceLength = 1 + (2 * sizeof(long));
    private const int SignatureLength = 16;

    /// <summary>The cursor of a place.</summary>
    /// <param name="list">What is listed: everything that must be the same for the next page.</param>
    /// <param name="place">The last record that was listed.</param>
    public string Write(string list, PagePosition place)
    {
        Span<byte> cursor = stackalloc byte[PlaceLength + SignatureLength];
        cursor[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(cursor[1..], place.Touched);
        BinaryPrimitives.WriteInt64BigEndian(cursor[(1 + sizeof(long))..], place.Number);
        Sign(list, cursor[..PlaceLength], cursor[PlaceLength..]);
        return Base64Url.EncodeToString(cursor);
    }

    /// <summary>The place of a cursor.</summary>
    /// <exception cref="ApiException">It is none of ours, or of another list.</exception>
    public PagePosition Read(string list, string text)
    {
        Span<byte> cursor = stackalloc byte[PlaceLength + SignatureLength];
        Span<byte> signature = stackalloc byte[SignatureLength];
        if (text.Length == Base64Url.GetEncodedLength(cursor.Length) && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, cursor, out var length) && length == cursor.Length)
        {
            Sign(list, cursor[..PlaceLength], signature);
            if (cursor[0] == Version && CryptographicOperations.FixedTimeEquals(signature, cursor[PlaceLength..]))
            {
                return new PagePosition(BinaryPrimitives.ReadInt64BigEndian(cursor[1..]), BinaryPrimitives.ReadInt64BigEndian(cursor[(1 + sizeof(long))..]));
            }
        }

        throw ApiException.Input("The cursor is not one of this list. Send data.next of the page before, with the same filters.");
    }

    private void Sign(string list, ReadOnlySpan<byte> place, Span<byte> signature)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(place);
        hash.AppendData(Encoding.UTF8.GetBytes(list));
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(whole);
        whole[..SignatureLength].CopyTo(signature);
    }
}
