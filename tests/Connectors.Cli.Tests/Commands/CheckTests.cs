using System.Text.Json;
using System.Text.RegularExpressions;

namespace Connectors.Cli.Tests.Commands;

public partial class CheckTests
{
    [Fact]
    public async Task The_shipped_specs_have_no_errors()
    {
        var run = await Tool.RunAsync(["check", "specs"]);

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(run.Lines, line => line.Contains(": error ", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.StartsWith("specs/laura.yaml: no errors", StringComparison.Ordinal) && line.Contains("nobody has looked at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_mistakes_of_a_spec_outside_the_repository_are_reported_at_their_places()
    {
        using var folder = BrokenLaura(out var path, out var line);

        var run = await Tool.RunAsync(["check", path]);

        Assert.Equal(1, run.ExitCode);
        var errors = run.Lines.Where(l => l.Contains(": error ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.Matches(CompilerLine(), error));
        Assert.StartsWith($"{path}({line},", errors[0], StringComparison.Ordinal);
        Assert.StartsWith($"{path}({line + 1},", errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_says_the_same_as_the_lines()
    {
        using var folder = BrokenLaura(out var path, out _);

        var lines = await Tool.RunAsync(["check", path]);
        var json = await Tool.RunAsync(["check", path, "--format", "json"]);

        Assert.Equal(1, json.ExitCode);
        using var document = JsonDocument.Parse(json.Output);
        var spec = Assert.Single(document.RootElement.GetProperty("specs").EnumerateArray());
        Assert.Equal(2, spec.GetProperty("errors").GetInt32());
        Assert.Equal(
            lines.Lines.Where(l => CompilerLine().IsMatch(l)),
            spec.GetProperty("diagnostics").EnumerateArray().Select(d =>
                $"{d.GetProperty("file").GetString()}({d.GetProperty("line")},{d.GetProperty("column")}): {d.GetProperty("severity").GetString()} {d.GetProperty("id").GetString()}: {d.GetProperty("message").GetString()}"));
    }

    [Fact]
    public async Task A_contract_that_is_not_there_is_an_error_of_the_spec()
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("laura.yaml", Repository.Read("specs", "laura.yaml"));

        var run = await Tool.RunAsync(["check", path]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Lines, line => CompilerLine().IsMatch(line) && line.Contains("contracts/laura.openapi.yaml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nowhere.yaml", "There is no file 'nowhere.yaml'.")]
    [InlineData("docs", "The folder 'docs' has no file that ends in .yaml.")]
    public async Task A_path_without_a_spec_is_wrong_input(string path, string message)
    {
        var run = await Tool.RunAsync(["check", path]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: " + message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_wrong_input() => Assert.Equal(1, (await Tool.RunAsync(["chekc"])).ExitCode);

    /// <summary>Laura with two fields misspelt, one after the other; <paramref name="line"/> is that of the first, counted from 1.</summary>
    private static ScratchFolder BrokenLaura(out string path, out int line)
    {
        var folder = new ScratchFolder();
        folder.Write("contracts/laura.openapi.yaml", Repository.Read("specs", "contracts", "laura.openapi.yaml"));
        var spec = Repository.Read("specs", "laura.yaml");
        var broken = spec
            .Replace("first_name: name.first\n", "frist_name: name.first\n", StringComparison.Ordinal)
            .Replace("last_name: name.last\n", "last_name: name.lats\n", StringComparison.Ordinal);
        line = broken[..broken.IndexOf("frist_name", StringComparison.Ordinal)].Split('\n').Length;
        path = folder.Write("laura.yaml", broken);
        return folder;
    }

    [GeneratedRegex(@"^.+\(\d+,\d+\): (error|warning|info) CONN\d{4}: .+$")]
    private static partial Regex CompilerLine();
}
