using System.Collections.Immutable;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Runtime.Requests;

namespace Connectors.Sync.Tests.Fakes;

/// <summary>An account whose content a test writes down; every source lists elements, per parent where it is read so.</summary>
internal sealed class FakeVendor
{
    private readonly Dictionary<string, FakeSource> _sources = [];

    public string Slug { get; init; } = "fake";

    public string Account { get; init; } = "acme";

    public int PageSize { get; init; } = 2;

    public int Concurrency { get; init; } = 1;

    /// <summary>Values no table names.</summary>
    public Dictionary<(string Path, string Value), int> Unmapped { get; } = [];

    /// <summary>What was asked, in order: <c>jobs?since</c>, <c>applications/1@2</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Asked before each page; may throw, or cancel.</summary>
    public Action<string, string?, int>? OnPage { get; set; }

    /// <summary>What an action comes to.</summary>
    public Func<ActionInput, ActionOptions, ActionReply>? OnAction { get; set; }

    public FakeSource Source(string name) => _sources[name];

    /// <summary>Declares a source.</summary>
    public FakeSource Declare(
        string name,
        string[]? models = null,
        string? forEach = null,
        bool since = false,
        bool onlyChanged = false,
        PagingKind paging = PagingKind.Cursor,
        bool detailsOfChanged = false,
        bool filters = false)
    {
        var source = new FakeSource
        {
            Read = new ReadSource
            {
                Name = name,
                Mappers = [.. (models ?? [name]).Select(m => new RecordMapper { Model = m, Map = Never, Identify = Nothing, Filters = filters })],
                ForEach = forEach,
                OnlyChanged = onlyChanged,
                Request = new RequestPlan { Method = HttpMethod.Get, Path = static (in RequestScope _) => "/", Endpoint = "/" },
                Paging = new PagingPlan { Kind = paging },
                Lookup = detailsOfChanged ? new LookupPlan(new RequestPlan { Method = HttpMethod.Get, Path = static (in RequestScope _) => "/", Endpoint = "/" }) { Facts = static _ => default } : null,
                Since = since ? new SincePlan(new PlaceName(Place.Query, "since"), t => t.ToString("O"), TimeSpan.Zero, true) : null,
                Decode = static (ref System.Text.Json.Utf8JsonReader _, PageSink _) => { },
            },
        };
        _sources.Add(name, source);
        return source;
    }

    public Connector Connect()
    {
        ImmutableArray<ConnectionFieldInfo> form = [new("subdomain", "Subdomain"), new("api_key", "API key") { Secret = true }];
        var values = new Dictionary<string, string> { ["subdomain"] = Account, ["api_key"] = "very-secret" };
        Assert.True(ConnectionValues.TryCreate(form, values, out var connection, out var problems), string.Join(' ', problems));
        var descriptor = new ConnectorDescriptor
        {
            Slug = Slug,
            Name = "Fake",
            Category = "ats",
            Stage = "open_beta",
            ConnectionFields = form,
            Models = [.. _sources.Values.SelectMany(s => s.Read.Mappers.Select(m => Capability(m.Model, s)))],
        };
        return new FakeConnector(this, new ConnectorDefinition
        {
            Descriptor = descriptor,
            Apis = [new ApiPlan(static (in RequestScope _) => "https://vendor.test")],
            Concurrency = Concurrency,
            Sources = [.. _sources.Values.Select(s => s.Read)],
        }, connection);
    }

    private static ModelCapability Capability(string model, FakeSource source) =>
        new(model, Coverage.Supported, null, [.. source.Fields.Select(f => new FieldCapability(f, Coverage.Supported, null)), new FieldCapability("remote_data", source.RemoteData ? Coverage.Supported : Coverage.Unsupported, null)]);

    private static UnifiedRecord Never(ref System.Text.Json.Utf8JsonReader reader, MapContext context) => throw new InvalidOperationException();

    private static RecordKey? Nothing(ref System.Text.Json.Utf8JsonReader reader, MapContext context) => null;

