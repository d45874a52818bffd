using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Records;

namespace Connectors.Sync.Tests.Fakes;

/// <summary>The input of an action that a <see cref="FakeVendor"/> answers.</summary>
internal sealed class FakeInput(string? answer) : ActionInput
{
    public static ActionPlan Plan { get; } = new ActionPlan<FakeInput>
    {
        Name = "do",
        Steps = [],
        From = static (JsonElement _, ref Findings? _) => null,
        Guard = static _ => null,
    };

    public override string Action => "do";

    public override string? Answer => answer;

    public override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }

    public override ValueTask<ActionInput> ResolveAsync(InputResolution resolution) => new(this);

    public override IReadOnlyList<UnifiedRecord> Records(ActionReply reply) => [];
}
