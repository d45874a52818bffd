using System.Buffers;
using System.IO.Pipelines;
using Connectors.Server.Http;

namespace Connectors.Server.Tests.Http;

public sealed class PooledBufferTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 100)]
    [InlineData(3, 65_536)]
    [InlineData(7, 50_000)]
    [InlineData(2, 1_000_000)]
    public async Task What_is_written_is_sent_in_its_order_whatever_the_size_of_the_parts(int parts, int size)
    {
        using var buffer = new PooledBuffer();
        var expected = new List<byte>();
        for (var part = 0; part < parts; part++)
        {
            var bytes = Enumerable.Range(0, size).Select(i => (byte)(i + part)).ToArray();
            bytes.CopyTo(buffer.GetSpan(size));
            buffer.Advance(size);
            expected.AddRange(bytes);
        }

        Assert.Equal(expected.Count, buffer.Length);
        Assert.Equal(expected, buffer.ToArray());
        using var sent = new MemoryStream();
        await buffer.SendAsync(PipeWriter.Create(sent), CancellationToken.None);
        Assert.Equal(expected, sent.ToArray());
    }

    [Fact]
    public async Task An_answer_whose_reader_is_slow_waits_in_blocks()
    {
        using var buffer = new PooledBuffer();
        buffer.Write(new byte[1_000]);
        for (var part = 0; part < 10; part++)
        {
            buffer.GetSpan(60_000)[..60_000].Clear();
            buffer.Advance(60_000);
        }

        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 100_000, resumeWriterThreshold: 50_000));
        var sending = buffer.SendAsync(pipe.Writer, CancellationToken.None);
        var (read, most) = (0L, 0L);
        while (read < buffer.Length)
        {
            var result = await pipe.Reader.ReadAsync();
            most = Math.Max(most, result.Buffer.Length);
            read += result.Buffer.Length;
            pipe.Reader.AdvanceTo(result.Buffer.End);
        }

        await sending;
        Assert.Equal(601_000, read);
        Assert.InRange(most, 1, 200_000);
    }
}
