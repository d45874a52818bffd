using System.Text;
using Connectors.Runtime.Errors;

namespace Connectors.Constructs.Tests.Formats;

/// <summary>Replies with mistakes in them, the same ones every time.</summary>
internal static class Mutations
{
    private static readonly string[] Pieces = ["{", "}", "[", "]", "\"", ",", ":", ";", "\n", "\r", "null", "true", "-1e999", "\\ud800", "\\u0000", "<", ">", "</", "&", "é", "data", "id", "type"];

    /// <summary>Reads a construct's model of mutants of a reply: each is read, sets records aside or is refused as an unexpected payload; nothing else is thrown.</summary>
    public static async Task<int> SurviveAsync(string slug, string model, string reply, string type, int count)
    {
        var random = new Random(20261123);
        var read = 0;
        for (var i = 0; i < count; i++)
        {
            var mutant = Mutate(Encoding.UTF8.GetBytes(reply), random);
            try
            {
                var page = await Answered.ReadAsync(slug, model, mutant, type);
                Assert.All(page.SetAside, s => Assert.NotEmpty(s.Reason));
                read += page.Records.Count;
            }
            catch (ConnectorException e) when (e.Error == ConnectorError.UnexpectedPayload)
            {
                Assert.NotEmpty(e.Message);
            }
        }

        return read;
    }

    private static byte[] Mutate(byte[] reply, Random random)
    {
        var bytes = new List<byte>(reply);
        for (var n = random.Next(1, 4); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 4:
                    var end = Math.Min(bytes.Count, at + random.Next(1, 40));
                    bytes.InsertRange(random.Next(bytes.Count), bytes[at..end]);
                    break;
                default:
                    bytes.Reverse(at, Math.Min(random.Next(2, 6), bytes.Count - at));
                    break;
            }
        }

        return [.. bytes];
    }
}
