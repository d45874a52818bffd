using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Connectors.Runtime.Telemetry;

/// <summary>
/// Traces and metrics of all connectors, both named <c>Connectors</c>. Tags are the connector's slug, the source's model, the contract's path and
/// the status: never addresses, ids or anything else that a customer or a vendor wrote.
/// </summary>
internal static class ConnectorTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Connectors";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("connectors.requests", "{request}", "Requests sent, retries included.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("connectors.retries", "{request}", "Requests sent again.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("connectors.request.duration", "s", "Time from sending a request to having its whole reply.");
    private static readonly Counter<long> Pages = Meter.CreateCounter<long>("connectors.pages", "{page}", "Pages read.");
    private static readonly Counter<long> Records = Meter.CreateCounter<long>("connectors.records", "{record}", "Records read.");
    private static readonly Counter<long> SetAside = Meter.CreateCounter<long>("connectors.records.set_aside", "{record}", "Records that could not be read.");

    private static readonly Counter<long> Actions = Meter.CreateCounter<long>("connectors.actions", "{action}", "Actions attempted, by how they ended: done, refused (nothing was sent), failed, partial, canceled.");
    private static readonly Histogram<double> ActionDuration = Meter.CreateHistogram<double>("connectors.action.duration", "s", "Time an action took.");

    /// <summary>Begins the trace of an action.</summary>
    public static Activity? BeginAction(string connector, string action)
    {
        var activity = Source.StartActivity(action);
        activity?.SetTag("connector", connector);
        activity?.SetTag("action", action);
        return activity;
    }

    /// <summary>Notes how an action ended.</summary>
    public static void EndAction(string connector, string action, Activity? activity, TimeSpan duration, string outcome)
    {
        activity?.SetTag("outcome", outcome);
        if (outcome != "done")
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        var tags = new TagList { { "connector", connector }, { "action", action }, { "outcome", outcome } };
        Actions.Add(1, tags);
        ActionDuration.Record(duration.TotalSeconds, tags);
    }

    /// <summary>Begins the trace of one request.</summary>
    public static Activity? Begin(in Origin origin)
    {
        var activity = Source.StartActivity(origin.Endpoint, ActivityKind.Client);
        if (activity is not null)
        {
            foreach (var tag in origin.Tags())
            {
                activity.SetTag(tag.Key, tag.Value);
            }
        }

        return activity;
    }

    /// <summary>Notes how a request ended.</summary>
    /// <param name="origin">What was asked.</param>
    /// <param name="activity">Its trace.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="status">The vendor's status, or <c>none</c> when no reply arrived.</param>
    /// <param name="failed">Whether it counts as an error.</param>
    public static void End(in Origin origin, Activity? activity, TimeSpan duration, string status, bool failed)
    {
        activity?.SetTag("status", status);
        if (failed)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        var tags = origin.Tags();
        tags.Add("status", status);
        Requests.Add(1, tags);
        Duration.Record(duration.TotalSeconds, tags);
    }

    /// <summary>Notes that a request is sent again.</summary>
    public static void Retry(in Origin origin) => Retries.Add(1, origin.Tags());

    /// <summary>Notes a page.</summary>
    public static void Page(in Origin origin, int records, int setAside)
    {
        var tags = origin.Tags();
        Pages.Add(1, tags);
        Records.Add(records, tags);
        SetAside.Add(setAside, tags);
    }
}

/// <summary>What a measurement belongs to.</summary>
internal readonly record struct Origin(string Connector, string Model, string Endpoint)
{
    public TagList Tags() => new() { { "connector", Connector }, { "model", Model }, { "endpoint", Endpoint } };
}
