using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>Which fields of a form tell one account from another: those that reads are sent with.</summary>
public class AccountFieldTests
{
    [Theory]
    [InlineData("specs/coveto.yaml", "subdomain user")]
    [InlineData("specs/greenhouse.yaml", "client_id user_id")]
    [InlineData("specs/laura.yaml", "subdomain")]
    [InlineData("specs/lever.yaml", "region")]
    [InlineData("specs/teamtailor.yaml", "region")]
    [InlineData("specs/workable.yaml", "subdomain")]
    [InlineData("tests/specs/constructs/auth/chosen_field.yaml", "company")]
    [InlineData("tests/specs/constructs/auth/acting_user.yaml", "")]
    [InlineData("tests/specs/constructs/reads/each_channel.yaml", "")]
    public void Fields_that_reads_are_sent_with_tell_the_account_but_for_secrets_and_lists(string path, string fields) =>
        Assert.Equal(fields, string.Join(' ', Compile(Files.Read(path)).Where(f => f.TellsAccount).Select(f => f.Name)));

    [Fact]
    public void A_language_that_reads_are_asked_for_in_tells_the_account()
    {
        var laura = Files.Read("specs/laura.yaml");
        var asked = laura with { Text = laura.Text.Replace("query: { include: [texts, custom] }", "query: { include: [texts, custom], changed_since: \"{connection.language}\" }", StringComparison.Ordinal).Replace("      since: { query: changed_since, as: local_time, format: \"yyyy-MM-dd HH:mm\", overlap: 1m }\n", "", StringComparison.Ordinal) };

        Assert.Equal(["subdomain", "language"], Compile(asked).Where(f => f.TellsAccount).Select(f => f.Name));
    }

    private static EquatableArray<ConnectionField> Compile(SourceText source)
    {
        var (contract, siblings) = Files.ContractOf(source.Path)!.Value;
        var compilation = SpecCompiler.Compile(source, Vocabularies.Ats, contract, siblings);
        Assert.True(compilation.Success, string.Join('\n', compilation.Diagnostics.Select(d => d.Message)));
        return compilation.Spec!.Connection.Fields;
    }
}
