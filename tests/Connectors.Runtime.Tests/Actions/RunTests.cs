using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Actions;

public class RunTests
{
    [Fact]
    public async Task Steps_are_sent_in_order_and_later_ones_use_what_earlier_ones_took()
    {
        var vendor = new FakeVendor(Apply.Answers);

        var reply = await Apply.RunAsync(vendor);

        Assert.Equal("candidates:u-1 applications:41", reply.Made.Shown());
        Assert.Empty(reply.Warnings);
        Assert.Equal("41", reply.Of("applications")!.RemoteId);
        Assert.Null(reply.Of("jobs"));
        Assert.Equal(["POST /api/applicants", "POST /api/jobs/7/applications"], vendor.Requests.Select(r => $"{r.Method} {r.PathAndQuery}"));
        Assert.Equal("""{"mail":"jo@example.com"}""", vendor.Requests[0].Body);
        Assert.Equal("""{"applicant":"u-1"}""", vendor.Requests[1].Body);
        Assert.Equal(TestConnector.Secret, vendor.Requests[1].Headers["X-Api-Key"]);
    }

    [Fact]
    public async Task All_findings_of_guard_and_resolution_come_at_once_and_nothing_is_sent()
    {
        var vendor = new FakeVendor(Apply.Answers);
        var input = new Applying { Email = "jo@example.com\r\nBcc: x@evil.example", Company = "Acme", Job = "j-1", Answers = [("q-1", "x"), ("remote:", 1)] };

        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => Apply.RunAsync(vendor, input: input, options: new ActionOptions { Resolver = new MemoryResolver() }));

        Assert.Equal(
            ["email Malformed", "company Unsupported", "job_id UnknownId", "answers[0].question_id UnknownId", "answers[1].question_id Malformed"],
            refused.Findings.Shown());
        Assert.Equal(ConnectorError.InvalidInput, refused.Error);
        Assert.Empty(vendor.Requests);
        Assert.DoesNotContain("evil", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Acme", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lenient_caller_gets_a_warning_for_what_was_not_sent()
    {
        var vendor = new FakeVendor(Apply.Answers);

        var reply = await Apply.RunAsync(vendor, input: new Applying { Company = "Acme" }, options: new ActionOptions { Lenient = true });

        Assert.Equal(["company Unsupported"], reply.Warnings.Shown());
        Assert.Equal("The vendor does not take this. There is no field for it.", reply.Warnings[0].Reason);
        Assert.Equal("candidates:u-1 applications:41", reply.Made.Shown());
        Assert.DoesNotContain(vendor.Requests, r => r.Body!.Contains("Acme", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lenient_caller_is_refused_what_is_wrong_all_the_same()
    {
        var input = new Applying { Company = "Acme", Email = "nobody" };

        var refused = await Assert.ThrowsAsync<InputRefusedException>(
            () => Apply.RunAsync(new FakeVendor(Apply.Answers), input: input, options: new ActionOptions { Lenient = true }));

        Assert.Equal(["email Malformed", "company Unsupported"], refused.Findings.Shown());
    }

    [Fact]
    public async Task What_the_guard_has_found_is_not_found_again()
    {
        var input = new Applying { Attachments = [new FileInput { Name = "a.txt", ContentType = "text/plain", Data = "?" }] };

        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => Apply.RunAsync(new FakeVendor(Apply.Answers), input: input));

        Assert.Equal(["attachments[0].data Malformed"], refused.Findings.Shown());
    }

    [Fact]
    public async Task A_plan_of_another_connector_is_refused()
    {
        var (own, other) = (Apply.Plan(), Apply.Plan(Apply.Applicant));
        var connector = TestConnector.At(new FakeVendor(Apply.Answers), TestConnector.Define(p => p with { Actions = [own] }));

        await Assert.ThrowsAsync<ArgumentException>(() => connector.RunAsync(other, new Applying()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public async Task A_key_has_1_to_255_characters(int length) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Apply.RunAsync(new FakeVendor(Apply.Answers), options: new ActionOptions { IdempotencyKey = new string('k', length) }));

    [Fact]
    public async Task An_input_of_another_action_is_refused()
    {
        var plan = new ActionPlan<Applying> { Name = "leave", Steps = [], From = static (JsonElement _, ref Findings? _) => null, Guard = _ => null };

        await Assert.ThrowsAsync<ArgumentException>(() => Apply.RunAsync(new FakeVendor(Apply.Answers), plan));
    }

    [Fact]
    public async Task An_id_without_a_store_has_to_be_the_vendors_own()
    {
        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => Apply.RunAsync(new FakeVendor(Apply.Answers), input: new Applying { Job = "j-1" }));

        Assert.Equal(["job_id UnknownId"], refused.Findings.Shown());
        Assert.Contains("remote:ID", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("remote:..")]
    [InlineData("remote:a\nb")]
    [InlineData("remote:")]
    public async Task An_id_that_cannot_stand_in_a_path_is_refused_before_anything_is_sent(string id)
    {
        var vendor = new FakeVendor(Apply.Answers);

        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => Apply.RunAsync(vendor, input: new Applying { Job = id }));

        Assert.Equal(["job_id Malformed"], refused.Findings.Shown());
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task A_unified_id_becomes_the_vendors_and_is_escaped_as_a_segment()
    {
        var vendor = new FakeVendor(Apply.Answers);
        var resolver = new MemoryResolver { Records = { [("jobs", "j-1")] = "7/../8?x" } };

        await Apply.RunAsync(vendor, input: new Applying { Job = "j-1" }, options: new ActionOptions { Resolver = resolver });

        Assert.Equal("/api/jobs/7%2F..%2F8%3Fx/applications", vendor.Requests[1].PathAndQuery);
    }

    [Fact]
    public async Task A_path_whose_placeholder_has_no_value_is_not_sent()
    {
        var vendor = new FakeVendor(Apply.Answers);
        var step = Apply.Application with { Fill = (_, _, values) => values.Add(new PlaceName(Place.Path, "job"), "") };

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Apply.RunAsync(vendor, Apply.Plan(step)));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.Empty(vendor.Requests);
    }
}
