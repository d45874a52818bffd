using System.Text;
using Connectors.Server.Wire;

namespace Connectors.Server.Tests.Wire;

public sealed class StoredJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":"x","c":null}""", "a=1|b=\"x\"|c=null")]
    [InlineData("""{"a":{"b":[{"c":"}]"}],"d":{}},"e":[]}""", """a={"b":[{"c":"}]"}],"d":{}}|e=[]""")]
    [InlineData("""{"quoted":"a \"word\", and \\","after":true}""", """quoted="a \"word\", and \\"|after=true""")]
    [InlineData("""{"deep":["\\\"]",["{"]],"n":-1.5e3}""", """deep=["\\\"]",["{"]]|n=-1.5e3""")]
    [InlineData(""" { "spaced" : [ 1 , 2 ] , "n" : 3 } """, "spaced=[ 1 , 2 ]|n=3")]
    [InlineData("""{"ü":"ß€😀"}""", "ü=\"ß€😀\"")]
    [InlineData("{}", "")]
    [InlineData("", "")]
    public void The_members_of_an_object_are_found_whatever_stands_in_their_values(string json, string expected)
    {
        var members = new StoredJson(Encoding.UTF8.GetBytes(json));
        var found = new List<string>();
        while (members.NextMember())
        {
            Assert.Equal(Encoding.UTF8.GetString(members.Value) == "null", members.IsNull);
            found.Add($"{Encoding.UTF8.GetString(members.Name)}={Encoding.UTF8.GetString(members.Value)}");
        }

        Assert.Equal(expected, string.Join('|', found));
    }

    [Theory]
    [InlineData("""[{"a":1},{"a":[2]},"text,",3,null]""", """{"a":1}|{"a":[2]}|"text,"|3|null""")]
    [InlineData("[[],[[]]]", "[]|[[]]")]
    [InlineData("[ ]", "")]
    [InlineData("", "")]
    public void The_items_of_a_list_are_found_whatever_they_are(string json, string expected)
    {
        var items = new StoredJson(Encoding.UTF8.GetBytes(json));
        var found = new List<string>();
        while (items.NextItem())
        {
            found.Add(Encoding.UTF8.GetString(items.Value));
        }

        Assert.Equal(expected, string.Join('|', found));
    }

    [Theory]
    [InlineData("""{"a":"x""")]
    [InlineData("""{"a":{"b":1""")]
    [InlineData("""{"a":12""")]
    public void A_record_that_is_cut_off_is_told_rather_than_walked_forever(string json) => Assert.Throws<InvalidDataException>(() =>
    {
        var members = new StoredJson(Encoding.UTF8.GetBytes(json));
        while (members.NextMember())
        {
        }
    });

    [Fact]
    public void Wherever_a_record_is_cut_off_it_is_told()
    {
        var whole = Encoding.UTF8.GetBytes("""{ "a": "x\\\"y", "b": [1, {"c": null}], "d": 1.5, "e": {} }""");
        for (var length = 1; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() =>
            {
                var members = new StoredJson(whole.AsSpan(0, length));
                while (members.NextMember())
                {
                }
            });
        }
    }
}
