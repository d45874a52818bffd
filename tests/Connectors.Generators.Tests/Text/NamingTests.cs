using Connectors.Emitter.Text;

namespace Connectors.Generators.Tests.Text;

/// <summary>C# names for the words of specs and vocabularies.</summary>
public sealed class NamingTests
{
    [Theory]
    [InlineData("job_id", "JobId")]
    [InlineData("FULL_TIME", "FullTime")]
    [InlineData("street_1", "Street1")]
    [InlineData("some-slug", "SomeSlug")]
    [InlineData("zipCode", "ZipCode")]
    [InlineData("2fa", "_2Fa")]
    [InlineData("", "_")]
    public void Words_become_pascal_case(string word, string name) => Assert.Equal(name, Naming.Pascal(word));

    [Theory]
    [InlineData("job_id", "jobId")]
    [InlineData("class", "@class")]
    [InlineData("checked", "@checked")]
    public void Locals_become_camel_case_and_keywords_are_escaped(string word, string name) => Assert.Equal(name, Naming.Camel(word));

    [Theory]
    [InlineData("PhoneNumber", "phone_number", "PhoneNumberValue")]
    [InlineData("Number", "number", "NumberValue")]
    [InlineData("Job", "name", "Name")]
    [InlineData("Job", "to_string", "ToStringValue")]
    public void A_member_never_has_the_name_of_its_class_or_of_an_inherited_member(string owner, string word, string name) =>
        Assert.Equal(name, Naming.Property(owner, word));
}
