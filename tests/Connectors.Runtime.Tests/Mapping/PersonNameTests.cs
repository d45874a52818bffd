using Connectors.Runtime.Mapping;

namespace Connectors.Runtime.Tests.Mapping;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("Anna Berg", "Anna", "Berg")]
    [InlineData("Anna Maria Berg", "Anna Maria", "Berg")]
    [InlineData("Anna Maria van der Berg", "Anna Maria", "van der Berg")]
    [InlineData("anna berg", "anna", "berg")]
    [InlineData("van Berg", "van", "Berg")]
    [InlineData("Berg, Anna Maria", "Anna Maria", "Berg")]
    [InlineData("van der Berg,Anna", "Anna", "van der Berg")]
    [InlineData("Berg,", null, "Berg")]
    [InlineData(", Anna", "Anna", null)]
    [InlineData("Cher", "Cher", null)]
    [InlineData("  Anna\t Berg\u00a0 ", "Anna", "Berg")]
    [InlineData("   ", null, null)]
    [InlineData(",", null, null)]
    [InlineData(null, null, null)]
    public void A_full_name_is_taken_apart(string? name, string? given, string? family) =>
        Assert.Equal((given, family), (PersonName.Given(name), PersonName.Family(name)));
}
