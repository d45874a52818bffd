using Connectors.Cli.Connections;
using Connectors.Cli.Terminal;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Connections;

namespace Connectors.Cli.Tests.Connections;

public class ConnectionSettingsTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private static readonly ConnectorDescriptor First = Connector("first");
    private static readonly ConnectorDescriptor Second = Connector("second-ats");

    [Fact]
    public void The_more_exact_word_wins()
    {
        var settings = Parse(["key=general", "second-ats.key=exact"], ("CONNECTORS_FIRST_KEY", "environment"), ("CONNECTORS_SECOND_ATS_KEY", "environment"));

        Assert.Equal("general", settings.For(First, Nothing)["key"]);
        Assert.Equal("exact", settings.For(Second, Nothing)["key"]);
    }

    [Fact]
    public void The_environment_fills_what_was_not_set()
    {
        var settings = Parse([], ("CONNECTORS_FIRST_KEY", "mine"), ("CONNECTORS_SECOND_ATS_KEY", "yours"));

        Assert.Equal("mine", settings.For(First, Nothing)["key"]);
        Assert.Equal("yours", settings.For(Second, Nothing)["key"]);
    }

    [Fact]
    public void Translations_of_vendor_values_are_those_of_the_connector_and_the_more_exact_word_wins()
    {
        var settings = Parse(["key=k", "second-ats.jobs.status[On hold]=CLOSED", "jobs.status[On hold]=OPEN", "jobs.status[Gone = away]=CLOSED"]);

        Assert.Equal(new Dictionary<string, string> { ["On hold"] = "OPEN", ["Gone = away"] = "CLOSED" }, settings.For(First, Nothing).Maps["jobs.status"]);
        Assert.Equal(new Dictionary<string, string> { ["On hold"] = "CLOSED", ["Gone = away"] = "CLOSED" }, settings.For(Second, Nothing).Maps["jobs.status"]);
    }

    [Fact]
    public void Translations_into_nothing_and_of_nothing_are_reported()
    {
        var wrong = Assert.Throws<CliException>(() => Parse(["key=k", "jobs.status[Gone]=AWAY"]).For(First, Nothing));
        var unknown = Assert.Throws<CliException>(() => Parse(["jobs.state[Gone]=CLOSED"]));

        Assert.Contains("'jobs.status' cannot be 'AWAY'; it is one of OPEN, CLOSED.", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("'jobs.state' has no translations of its own", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("'jobs.status'", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sandboxs_values_come_last()
    {
        var made = new Dictionary<string, string> { ["key"] = "made up" };

        Assert.Equal("made up", Parse([]).For(First, made)["key"]);
        Assert.Equal("given", Parse(["key=given"]).For(First, made)["key"]);
    }

    [Fact]
    public void A_value_may_contain_an_equals_sign() => Assert.Equal("a=b==", Parse(["key=a=b=="]).For(First, Nothing)["key"]);

    [Fact]
    public void A_setting_that_lost_its_name_is_not_repeated_since_it_may_be_a_secret()
    {
        var error = Assert.Throws<CliException>(() => Parse(["s3cr3t", "kye=s3cr3t"]));

        Assert.Contains("--set name=value", error.Message, StringComparison.Ordinal);
        Assert.Contains("'kye'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.Message, StringComparison.Ordinal);
    }

    private static ConnectionSettings Parse(string[] settings, params (string Name, string Value)[] environment)
    {
        var variables = environment.ToDictionary(e => e.Name, e => e.Value);
        var host = new CliHost { Out = Screen.Plain(TextWriter.Null), Error = TextWriter.Null, Environment = name => variables.GetValueOrDefault(name) };
        return ConnectionSettings.Parse(host, settings, [First, Second]);
    }

    private static ConnectorDescriptor Connector(string slug) => new()
    {
        Slug = slug,
        Name = slug,
        Category = "ats",
        Stage = "general",
        ConnectionFields = [new ConnectionFieldInfo("key", "Key") { Secret = true }],
        OwnMaps = [new OwnMapInfo("jobs.status", ["OPEN", "CLOSED"])],
    };
}
