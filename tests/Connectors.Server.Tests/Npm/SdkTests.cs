using System.Text.Json;
using Connectors.Server.Fields;
using Connectors.Tests.Npm;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests.Npm;

/// <summary>The official SDK of the unified API works with our server as it does with the hosted one: it refuses every answer that is not as it must be.</summary>
public sealed class SdkTests(NodeClient client) : IClassFixture<NodeClient>, IAsyncLifetime
{
    private const string NoModel = "INTEGRATION.MODEL_NOT_AVAILABLE";
    private const string NoAction = "INTEGRATION.ACTION_NOT_AVAILABLE";

    private readonly DemoServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [NodeTheory]
    [InlineData("laura", "coveto")]
    public async Task The_official_SDK_drives_every_endpoint(params string[] tools)
    {
        Assert.NotNull(_server.Server.Services.GetRequiredService<CustomFields>().Create(_server.Server.Environment, "jobs", "sdk", "From the SDK", null));
        var printed = await client.RunAsync("client.mjs", [_server.Address, _server.Key, .. tools.Select(_server.Integration)]);

        using var told = JsonDocument.Parse(printed);
        var (rest, soap) = (told.RootElement.GetProperty(tools[0]), told.RootElement.GetProperty(tools[1]));
        Assert.All(new[] { rest, soap }, tool =>
        {
            Assert.True(tool.GetProperty("getJobs").GetInt32() > 0);
            Assert.True(tool.GetProperty("getCandidates").GetInt32() > 0);
            Assert.True(tool.GetProperty("getApplications").GetInt32() > 0);
            Assert.Equal(1, tool.GetProperty("createCandidate").GetInt32());
            Assert.Equal("Onni", tool.GetProperty("createApplication").GetString());
            Assert.Equal(NoAction, tool.GetProperty("rejectApplication").GetString());
            Assert.Equal(NoAction, tool.GetProperty("getCandidateAttachments").GetString());
            Assert.Equal(NoModel, tool.GetProperty("getOffers").GetString());
            Assert.True(tool.GetProperty("getTools ats").GetBoolean());
            Assert.Equal(200, tool.GetProperty("sendPassthroughRequest").GetInt32());
            Assert.Equal(404, tool.GetProperty("sendPassthroughRequest nowhere").GetInt32());
            Assert.True(tool.GetProperty("getIntegrationFields").GetInt32() > 7);
            Assert.True(tool.GetProperty("updateIntegrationField").GetBoolean());
            Assert.Equal(tool.GetProperty("getJobs").GetInt32(), tool.GetProperty("updateCustomFieldMapping").GetInt32());
            Assert.Equal("ACTIVE", tool.GetProperty("getIntegrationDetails").GetString());
            Assert.Equal("DELTA", tool.GetProperty("triggerSync").GetString());
            Assert.Equal("COMPLETED", tool.GetProperty("connected").GetString());
            Assert.Equal("COMPLETED", tool.GetProperty("createReconnectionLink").GetString());
            Assert.Equal("PLATFORM.INPUT_INVALID", tool.GetProperty("createSetupLink").GetString());
            Assert.Equal("PLATFORM.INTEGRATION_NOT_FOUND", tool.GetProperty("deleteIntegration").GetString());
        });
        Assert.Equal(8, rest.GetProperty("getApplicationStages").GetInt32());
        Assert.Equal(0, rest.GetProperty("moveApplicationToStage").GetInt32());
        Assert.Equal(NoModel, soap.GetProperty("getApplicationStages").GetString());
        Assert.Equal(NoAction, soap.GetProperty("moveApplicationToStage").GetString());
    }
}
