using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Server.Tests;

[Collection(SharedServer.Name)]
public class AttachmentRestrictionTests(DemoServer server)
{
    private const int LargestFile = 25 * 1024 * 1024;

    [Theory]
    [InlineData("coveto", "ats_create_candidate", 0, 5, LargestFile)]
    [InlineData("coveto", "ats_create_application", 0, 5, LargestFile)]
    [InlineData("greenhouse", "ats_create_application", 0, null, LargestFile)]
    [InlineData("lever", "ats_create_candidate", 0, null, LargestFile)]
    [InlineData("teamtailor", "ats_create_candidate", 0, null, null)]
    public async Task What_is_taken_of_files_is_told_for_every_kind(string tool, string action, int least, int? most, int? largest)
    {
        var restrictions = await AskAsync(tool, action);

        Assert.Equal(["total_size_bytes", "types"], restrictions.EnumerateObject().Select(m => m.Name));
        Assert.Equal(JsonValueKind.Null, restrictions.GetProperty("total_size_bytes").ValueKind);
        var limits = JsonSerializer.SerializeToNode(new { is_supported = true, min_amount = least, max_amount = most, max_file_size_bytes = largest, accepted_mime_types = (string[]?)null });
        var types = restrictions.GetProperty("types");
        Assert.Equal(["CV", "COVER_LETTER", "OTHER"], types.EnumerateObject().Select(t => t.Name));
        Assert.All(types.EnumerateObject(), t => Assert.True(JsonNode.DeepEquals(limits, JsonNode.Parse(t.Value.GetRawText())), t.Value.GetRawText()));
    }

    [Fact]
    public async Task A_single_file_has_no_number_and_no_sum()
    {
        var restrictions = await AskAsync("greenhouse", "ats_add_application_attachment");

        Assert.Equal("types", Assert.Single(restrictions.EnumerateObject()).Name);
        Assert.Equal(["is_supported", "max_file_size_bytes", "accepted_mime_types"], restrictions.GetProperty("types").GetProperty("CV").EnumerateObject().Select(m => m.Name));
    }

    [Fact]
    public async Task Where_files_are_not_sent_no_kind_is_supported()
    {
        var restrictions = await AskAsync("laura", "ats_create_candidate");

        Assert.All(restrictions.GetProperty("types").EnumerateObject(), t => Assert.Equal("""{"is_supported":false}""", t.Value.GetRawText()));
    }

    [Theory]
    [InlineData("laura", "ats_add_candidate_attachment", 404, "INTEGRATION.ACTION_NOT_AVAILABLE")]
    [InlineData("laura", "ats_move_application_to_stage", 404, null)]
    [InlineData("laura", "ats_nothing", 404, null)]
    public async Task An_action_that_is_not_there_or_takes_no_files_is_not_found(string tool, string action, int status, string? code) =>
        (await server.GetAsync(tool, $"/ats/actions/{action}")).IsError(status, code);

    [Fact]
    public async Task It_is_about_an_integration() => (await server.SendAsync(HttpMethod.Get, "/ats/actions/ats_create_candidate")).IsError(400, "PLATFORM.INPUT_INVALID");

    private async Task<JsonElement> AskAsync(string tool, string action) => Assert.Single((await server.GetAsync(tool, $"/ats/actions/{action}")).Data.EnumerateObject()).Value;
}
