using Connectors.Runtime.Connections;

namespace Connectors.Runtime.Tests.Connections;

public class ConnectionValuesTests
{
    private static readonly ConnectionFieldInfo[] Form =
    [
        new("subdomain", "Subdomain") { Pattern = "^[a-z0-9-]{1,63}$", Example = "acme" },
        new("api_key", "API key") { Secret = true, Pattern = "[0-9a-f]{8}" },
        new("language", "Language") { Options = ["en", "fi"], Default = "en" },
    ];

    [Fact]
    public void Values_that_fit_are_taken_and_defaults_filled_in()
    {
        Assert.True(ConnectionValues.TryCreate(Form, Values("acme", "0123abcd"), out var connection, out var problems));

        Assert.Empty(problems);
        Assert.Equal("acme", connection["subdomain"]);
        Assert.Equal("en", connection["language"]);
        Assert.Equal(["0123abcd"], connection.Secrets);
        Assert.Equal(["language", "subdomain"], connection.Public.Keys.Order());
    }

    [Fact]
    public void What_does_not_tell_the_account_is_not_stored_as_its()
    {
        ConnectionFieldInfo[] form = [.. Form.Select(f => f.Name == "language" ? f with { TellsAccount = false } : f)];

        Assert.True(ConnectionValues.TryCreate(form, Values("acme", "0123abcd"), out var connection, out _));

        Assert.Equal(["subdomain"], connection.Public.Keys);
        Assert.Equal("en", connection["language"]);
    }

    [Fact]
    public void Every_problem_is_reported_at_once()
    {
        var values = new Dictionary<string, string> { ["subdomain"] = "Acme!", ["language"] = "sv", ["colour"] = "red" };

        Assert.False(ConnectionValues.TryCreate(Form, values, out var connection, out var problems));

        Assert.Null(connection);
        Assert.Equal(
            [
                "There is no field 'colour'; the fields are subdomain, api_key, language.",
                "'subdomain' is 'Acme!', which does not have the form ^[a-z0-9-]{1,63}$ (example: acme).",
                "'api_key' (API key) is missing.",
                "'language' is 'sv', which is not one of en, fi.",
            ],
            problems);
    }

    [Fact]
    public void A_secret_is_neither_quoted_nor_shown()
    {
        Assert.False(ConnectionValues.TryCreate(Form, Values("acme", "hunter2"), out _, out var problems));
        Assert.True(ConnectionValues.TryCreate(Form, Values("acme", "0123abcd"), out var connection, out _));

        Assert.Equal(["'api_key' has a value that does not have the form [0-9a-f]{8}."], problems);
        Assert.Equal("subdomain=acme, api_key=***, language=en", connection.ToString());
    }

    [Theory]
    [InlineData("0123abcd\n")]
    [InlineData("x0123abcd")]
    [InlineData("0123abcd|")]
    public void A_pattern_must_match_the_whole_value(string key) =>
        Assert.False(ConnectionValues.TryCreate(Form, Values("acme", key), out _, out _));

    [Fact]
    public void An_empty_value_counts_as_not_given()
    {
        Assert.False(ConnectionValues.TryCreate(Form, Values("", "0123abcd"), out _, out var problems));

        Assert.Equal("'subdomain' (Subdomain) is missing.", Assert.Single(problems));
    }

    [Fact]
    public void A_pattern_that_chokes_on_a_value_does_not_hang()
    {
        ConnectionFieldInfo[] form = [new("a", "A") { Pattern = "(x+x+)+y" }];

        Assert.False(ConnectionValues.TryCreate(form, new Dictionary<string, string> { ["a"] = new('x', 60) }, out _, out var problems));

        Assert.Single(problems);
    }

    private static Dictionary<string, string> Values(string subdomain, string key) => new() { ["subdomain"] = subdomain, ["api_key"] = key };
}
