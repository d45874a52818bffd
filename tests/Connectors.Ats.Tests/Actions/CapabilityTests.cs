using Connectors.Runtime.Capabilities;

namespace Connectors.Ats.Tests.Actions;

/// <summary>What descriptors tell of actions and features.</summary>
public sealed class CapabilityTests
{
    private static readonly ConnectorDescriptor Laura = LauraConnector.Registration.Definition.Descriptor;
    private static readonly ConnectorDescriptor Coveto = CovetoConnector.Registration.Definition.Descriptor;

    [Fact]
    public void Every_action_and_feature_of_the_vocabulary_has_a_state()
    {
        Assert.Equal(14, Laura.Actions.Length);
        Assert.Equal(6, Laura.Features.Length);
        Assert.Equal(["create_candidate", "create_application", "move_application_to_stage"], Supported(Laura));
        Assert.Equal(["create_candidate", "create_application"], Supported(Coveto));
        Assert.Equal(Coverage.Supported, Coveto.Feature("source_writing")!.Coverage);
        Assert.Equal(Coverage.Unknown, Laura.Feature("source_writing")!.Coverage);
    }

    [Fact]
    public void Notes_are_derived_from_what_makes_them_true()
    {
        Assert.Equal("At most 5 attachments can be added.", Coveto.Action("create_application")!.Note);
        Assert.Null(Laura.Action("create_application")!.Note);
        Assert.Equal("Where no source is given, the environment's source name is sent.", Coveto.Action("create_candidate")!.Input("source.name")!.Note);
        Assert.Contains("attachments", Laura.Action("create_application")!.Input("attachments.data")!.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void What_everybody_accepts_is_no_row_where_it_is_not_sent() => Assert.Null(Coveto.Action("create_application")!.Input("attachments.type"));

    [Fact]
    public void Looking_up_costs_nothing()
    {
        Look();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Look();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Look()
        {
            _ = Laura.Model("jobs")!.Field("location");
            _ = Laura.Action("create_application")!.Input("source.name");
            _ = Laura.Feature("jobs");
            _ = Laura.Model("nothing");
        }
    }

    private static IEnumerable<string> Supported(ConnectorDescriptor connector) => connector.Actions.Where(a => a.Coverage == Coverage.Supported).Select(a => a.Name);
}
