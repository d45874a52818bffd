using System.Text.Json.Nodes;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Connections;

namespace Connectors.Constructs.Tests.Auth;

/// <summary>Fields of the connection that are chosen from a list, that only actions need, and that an action says anew.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task A_field_is_chosen_from_the_vendors_own_list_before_it_is_known()
    {
        await using var played = await PlayedSpec.StartAsync("chosen_field");
        var registration = ConnectorRegistry.Find("chosen_field")!;
        var values = new Dictionary<string, string> { ["key"] = played.Vendor.Connection["key"] };
        Assert.False(ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, values, out _, out _));
        Assert.True(ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, values, out var connection, out _, toChoose: true));
        var connector = registration.Create(connection, new ConnectorOptions { Clock = played.Clock, BaseAddress = played.Vendor.BaseAddress, Retries = 0 });

        var choices = await connector.ListChoicesAsync("company");

        Assert.NotEmpty(choices);
        Assert.All(choices, c => Assert.True(c.Value.Length > 0 && c.Label.Length > 0));
        await Assert.ThrowsAsync<ArgumentException>(() => connector.ListChoicesAsync("key"));
    }

    [Fact]
    public async Task A_list_of_choices_names_each_value_once()
    {
        using var heard = new Heard(_ => Heard.Reply("""[{"id":1,"title":"One"},{"id":2,"title":""},{"id":1,"title":"Again"},{"title":"None"}]"""));
        await using var played = await PlayedSpec.StartAsync("chosen_field", configure: o => o with { Http = new HttpMessageInvoker(heard) });

        Assert.Equal([new("1", "One"), new ConnectionChoice("2", "2")], await played.Connector.ListChoicesAsync("company"));
    }

    [Fact]
    public async Task Whoever_acts_is_named_with_every_request_of_an_action_and_with_no_other()
    {
        using var heard = new Heard();
        await using var played = await PlayedSpec.StartAsync("acting_user", configure: o => o with { Http = new HttpMessageInvoker(heard) });
        await played.ReadAsync("users");
        await RunAsync(played, null);

        var user = played.Vendor.Connection["acting_user"];
        var users = heard.One("/users");
        Assert.DoesNotContain("On-Behalf-Of", users.Headers, StringComparison.Ordinal);
        Assert.Empty(users.Address.Query);
        var person = heard.One("/people");
        Assert.Contains($"On-Behalf-Of: {user}", person.Headers, StringComparison.Ordinal);
        Assert.Equal($"?perform_as={user}", person.Address.Query);
        Assert.Equal(user, JsonNode.Parse(person.Body)!["author"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_action_may_be_done_as_somebody_else()
    {
        using var heard = new Heard(r => r.Method == HttpMethod.Post ? Heard.Reply("""{"id":7}""", System.Net.HttpStatusCode.Created) : null);
        await using var played = await PlayedSpec.StartAsync("acting_user", configure: o => o with { Http = new HttpMessageInvoker(heard) });

        await RunAsync(played, new Dictionary<string, string> { ["acting_user"] = "ann" });

        Assert.Contains("On-Behalf-Of: ann", heard.One("/people").Headers, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(played, new Dictionary<string, string> { ["key"] = "another" }));
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(played, new Dictionary<string, string> { ["nobody"] = "x" }));
    }

    [Fact]
    public async Task An_action_that_needs_a_field_is_refused_without_it_and_reading_is_not()
    {
        using var heard = new Heard();
        await using var played = await PlayedSpec.StartAsync("acting_user", connect: c => c.Remove("acting_user"), configure: o => o with { Http = new HttpMessageInvoker(heard) });
        Assert.NotEmpty(await played.ReadAsync("users"));

        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => RunAsync(played, null));

        var finding = Assert.Single(refused.Findings);
        Assert.Equal(("connection.acting_user", FindingKind.Missing), (finding.Path, finding.Kind));
        Assert.DoesNotContain(heard.Asked, a => a.Method == "POST");
        await RunAsync(played, new Dictionary<string, string> { ["acting_user"] = "ann" });
    }

    private static Task<ActionReply> RunAsync(PlayedSpec played, Dictionary<string, string>? connection)
    {
        var input = new CreateCandidateInput
        {
            Candidate = new() { FirstName = "Ann", LastName = "Lee", EmailAddress = "ann@example.com" },
            Application = new() { JobId = "remote:1" },
        };
        return played.Connector.RunAsync(played.Connector.Definition.Actions.Single(), input, new ActionOptions { Connection = connection });
    }
}
