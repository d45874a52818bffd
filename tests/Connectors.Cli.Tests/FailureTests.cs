using System.Globalization;
using System.Reflection;
using Connectors.Cli.Terminal;

namespace Connectors.Cli.Tests;

/// <summary>How a run ends that nobody foresaw.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task A_fault_of_the_tool_is_told_from_wrong_input()
    {
        using var error = new StringWriter();
        using var output = new BrokenWriter();

        var code = await CliApp.RunAsync(["check", "specs"], new CliHost { Out = Screen.Plain(output), Error = error, Folder = Repository.Root, Environment = _ => null });

        Assert.Equal(70, code);
        Assert.StartsWith("error: This should not have happened: the wire is cut", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_exit_code_is_in_the_table()
    {
        var table = File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).SkipWhile(l => l != "## Exit codes").Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal));
        var told = table.Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Where(c => c.Length > 1 && int.TryParse(c[1], CultureInfo.InvariantCulture, out _)).Select(c => int.Parse(c[1], CultureInfo.InvariantCulture));
        var codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (int)f.GetRawConstantValue()!);

        Assert.Equal(codes, told);
    }

    private sealed class BrokenWriter : StringWriter
    {
        public override void Write(char value) => throw Broken();

        public override void Write(string? value) => throw Broken();

        public override void WriteLine(string? value) => throw Broken();

        private static InvalidOperationException Broken() => new("the wire is cut");
    }
}
