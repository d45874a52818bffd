using System.Text.Json;
using System.Xml.Linq;

namespace Connectors.Cli.Tests.Commands;

/// <summary>Passthrough requests on the command line, against vendors that are played.</summary>
public class PassthroughTests
{
    private const string Coveto = "https://www.coveto.de/soap/v2";

    [Fact]
    public async Task A_REST_vendor_answers_as_it_answers_the_connector()
    {
        var run = await RunAsync("laura", "api", "get", "/jobs", "--query", "page=1", "--query", "per_page=2", "--include");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("^200 http://127.0.0.1:[0-9]+/api/v1.2/jobs\\?page=1&per_page=2\n", run.Output);
        var body = run.Output[(run.Output.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        Assert.Equal(2, JsonDocument.Parse(body).RootElement.GetProperty("jobs").GetArrayLength());
    }

    [Fact]
    public async Task A_SOAP_operation_is_called_with_an_element_from_a_file()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.At("call.xml"), $"<HoleStellen xmlns=\"{Coveto}\"><Seite>1</Seite><ProSeite>2</ProSeite></HoleStellen>");

        var run = await RunAsync("coveto", "soap", "POST", "/", "--data", "@" + folder.At("call.xml"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(2, XDocument.Parse(run.Output).Descendants().Count(e => e.Name.LocalName == "Stelle"));
    }

    [Fact]
    public async Task What_the_vendor_refuses_is_written_and_ends_with_code_2()
    {
        var run = await RunAsync("laura", "api", "POST", "/applicants", "--data", """{"first_name":7}""");

        Assert.Equal(2, run.ExitCode);
        Assert.Matches("^The vendor answered with the status 4[0-9][0-9]\\.\n$", run.Error);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(run.Output).RootElement.ValueKind);
    }

    [Theory]
    [InlineData("//other.example/jobs", "path: ")]
    [InlineData("/../admin", "path: ")]
    [InlineData("https://other.example/jobs", "path: ")]
    public async Task A_path_that_leads_elsewhere_is_refused(string path, string line)
    {
        var run = await RunAsync("laura", "api", "GET", path);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(run.Error.Split('\n'), l => l.StartsWith(line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Headers_and_apis_that_cannot_be_are_told()
    {
        var header = await RunAsync("laura", "api", "GET", "/jobs", "--header", "X-Api-Key: mine");
        var form = await RunAsync("laura", "api", "GET", "/jobs", "--header", "nothing");
        var api = await RunAsync("coveto", "rest", "GET", "/");

        Assert.Contains("headers.X-Api-Key: ", header.Error, StringComparison.Ordinal);
        Assert.Contains("--header takes name: value.", form.Error, StringComparison.Ordinal);
        Assert.Contains("public, soap", api.Error, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (header.ExitCode, form.ExitCode, api.ExitCode));
    }

    private static Task<ToolRun> RunAsync(string connector, params string[] rest) => Tool.RunAsync(["passthrough", connector, .. rest, "--sandbox", "--records", "200"]);
}
