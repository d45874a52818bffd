namespace Connectors.Generators.Tests.Support;

/// <summary>Specs and contracts for tests.</summary>
internal static class Sample
{
    /// <summary>A small connector, named by its file.</summary>
    public static MemoryFile Spec(string slug) => new(
        $"/repo/specs/{slug}.yaml",
        $$"""
        connector: {{slug}}
        name: {{slug}}
        category: ats
        connection:
          fields:
            key: { label: Key, secret: true }
          auth:
            - send: { header: X-Key, value: "{connection.key}" }
        transport:
          rest: "https://{{slug}}.example/api"
          contract: contracts/{{slug}}.openapi.yaml
        models:
          tags:
            read: { get: /tags, records: tags }
            fields:
              remote_id: id
              name: name
        """,
        "spec");

    /// <summary>Its contract.</summary>
    public static MemoryFile Contract(string slug) => new(
        $"/repo/specs/contracts/{slug}.openapi.yaml",
        """
        openapi: 3.0.3
        info: { title: Tags, version: "1" }
        paths:
          /tags:
            get:
              responses:
                "200":
                  description: All tags.
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          tags:
                            type: array
                            items:
                              type: object
                              required: [id]
                              properties:
                                id: { type: string }
                                name: { type: string }
        """,
        "contract");

    /// <summary>The repository's vocabulary.</summary>
    public static MemoryFile Vocabulary() => new("/repo/specs/ats.yaml", MemoryFile.Specs("ats.yaml"), "vocabulary");

    /// <summary>The repository's Laura.</summary>
    public static MemoryFile Laura() => new("/repo/specs/laura.yaml", MemoryFile.Specs("laura.yaml"), "spec");

    /// <summary>Laura's contract.</summary>
    public static MemoryFile LauraContract() => new("/repo/specs/contracts/laura.openapi.yaml", MemoryFile.Specs("contracts/laura.openapi.yaml"), "contract");
}
