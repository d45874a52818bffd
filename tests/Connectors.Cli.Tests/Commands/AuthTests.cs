namespace Connectors.Cli.Tests.Commands;

/// <summary>Commands about connections, for connectors that have nothing for them.</summary>
public class AuthTests
{
    [Fact]
    public async Task A_field_that_is_not_chosen_has_no_choices()
    {
        var run = await Tool.RunAsync(["choices", "laura", "subdomain", "--sandbox"]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("no connection field that is chosen", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_has_to_agree_where_credentials_are_enough()
    {
        using var folder = new ScratchFolder();
        var run = await Tool.RunAsync(["authorize", "laura", "--redirect", "http://127.0.0.1/back", "--database", folder.At("x.db")]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("Nobody has to agree", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("x.db")));
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused()
    {
        var run = await Tool.RunAsync(["authorize", "laura", "--redirect", "back"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'back' is no address", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_has_no_other_connection_values_than_the_spec_lets_it_have()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.At("input.json"), """{"candidate":{"first_name":"A","last_name":"B","email_address":"a@b.example"},"application":{"job_id":"remote:1"}}""");

        var run = await Tool.RunAsync(["run", "laura", "create_application", "--sandbox", "--input", folder.At("input.json"), "--database", folder.At("x.db"), "--with", "subdomain=other"]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("no connection value that an action could have another of", run.Error, StringComparison.Ordinal);
    }
}
