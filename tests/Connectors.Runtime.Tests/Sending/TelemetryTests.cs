using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Sending;

public class TelemetryTests
{
    [Fact]
    public async Task Requests_retries_pages_and_records_are_measured_without_secrets_or_addresses()
    {
        var endpoint = "/items/" + Guid.NewGuid().ToString("N");
        var measured = new ConcurrentBag<(string Name, double Value, string Tags)>();
        var traced = new ConcurrentBag<Activity>();
        using var meters = Meters(endpoint, measured);
        using var traces = Traces(endpoint, traced);
        var clock = new FakeTimeProvider();
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(503) : Answer.Json("""{"items":[{"id":"1"},{"id":"2"},{}]}"""), clock);
        var definition = TestConnector.Define(p => p with { Send = [new SentValue(new PlaceName(Place.Query, "key"), [(in RequestScope s) => s.Connection["api_key"]])] });
        var source = new Runtime.Reading.ReadSource { Name = "items", Mappers = [Items.Mapper], Request = Items.Get() with { Endpoint = endpoint }, Decode = Items.Source().Decode };

        await Pump.RunAsync(clock, () => TestConnector.At(vendor, definition, new ConnectorOptions { Clock = clock }).PagesAsync(source));

        var expected = $"connector=test endpoint=GET {endpoint} model=items";
        Assert.Equal(
            [
                ("connectors.pages", 1, expected),
                ("connectors.records", 2, expected),
                ("connectors.records.set_aside", 1, expected),
                ("connectors.requests", 1, expected + " status=200"),
                ("connectors.requests", 1, expected + " status=503"),
                ("connectors.retries", 1, expected),
            ],
            measured.Where(m => m.Name != "connectors.request.duration").OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Tags, StringComparer.Ordinal));
        Assert.Equal(2, measured.Count(m => m.Name == "connectors.request.duration"));
        Assert.Equal(["200", "503"], traced.Select(a => (string?)a.GetTagItem("status")).Order());
        Assert.Equal(ActivityStatusCode.Error, traced.Single(a => (string?)a.GetTagItem("status") == "503").Status);
        Assert.All(traced, a => Assert.Equal("GET " + endpoint, a.OperationName));
        Assert.All(traced.Select(Everything).Concat(measured.Select(m => m.Tags)), text =>
        {
            Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal);
            Assert.DoesNotContain("vendor.example", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_request_without_a_reply_has_no_status()
    {
        var endpoint = "/items/" + Guid.NewGuid().ToString("N");
        var traced = new ConcurrentBag<Activity>();
        using var traces = Traces(endpoint, traced);
        var source = new Runtime.Reading.ReadSource { Name = "items", Mappers = [], Request = Items.Get() with { Endpoint = endpoint }, Decode = Items.Source().Decode };

        await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(new FakeVendor(_ => throw new HttpRequestException("cut"))).PagesAsync(source));

        Assert.Equal("none", Assert.Single(traced).GetTagItem("status"));
    }

    private static MeterListener Meters(string endpoint, ConcurrentBag<(string, double, string)> measured)
    {
        var listener = new MeterListener { InstrumentPublished = (instrument, l) => Enable(instrument, l) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;

        static void Enable(Instrument instrument, MeterListener listener)
        {
            if (instrument.Meter.Name == "Connectors")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        }

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = string.Join(' ', tags.ToArray().OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"));
            if (text.Contains(endpoint, StringComparison.Ordinal))
            {
                measured.Add((instrument.Name, value, text));
            }
        }
    }

    private static ActivityListener Traces(string endpoint, ConcurrentBag<Activity> traced)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Connectors",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.OperationName.EndsWith(endpoint, StringComparison.Ordinal))
                {
                    traced.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static string Everything(Activity activity) =>
        activity.DisplayName + activity.StatusDescription + string.Join(' ', activity.TagObjects.Select(t => $"{t.Key}={t.Value}"));
}
