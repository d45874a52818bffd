using System.Collections.Concurrent;
using Connectors.Ats;
using Connectors.Sandbox;

namespace Connectors.Soap.Tests.Compiled;

/// <summary>Specs of the tests, compiled into connectors and run against the sandbox that plays their vendor.</summary>
public sealed class CompiledSpecTests
{
    [Fact]
    public async Task A_lookup_over_SOAP_completes_every_record_and_keeps_both_replies()
    {
        var asked = new ConcurrentBag<SandboxRequest>();
        await using var played = await PlayedSpec.StartAsync(LookupSoapConnector.Registration, asked.Add);

        var (records, skipped) = await played.ReadAsync("users");

        var users = records.ConvertAll(r => (User)r);
        Assert.Equal(played.Vendor.Records.Count("users"), users.Count + skipped);
        Assert.NotEmpty(users);
        Assert.True(asked.Count > users.Count + skipped, "every record is asked for");
        Assert.All(users, user =>
        {
            var raw = PlayedSpec.Raw(user.RemoteData);
            Assert.Equal(user.RemoteId, raw.GetProperty("FindUsers").GetProperty("@id").GetString());
            var detail = raw.GetProperty("GetUser").GetProperty("User");
            Assert.Equal(user.FirstName, detail.GetProperty("First").GetString());
        });
    }

    [Fact]
    public async Task A_REST_api_and_a_SOAP_service_are_one_connector()
    {
        await using var played = await PlayedSpec.StartAsync(MixedConnector.Registration);

        await played.CheckAsync();
        var (users, _) = await played.ReadAsync("users");
        var (tags, _) = await played.ReadAsync("tags");

        Assert.Equal(played.Vendor.Records.Count("users"), users.Count);
        Assert.Equal(played.Vendor.Records.Count("tags"), tags.Count);
        Assert.NotEmpty(tags);
        Assert.All(users, user => Assert.Equal(((User)user).RemoteId, PlayedSpec.Raw(((User)user).RemoteData).GetProperty("/users").GetProperty("id").ToString()));
        Assert.All(tags, tag => Assert.Equal(((Tag)tag).Name, PlayedSpec.Raw(((Tag)tag).RemoteData).GetProperty("FindTags").GetProperty("Label").GetString()));
    }
}
