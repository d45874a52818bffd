using Connectors.Specs;
using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Tests;

/// <summary>Specs to play: the repository's, and small ones written in a test.</summary>
internal static class Specs
{
    private static readonly Lazy<SandboxOptions> LazyLaura = new(static () => Shipped("laura"));

    /// <summary>A shipped spec whose vendor is described in OpenAPI.</summary>
    public static SandboxOptions Shipped(string slug)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "specs");
        return Compile(slug, File.ReadAllText(Path.Combine(folder, slug + ".yaml")), File.ReadAllText(Path.Combine(folder, "contracts", slug + ".openapi.yaml")));
    }

    public static SandboxOptions Laura => LazyLaura.Value;

    public static SandboxOptions Compile(string slug, string spec, string contract)
    {
        var compiled = SpecCompiler.Compile(new SourceText($"{slug}.yaml", spec), Vocabularies.Ats, new SourceText("contract.yaml", contract));
        Assert.True(compiled.Success, string.Join('\n', compiled.Diagnostics.Where(d => d.Rule.Severity == SpecSeverity.Error).Select(d => $"{d.File}({d.Span.Line + 1}): {d.Message}")));
        return new SandboxOptions { Spec = compiled.Spec!, Contract = compiled.Contract!, Vocabulary = Vocabularies.Ats };
    }

    /// <summary>A vendor that lists users at <c>/users</c>.</summary>
    /// <param name="read">What follows <c>get: /users</c> in the spec, in flow style.</param>
    /// <param name="parameters">The operation's query parameters.</param>
    /// <param name="reply">The members of the reply besides <c>users</c>, in flow style.</param>
    /// <param name="id">The schema of a user's id.</param>
    public static SandboxOptions Users(string read, string parameters = "", string reply = "", string id = "type: integer", string auth = "[]") => Compile(
        "users",
        $$"""
        connector: users
        name: Users
        category: ats
        connection:
          fields:
            key: { label: Key, secret: true }
            region: { label: Region, options: [eu, us] }
          auth: {{auth}}
          check: { get: /users }
        transport:
          rest: "https://{connection.region}.example.com/v3"
          contract: contract.yaml
        models:
          users:
            read: { get: /users, records: users{{read}} }
            fields:
              remote_id: id
              first_name: first
              email: mail
        """,
        $$"""
        openapi: 3.0.3
        info: { title: Users, version: "1" }
        paths:
          /users:
            get:
              parameters: [{{parameters}}]
              responses:
                "200":
                  description: ok
                  headers: { X-Next: { schema: { type: string } }, Link: { schema: { type: string } } }
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [users]
                        properties: { users: { type: array, items: { $ref: "#/components/schemas/User" } }, {{reply}} }
                default: { description: no, content: { application/json: { schema: { type: object, required: [message], properties: { message: { type: string } } } } } }
        components:
          schemas:
            User:
              type: object
              required: [id]
              properties:
                id: { {{id}} }
                first: { type: string, nullable: true, maxLength: 4 }
                mail: { type: string, format: email }
                updated_at: { type: string, format: date-time }
        """);
}
