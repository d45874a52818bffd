using System.Text;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Server.Actions;
using Connectors.Server.Http;
using Connectors.Server.State;
using Connectors.Server.Wire;
using Connectors.Sync.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Server.Tests;

/// <summary>What ends an action besides the vendor.</summary>
[Collection(SharedServer.Name)]
public class ActionEndTests(DemoServer server)
{
    [Fact]
    public async Task A_caller_who_leaves_does_not_end_an_action()
    {
        using var leaves = new CancellationTokenSource();
        var vendor = new Vendor(server);
        var context = Context(leaves.Token);
        var answered = Handler(vendor, TimeProvider.System).AnswerAsync(context, Integration);
        var token = await vendor.Asked.Task.WaitAsync(TimeSpan.FromMinutes(1));

        await leaves.CancelAsync();
        Assert.False(token.IsCancellationRequested);
        vendor.Done.SetResult(new ActionReply([], []));

        // Only the answer finds nobody.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answered);
    }

    [Fact]
    public async Task An_action_that_takes_too_long_is_ended_and_said_to_be()
    {
        var clock = new FakeTimeProvider();
        var vendor = new Vendor(server);
        var answered = Handler(vendor, clock).AnswerAsync(Context(default), Integration);
        await vendor.Asked.Task.WaitAsync(TimeSpan.FromMinutes(1));

        clock.Advance(ActionHandler.Longest - TimeSpan.FromSeconds(1));
        Assert.False(answered.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<ApiException>(() => answered);
        Assert.Equal((504, "PLATFORM.TASK_TIMED_OUT"), (error.Status, error.Code));
    }

    [Theory]
    [InlineData("create_candidate", 409, "ATS.APPLICATION_ALREADY_EXISTS")]
    [InlineData("create_application", 409, "ATS.APPLICATION_ALREADY_EXISTS")]
    [InlineData("move_application_to_stage", 409, "REMOTE.INPUT_INVALID")]
    [InlineData("add_candidate_tag", 409, "REMOTE.INPUT_INVALID")]
    public void Only_what_is_made_exists_already(string action, int status, string code)
    {
        var error = RemoteErrors.Translate(new ConnectorException(ConnectorError.Conflict, "no") { Status = 409, Endpoint = "POST /x" }, action);

        Assert.Equal((status, code), (error.Status, error.Code));
    }

    [Fact]
    public async Task A_link_to_a_file_counts_with_the_limits_of_its_integration_and_environment()
    {
        var services = server.Server.Services;
        var integration = server.Server.Directory.Find(server.Integration("workable"), server.Server.Environment)!;
        var address = services.GetRequiredService<FileLinks>().Address(
            new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString("x") } }, integration, server.Server.Environment, "get_candidate_attachments", ("candidate_id", "remote:1"), "1");
        Task AskAsync(params object[] limits)
        {
            var context = new DefaultHttpContext();
            context.Request.RouteValues["link"] = address["http://x/files/".Length..];
            return ActivatorUtilities.CreateInstance<FileDownload>(services, limits).AnswerAsync(context);
        }

        Assert.Equal("PLATFORM.CONCURRENCY_LIMIT_EXCEEDED", (await Assert.ThrowsAsync<ApiException>(() => AskAsync(new ActionLimit(0)))).Code);
        Assert.Equal("PLATFORM.RATE_LIMIT_EXCEEDED", (await Assert.ThrowsAsync<ApiException>(() => AskAsync(new RequestLimit(0, TimeProvider.System)))).Code);
    }

    private ServedIntegration Integration => server.Server.Directory.Find(server.Integration("laura"), server.Server.Environment)!;

    private ActionHandler Handler(Vendor vendor, TimeProvider clock) => ActivatorUtilities.CreateInstance<ActionHandler>(
        server.Server.Services, ActionEndpoint.All.Single(a => a.Action == "move_application_to_stage"), new Dictionary<string, RecordShape>(), vendor, clock);

    private DefaultHttpContext Context(CancellationToken aborted)
    {
        var body = Encoding.UTF8.GetBytes("""{"stage_id":"remote:1"}""");
        var context = new DefaultHttpContext { RequestAborted = aborted, Request = { Body = new MemoryStream(body), ContentLength = body.Length }, Response = { Body = new MemoryStream() } };
        context.Request.Headers.Authorization = $"Bearer {server.Key}";
        context.Request.RouteValues["application_id"] = "remote:1";
        server.Server.Services.GetRequiredService<Callers>().Admit(context);
        return context;
    }

    /// <summary>A vendor that works on an action until a test says what came of it.</summary>
    private sealed class Vendor(DemoServer server) : IAccounts
    {
        public TaskCompletionSource<CancellationToken> Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<ActionReply> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Connector? Connect(Integration integration)
        {
            var real = server.Server.Services.GetRequiredService<IAccounts>().Connect(integration)!;
            return new Held(this, real);
        }

        private sealed class Held(Vendor vendor, Connector real) : Connector(real.Definition, real.Connection, new ConnectorOptions())
        {
            public override Task<ActionReply> RunAsync(ActionPlan plan, ActionInput input, ActionOptions? options = null, CancellationToken cancellationToken = default)
            {
                vendor.Asked.SetResult(cancellationToken);
                return vendor.Done.Task.WaitAsync(cancellationToken);
            }
        }
    }
}
