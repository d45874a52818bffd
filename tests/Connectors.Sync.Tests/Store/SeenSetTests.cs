using Connectors.Sync.Store;
using CsCheck;

namespace Connectors.Sync.Tests.Store;

public class SeenSetTests
{
    [Fact]
    public void It_is_a_set_of_numbers() => Gen.Long[0, 20_000].Array.Sample(numbers =>
    {
        var model = new HashSet<long>();
        var seen = new SeenSet();
        foreach (var number in numbers)
        {
            Assert.Equal(model.Add(number), seen.Add(number));
        }

        Assert.Equal(model.Count, seen.Count);
        Assert.All(Enumerable.Range(0, 20_000).Select(n => (long)n), n => Assert.Equal(model.Contains(n), seen.Contains(n)));
    }, iter: 20);

    [Fact]
    public void What_is_saved_bit_by_bit_can_be_loaded_again() => Gen.Long[0, 20_000].Array.Array.Sample(rounds =>
    {
        var stored = new Dictionary<long, byte[]>();
        var seen = new SeenSet();
        foreach (var round in rounds)
        {
            foreach (var number in round)
            {
                seen.Add(number);
            }

            seen.Save((chunk, bits) => stored[chunk] = bits.ToArray());
        }

        var loaded = new SeenSet();
        foreach (var (chunk, bits) in stored)
        {
            loaded.Load(chunk, bits);
        }

        Assert.Equal(seen.Count, loaded.Count);
        Assert.All(rounds.SelectMany(r => r), n => Assert.True(loaded.Contains(n)));
    }, iter: 20);

    [Fact]
    public void Only_chunks_that_changed_are_saved()
    {
        var seen = new SeenSet();
        seen.Add(1);
        seen.Add(SeenSet.ChunkSize);
        seen.Save((_, _) => { });
        seen.Add(2);
        seen.Add(SeenSet.ChunkSize);
        var saved = new List<long>();
        seen.Save((chunk, _) => saved.Add(chunk));
        Assert.Equal([0L], saved);
    }
}
