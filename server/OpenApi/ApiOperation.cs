using Microsoft.OpenApi;

namespace Connectors.Server.OpenApi;

/// <summary>What a path of the API does, for those who read its description. Every path below the version carries one; a test sees to it.</summary>
/// <param name="Group">What it belongs to.</param>
/// <param name="Summary">What it does, in a few words.</param>
internal sealed record ApiOperation(string Group, string Summary)
{
    /// <summary>What else there is to know; null for nothing.</summary>
    public string? Description { get; init; }

    public IReadOnlyList<OpenApiParameter> Query { get; init; } = [];

    /// <summary>Its body; null for none.</summary>
    public Func<ApiSchemas, IOpenApiSchema>? Body { get; init; }

    /// <summary>What <c>data</c> of its answer holds.</summary>
    public Func<ApiSchemas, IOpenApiSchema> Data { get; init; } = static _ => Schema.Nothing();

    /// <summary>Whether its answers have warnings.</summary>
    public bool Warns { get; init; }

    /// <summary>Whether it is about the integration that a header names.</summary>
    public bool OfIntegration { get; init; }

    /// <summary>Whether the same request may be sent twice under a key of the caller's.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Whether it is kept only for callers that use it already.</summary>
    public bool Deprecated { get; init; }
}
