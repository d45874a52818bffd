namespace Connectors.Server.Tests.Fields;

public sealed class FieldCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connectors-fields-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Fields_are_added_once_and_listed()
    {
        Assert.Equal(0, Run("field", "add", "jobs", "cost_centre", "--label", "Cost centre"));
        Assert.Equal(0, Run("field", "add", "candidates", "badge"));
        Assert.Equal(1, Run("field", "add", "jobs", "cost_centre"));
        Assert.Equal(1, Run("field", "add", "jobs", "no key"));
        Assert.Equal(0, Run("field", "list"));

        Assert.Equal(["Added.", "Added.", "candidates badge", "jobs cost_centre (Cost centre)"], _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            ["There is such a field already.", "The key has 1 to 64 letters, digits and underscores."],
            _error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private int Run(params string[] arguments) => ServeCommand.Create(_output, _error, _folder).Parse(arguments).Invoke();
}