    private async IAsyncEnumerable<ReadPage> ReadAsync(ReadSource source, ReadOptions options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fake = _sources[source.Name];
        var elements = fake.Of(options.ParentRemoteId);
        if (options.Since is not null)
        {
            elements = [.. elements.Where(e => fake.Changed.Contains(e.Key.First))];
        }

        var at = options.Resume is null ? 0 : int.Parse(options.Resume, System.Globalization.CultureInfo.InvariantCulture);
        do
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            lock (Requests)
            {
                Requests.Add(source.Name + (options.ParentRemoteId is { } p ? "/" + p : "") + (options.Since is null ? "" : "?since") + (at == 0 ? "" : "@" + at));
            }

            OnPage?.Invoke(source.Name, options.ParentRemoteId, at);
            var page = elements.Skip(at).Take(PageSize).ToList();
            at += PageSize;
            yield return new ReadPage
            {
                Records = [.. page.Where(e => !IsOld(e, fake, source, options)).SelectMany(e => e.Records).Where(r => options.Models!.Contains(r.Model))],
                SetAside = [.. page.Where(e => e.Fault is not null).Select(e => e.Fault!)],
                Elements = page.Count,
                Resume = at < elements.Count ? at.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
                Total = fake.Total?.Invoke(elements.Count),
                Skipped = fake.Skipped,
                Dropped = fake.Dropped == 0 ? new Dictionary<string, int>() : new Dictionary<string, int> { [source.Name] = fake.Dropped },
                Gone = [.. page.Where(e => e.IsGone).Select(e => new RecordName(source.Name, e.Key))],
                Unchanged = [.. page.Where(e => IsOld(e, fake, source, options)).Select(e => new RecordName(source.Name, e.Key))],
            };
        }
        while (at < elements.Count);
    }

    // The detail of an element that is stored is asked for only when it changed.
    private static bool IsOld(FakeElement element, FakeSource fake, ReadSource source, ReadOptions options) =>
        options.DetailsSince is not null && element.Records.Count > 0 && !fake.Changed.Contains(element.Key.First) && options.IsStored!(new RecordName(source.Name, element.Key));

    private sealed class FakeConnector(FakeVendor vendor, ConnectorDefinition definition, ConnectionValues connection)
        : Connector(definition, connection, new ConnectorOptions())
    {
        public override IReadOnlyDictionary<(string Path, string Value), int> UnmappedValues => vendor.Unmapped;

        public override IAsyncEnumerable<ReadPage> ReadAsync(ReadSource source, ReadOptions options, CancellationToken cancellationToken = default) =>
            vendor.ReadAsync(source, options, cancellationToken);

        public override Task<ActionReply> RunAsync(ActionPlan plan, ActionInput input, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(vendor.OnAction!(input, options!));
    }
}

/// <summary>One element of a list: the records it gives, or why it gives none.</summary>
internal sealed record FakeElement(RecordKey Key, IReadOnlyList<UnifiedRecord> Records, SetAside? Fault = null)
{
    /// <summary>Whether its detail is not there any more.</summary>
    public bool IsGone { get; init; }
}

/// <summary>What a source lists.</summary>
internal sealed class FakeSource
{
    private readonly Dictionary<string, List<FakeElement>> _elements = [];

    public required ReadSource Read { get; init; }

    /// <summary>Fields that are covered besides.</summary>
    public string[] Fields { get; set; } = [];

    /// <summary>Whether remote_data is covered.</summary>
    public bool RemoteData { get; set; }

    /// <summary>What since filters let through.</summary>
    public HashSet<string> Changed { get; } = [];

    /// <summary>The total the vendor tells, given the true one.</summary>
    public Func<int, long>? Total { get; set; }

    public int Skipped { get; set; }

    /// <summary>How many elements of each page are no records.</summary>
    public int Dropped { get; set; }

    public List<FakeElement> Of(string? parent) => _elements.TryGetValue(parent ?? "", out var list) ? list : _elements[parent ?? ""] = [];

    /// <summary>Replaces what is listed: <c>1</c>, or <c>1=name</c>.</summary>
    public FakeSource Holds(params string[] records) => HoldsFor(null, records);

    public FakeSource HoldsFor(string? parent, params string[] records)
    {
        var list = Of(parent);
        list.Clear();
        list.AddRange(records.Select(r =>
        {
            var (id, name) = r.Split('=') is [var i, var n] ? (i, n) : (r, "a");
            return new FakeElement(new RecordKey(id), [.. Read.Mappers.Select(m => FakeRecord.Of(m.Model, id, name))]);
        }));
        return this;
    }

    public FakeSource Add(string? parent, params UnifiedRecord[] records)
    {
        Of(parent).Add(new FakeElement(records[0].Key, records));
        return this;
    }

    public FakeSource AddGone(string id)
    {
        Of(null).Add(new FakeElement(new RecordKey(id), []) { IsGone = true });
        return this;
    }

    public FakeSource AddFault(string? parent, string? id, string path = "name", string reason = "is no text")
    {
        RecordKey? key = id is null ? null : new RecordKey(id);
        Of(parent).Add(new FakeElement(key ?? default, [], new SetAside(Read.Name, key, path, reason)));
        return this;
    }
}
