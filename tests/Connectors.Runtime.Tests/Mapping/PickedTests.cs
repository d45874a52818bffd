using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Tests.Mapping;

public sealed class PickedTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_and_the_last_are_those_of_the_list()
    {
        var items = List(("a", null), ("b", null));

        Assert.Equal("a", Picked.First(items)!.Value);
        Assert.Equal("b", Picked.Last(items)!.Value);
    }

    [Fact]
    public void The_newest_and_the_oldest_go_by_time_and_those_without_come_last()
    {
        var items = List(("a", null), ("b", Noon), ("c", Noon.AddHours(1)), ("d", Noon.ToOffset(TimeSpan.FromHours(5))), ("e", null));

        Assert.Equal("c", Picked.Newest(items)!.Value);
        Assert.Equal("b", Picked.Oldest(items)!.Value);
        Assert.Equal("a", Picked.Newest(List(("a", null), ("b", null)))!.Value);
    }

    [Fact]
    public void Of_nothing_nothing_is_picked()
    {
        Assert.Null(Picked.First<string>(null));
        Assert.Null(Picked.Last<string>([]));
        Assert.Null(Picked.Newest<string>([]));
        Assert.Null(Picked.Oldest<string>(null));
    }

    [Theory]
    [InlineData("question_12", "12")]
    [InlineData("question_", null)]
    [InlineData("Question_12", null)]
    [InlineData("12", null)]
    [InlineData(null, null)]
    public void What_follows_a_prefix_is_the_id(string? text, string? id)
    {
        Assert.Equal(id, Prefix.Without("question_", text));
        Assert.Equal(id, Prefix.Without("question_", text is null ? null : new Reference(text))?.RemoteId);
    }

    private static List<Picked<string>> List(params (string Value, DateTimeOffset? Time)[] items) => [.. items.Select(i => new Picked<string>(i.Value, i.Time))];
}
