using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Connectors.Sandbox.Tests.Actions;

/// <summary>What a step is answered with where the spec takes several values of the answer.</summary>
public sealed class StepReplyTests
{
    [Fact]
    public async Task An_address_that_two_values_are_taken_of_ends_in_the_id_of_the_record()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "constructs", "actions");
        await using var server = await SandboxServer.StartAsync(Specs.Compile(
            "steps", await File.ReadAllTextAsync(Path.Combine(folder, "steps.yaml")), await File.ReadAllTextAsync(Path.Combine(folder, "contracts", "people.openapi.yaml"))));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Connection["api_key"]);
        var people = new Uri(server.BaseAddress.AbsoluteUri.TrimEnd('/') + "/people");

        using var reply = await http.PostAsJsonAsync(people, new { first = "Aino", last = "Korhonen", contact = new { emails = new[] { "aino@example.com" } } });
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, text);
        using var made = JsonDocument.Parse(text);
        var id = made.RootElement.GetProperty("link").GetString()!.Split('/')[^1];

        using var list = JsonDocument.Parse(await http.GetStringAsync(people));
        Assert.Contains(list.RootElement.GetProperty("people").EnumerateArray(), person => person.GetProperty("id").GetRawText() == id);
    }
}
