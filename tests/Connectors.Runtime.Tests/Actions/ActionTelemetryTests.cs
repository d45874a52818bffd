using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Actions;

public class ActionTelemetryTests
{
    [Theory]
    [InlineData("done")]
    [InlineData("refused")]
    [InlineData("failed")]
    [InlineData("partial")]
    [InlineData("canceled")]
    public async Task Actions_are_counted_and_traced_by_how_they_ended(string outcome)
    {
        var name = "apply_" + Guid.NewGuid().ToString("N");
        var counted = new ConcurrentBag<string>();
        var traced = new ConcurrentBag<Activity>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => Enable(instrument, listener) };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(tags));
        meters.Start();
        using var traces = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "Connectors",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == name)
                {
                    traced.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(traces);
        using var cancel = new CancellationTokenSource();
        var vendor = new FakeVendor(asked =>
        {
            if (outcome == "canceled")
            {
                cancel.Cancel();
                throw new OperationCanceledException(asked.Cancellation);
            }

            return asked.Number == (outcome == "failed" ? 0 : 1) && outcome is "failed" or "partial" ? Answer.Status(422) : Apply.Answers(asked);
        });
        var plan = new ActionPlan<Named>
        {
            Name = name,
            Steps = outcome == "failed" ? [Step(Apply.Applicant)] : [Step(Apply.Applicant), Step(Apply.Applicant) with { Name = "second" }],
            From = static (JsonElement _, ref Findings? _) => null,
            Guard = input => Guard(outcome),
        };

        var run = () => TestConnector.At(vendor, TestConnector.Define(p => p with { Actions = [plan] })).RunAsync(plan, new Named(name), cancellationToken: cancel.Token);
        var failure = await Record.ExceptionAsync(run);

        Assert.Equal(outcome == "done", failure is null);
        Assert.Equal([$"connector=test action={name} outcome={outcome}"], counted);
        var trace = Assert.Single(traced);
        Assert.Equal(outcome, trace.GetTagItem("outcome"));
        Assert.Equal(outcome == "done" ? ActivityStatusCode.Unset : ActivityStatusCode.Error, trace.Status);

        void Note(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
            if (text.Contains("action=" + name, StringComparison.Ordinal))
            {
                counted.Add(text);
            }
        }
    }

    private static ActionStep Step(ActionStep step) => step with { Fill = (_, _, _) => { } };

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument is { Meter.Name: "Connectors", Name: "connectors.actions" })
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static Findings? Guard(string outcome)
    {
        Findings? findings = null;
        if (outcome == "refused")
        {
            InputChecks.Missing(ref findings, "x");
        }

        return findings;
    }

    private sealed class Named(string action) : ActionInput
    {
        public override string Action => action;

        public override void Write(Utf8JsonWriter writer) => writer.WriteNullValue();

        public override ValueTask<ActionInput> ResolveAsync(InputResolution resolution) => new(this);

        public override IReadOnlyList<Runtime.Records.UnifiedRecord> Records(ActionReply reply) => [];
    }
}
