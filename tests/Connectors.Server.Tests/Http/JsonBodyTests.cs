using System.Text;
using System.Text.Json;
using Connectors.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Connectors.Server.Tests.Http;

public class JsonBodyTests
{
    [Theory]
    [InlineData("""{"type":"\ud800"}""", "type")]
    [InlineData("""{"type":"\udc00\ud800"}""", "type")]
    [InlineData("""{"a":{"b":["x","\ud83d!"]}}""", "a.b[1]")]
    [InlineData("""{"a":{"\ud800":1}}""", "a")]
    [InlineData("""{"\udfff":1}""", "The body")]
    public async Task Half_a_character_is_refused_with_its_place(string body, string place) =>
        Assert.StartsWith(place + ": ", (await RefusedAsync(Encoding.UTF8.GetBytes(body))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused_with_their_place() =>
        Assert.StartsWith("a: ", (await RefusedAsync([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Whole_characters_are_read_however_they_are_written()
    {
        using var body = await ReadAsync(Encoding.UTF8.GetBytes("""{"a":"\ud83d\ude00 \\ud800 ä","\u00e4":[null,1.5,true,{}]}"""));

        Assert.Equal("😀 \\ud800 ä", body.RootElement.GetProperty("a").GetString());
        Assert.Equal(4, body.RootElement.GetProperty("ä").GetArrayLength());
    }

    [Theory]
    [InlineData(64, null)]
    [InlineData(65, "levels")]
    [InlineData(100_000, "levels")]
    public async Task A_body_has_so_many_levels(int levels, string? wrong)
    {
        var body = Encoding.UTF8.GetBytes("{\"a\":" + new string('[', levels - 1) + new string(']', levels - 1) + "}");
        if (wrong is null)
        {
            using var read = await ReadAsync(body);
            Assert.Equal(JsonValueKind.Array, read.RootElement.GetProperty("a").ValueKind);
            return;
        }

        Assert.Contains(wrong, (await RefusedAsync(body)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":""")]
    [InlineData("""{"a":1}}""")]
    [InlineData("""{"a":[[[}""")]
    public async Task What_is_no_JSON_is_refused_with_its_place(string body) =>
        Assert.StartsWith("The body is not JSON: line 1", (await RefusedAsync(Encoding.UTF8.GetBytes(body))).Message, StringComparison.Ordinal);

    private static async Task<ApiException> RefusedAsync(byte[] body)
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(body));
        Assert.Equal((400, ApiCode.InputInvalid), (refused.Status, refused.Code));
        return refused;
    }

    private static Task<JsonDocument> ReadAsync(byte[] body) =>
        JsonBody.ReadAsync(new DefaultHttpContext { Request = { Body = new MemoryStream(body), ContentLength = body.Length } });
}
