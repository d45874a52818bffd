using Connectors.Runtime.Mapping;

namespace Connectors.Runtime.Tests.Mapping;

public class TextListTests
{
    [Fact]
    public void Texts_that_are_there_are_joined()
    {
        Assert.Equal("a\nb\nc", TextList.Join("\n", "a", "b", "c"));
        Assert.Equal("a\nc", TextList.Join("\n", "a", null, "c"));
        Assert.Equal("b", TextList.Join("\n", null, "b", null));
        Assert.Null(TextList.Join("\n", null, null));
        Assert.Null(TextList.Join("\n"));
    }

    [Fact]
    public void The_first_list_with_items_is_taken_and_else_the_first_that_is_there()
    {
        Assert.Equal([2], JsonList.FirstOf<int>(null, [], [2]));
        Assert.Empty(JsonList.FirstOf<int>(null, [])!);
        Assert.Null(JsonList.FirstOf<int>(null, null));
    }

    [Fact]
    public void A_required_list_is_empty_rather_than_null() => Assert.Empty(JsonList.OrEmpty<int>(null));
}
