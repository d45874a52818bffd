using System.Text.Json;
using Connectors.Sandbox.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Tests;

/// <summary>The small specs under tests/specs, each about one construct: the sandbox plays every one of them.</summary>
public sealed class ConstructTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "constructs");

    public static TheoryData<string> Constructs { get; } = new(Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Constructs))]
    public async Task Every_source_answers_as_its_contract_says(string name)
    {
        var options = Specs.Compile(name, await File.ReadAllTextAsync(Path.Combine(Folder, name + ".yaml")), await File.ReadAllTextAsync(Path.Combine(Folder, "contracts", "acme.openapi.yaml")));
        await using var server = await SandboxServer.StartAsync(options);
        using var client = new SpecClient(options, server);
        var validator = new ContractValidator(options.Contract);
        foreach (var source in options.Spec.Sources)
        {
            var elements = 0;
            for (var parent = 0; parent < (source.ForEach is null ? 1 : server.Records.Count(source.ForEach)); parent++)
            {
                var (status, body) = await client.AskAsync(source.Request, source, source.ForEach is null ? null : server.Records.RemoteId(source.ForEach, parent));
                if (source.On.Any(r => r.Means == ReplyMeaning.Empty && r.Statuses.Contains(status)))
                {
                    continue;
                }

                var reply = options.Contract.Operations.First(o => o.Method == source.Request.Method && o.Path == source.Request.ContractPath).Success!;
                Assert.True(status == (reply.Status == 0 ? 200 : reply.Status), $"{status} {body}");
                Assert.Empty(validator.Validate(body!.Value, reply.Body));
                elements += Elements(body.Value, source.Records);
            }

            Assert.True(elements > 0, source.Name);
            await CheckDetailsAsync(options, server, client, validator, source);
        }
    }

    private static async Task CheckDetailsAsync(SandboxOptions options, SandboxServer server, SpecClient client, ContractValidator validator, SourceSpec source)
    {
        if (source.Lookup is not { } lookup)
        {
            return;
        }

        var statuses = new HashSet<int>();
        for (var i = 0; i < server.Records.Count(source.Name); i++)
        {
            var (status, body) = await client.AskAsync(lookup.Request, record: server.Records.RemoteId(source.Name, i));
            statuses.Add(status);
            Assert.Empty(validator.Validate(body!.Value, options.Contract.Operations.First(o => o.Method == lookup.Request.Method && o.Path == lookup.Request.ContractPath).Reply(status)!.Body));
        }

        Assert.Contains(200, statuses);
    }

    private static int Elements(JsonElement reply, VendorPath records)
    {
        foreach (var step in records.Steps.OfType<PathStep.Property>())
        {
            reply = reply.GetProperty(step.Name);
        }

        return reply.ValueKind == JsonValueKind.Array ? reply.GetArrayLength() : 1;
    }
}
