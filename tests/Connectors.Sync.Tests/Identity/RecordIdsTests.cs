using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Connectors.Runtime.Records;
using Connectors.Sync.Identity;
using CsCheck;

namespace Connectors.Sync.Tests.Identity;

public class RecordIdsTests
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private readonly RecordIds _ids = new("3QJmb");

    // Computed with Python's hashlib and whole numbers.
    [Theory]
    [InlineData("jobs", "4711", null, "Yh92KHcqr1FFBSebCnacpKwy")]
    [InlineData("job_screening_questions", "4711", "101", "HxzgvbTYcftUJeimJEoMA2fL")]
    [InlineData("candidates", "Ä🙂 ", null, "7D12JBRDxiwzGkY3ecLNRAL9")]
    [InlineData("jobs", "1273", null, "11CznuWHXsFFXYCh3RcAP7x5")]
    public void Records_have_the_ids_that_another_implementation_gives(string model, string first, string? second, string id) =>
        Assert.Equal(id, _ids.Record(model, new RecordKey(first, second)));

    [Fact]
    public void Options_fields_and_long_ids_too()
    {
        Assert.Equal("e7AMdaQ7W11xTEsivwjAQTXW", _ids.Option("101", "1"));
        Assert.Equal("5rthNT2jfZYkBZ2zobAa4gxu", _ids.Field("jobs", "cost_center"));
        Assert.Equal("9PDu6jr6kbiCiPCNEMwHa4Gk", _ids.Record("jobs", new RecordKey(new string('x', 1000))));
    }

    [Fact]
    public void Any_parts_give_the_first_140_bits_of_their_hash_in_base_58() => Gen.String.Array[1, 4].Sample(parts =>
    {
        Assert.Equal(Slowly(parts), RecordIds.Of(parts));
    });

    [Fact]
    public void Parts_cannot_run_into_one_another() =>
        Assert.NotEqual(_ids.Record("jobs", new RecordKey("1", "23")), _ids.Record("jobs", new RecordKey("12", "3")));

    [Fact]
    public void The_same_key_always_gives_the_same_id_whatever_was_asked_between()
    {
        var first = Enumerable.Range(0, 5000).Select(i => _ids.Record("jobs", new RecordKey($"{i}"))).ToArray();
        Assert.Equal(5000, first.Distinct().Count());
        Assert.Equal(first, Enumerable.Range(0, 5000).Select(i => _ids.Record("jobs", new RecordKey($"{i}"))));
        Assert.Equal(first, Enumerable.Range(0, 5000).Select(i => new RecordIds("3QJmb").Record("jobs", new RecordKey($"{i}"))));
    }

    private static string Slowly(string[] parts)
    {
        using var text = new MemoryStream();
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            text.Write(length);
            text.Write(bytes);
        }

        var number = new BigInteger(SHA256.HashData(text.ToArray()).AsSpan(0, 18), isUnsigned: true, isBigEndian: true) >> 4;
        var id = "";
        for (; number > 0; number /= 58)
        {
            id = Alphabet[(int)(number % 58)] + id;
        }

        return id.PadLeft(24, '1');
    }
}
