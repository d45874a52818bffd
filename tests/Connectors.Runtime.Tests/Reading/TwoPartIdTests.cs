using Connectors.Runtime.Records;

namespace Connectors.Runtime.Tests.Reading;

public class TwoPartIdTests
{
    [Theory]
    [InlineData("4711", "12", "4711:12")]
    [InlineData("a:b", "c", "a%3Ab:c")]
    [InlineData("a", "b:c", "a:b%3Ac")]
    [InlineData("5%", "%3A", "5%25:%253A")]
    public void Both_parts_are_one_text_and_come_out_of_it_again(string first, string second, string id)
    {
        Assert.Equal(id, TwoPartId.Of(first, second));
        Assert.Equal(new Reference(id), TwoPartId.ReferenceOf(first, second));
        Assert.Equal((first, second), (TwoPartId.Part(id, 1), TwoPartId.Part(id, 2)));
    }

    [Theory]
    [InlineData(null, "1")]
    [InlineData("1", null)]
    [InlineData("", "1")]
    [InlineData("1", "")]
    public void Without_a_part_there_is_no_id(string? first, string? second)
    {
        Assert.Null(TwoPartId.Of(first, second));
        Assert.Null(TwoPartId.ReferenceOf(first, second));
    }

    [Fact]
    public void An_id_without_parts_is_its_own_part_and_there_are_but_two()
    {
        Assert.Equal("4711", TwoPartId.Part("4711", 2));
        Assert.Null(TwoPartId.Part(null, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoPartId.Part("1:2", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoPartId.Part("1:2", 3));
    }
}
