using System.Text.RegularExpressions;
using Connectors.Server.Actions;
using Connectors.Server.Http;
using Connectors.Specs.Vocabulary;
using Microsoft.OpenApi;

namespace Connectors.Server.OpenApi;

/// <summary>The description of the API, made of what its paths say of themselves.</summary>
internal sealed partial class ApiDocument(EndpointDataSource endpoints, VocabularySpec vocabulary)
{
    private const string Json = "application/json";
    private const string KeyScheme = "api_key";

    private readonly Lazy<OpenApiDocument> _document = new(() => Build(endpoints, vocabulary));

    /// <summary>The description.</summary>
    public OpenApiDocument Document => _document.Value;

    private static OpenApiDocument Build(EndpointDataSource endpoints, VocabularySpec vocabulary)
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo { Title = "The unified recruiting API", Version = "1", Description = "Jobs, candidates, applications and what belongs to them, of every connected applicant tracking system." },
            Paths = [],
            Components = new OpenApiComponents(),
            Servers = [new OpenApiServer { Url = "/" }],
        };
        document.AddComponent<IOpenApiSecurityScheme>(KeyScheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key of this server." });
        document.AddComponent<IOpenApiSchema>("Error", Error());
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] }];
        var schemas = new ApiSchemas(document, vocabulary);
        var described = from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
                        let operation = endpoint.Metadata.GetMetadata<ApiOperation>()
                        where operation is not null
                        let method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]
                        select (Path: endpoint.RoutePattern.RawText!, Method: new HttpMethod(method), Operation: operation);
        foreach (var (path, method, operation) in described)
        {
            if (!document.Paths.TryGetValue(path, out var item))
            {
                document.Paths.Add(path, item = new OpenApiPathItem());
            }

            ((OpenApiPathItem)item).AddOperation(method, Describe(document, schemas, path, method, operation));
        }

        document.SetReferenceHostDocument();
        return document;
    }

    private static OpenApiOperation Describe(OpenApiDocument document, ApiSchemas schemas, string path, HttpMethod method, ApiOperation operation)
    {
        document.Tags ??= new HashSet<OpenApiTag>();
        if (document.Tags.All(t => t.Name != operation.Group))
        {
            document.Tags.Add(new OpenApiTag { Name = operation.Group });
        }

        return new OpenApiOperation
        {
            OperationId = Id(path, method),
            Summary = operation.Summary,
            Description = operation.Description,
            Deprecated = operation.Deprecated,
            Tags = new HashSet<OpenApiTagReference> { new(operation.Group, document) },
            Parameters = [.. Parameters(path, operation)],
            RequestBody = operation.Body is null ? null : new OpenApiRequestBody { Required = true, Content = Content(operation.Body(schemas)) },
            Responses = new OpenApiResponses
            {
                ["200"] = new OpenApiResponse { Description = "Done.", Content = Content(Success(operation, schemas)) },
                ["default"] = new OpenApiResponse { Description = "It could not be done; the code says why.", Content = Content(new OpenApiSchemaReference("Error", document)) },
            },
        };
    }

    private static IEnumerable<IOpenApiParameter> Parameters(string path, ApiOperation operation)
    {
        foreach (Match name in Braces().Matches(path))
        {
            yield return new OpenApiParameter { Name = name.Groups[1].Value, In = ParameterLocation.Path, Required = true, Schema = Schema.Text() };
        }

        if (operation.OfIntegration)
        {
            yield return new OpenApiParameter { Name = Callers.Header, In = ParameterLocation.Header, Required = true, Description = "The integration, such as tool:123.", Schema = Schema.Text() };
        }

        if (operation.Repeatable)
        {
            yield return new OpenApiParameter { Name = ActionHandler.KeyHeader, In = ParameterLocation.Header, Description = "The same key and body answer what was made first, for 30 days.", Schema = Schema.Text() };
        }

        foreach (var parameter in operation.Query)
        {
            yield return parameter;
        }
    }

    private static OpenApiSchema Success(ApiOperation operation, ApiSchemas schemas)
    {
        var members = new List<(string, IOpenApiSchema)> { ("status", Schema.Word(null, "success")), ("data", operation.Data(schemas)) };
        if (operation.Warns)
        {
            members.Add(("warnings", Schema.List(Schema.Object(("message", Schema.Text("What was left out, or is worth knowing."))))));
        }

        return Schema.Object(members);
    }

    private static OpenApiSchema Error() => Schema.Object(
        ("status", Schema.Word(null, "error")),
        ("error", Schema.Object(
            ("code", Schema.Word("What went wrong; null where no code fits.", ApiCode.All).OrNull()),
            ("title", Schema.Text("What went wrong, in a few words.").OrNull()),
            ("message", Schema.Text("What to do about it.")),
            ("log_url", Schema.Text().OrNull()))));

    private static Dictionary<string, IOpenApiMediaType> Content(IOpenApiSchema schema) => new() { [Json] = new OpenApiMediaType { Schema = schema } };

    /// <summary>A name that clients can call the operation by: <c>get_ats_jobs</c>.</summary>
    private static string Id(string path, HttpMethod method) =>
        string.Join('_', path.Split(['/', '-', '{', '}'], StringSplitOptions.RemoveEmptyEntries).Skip(1).Prepend(method.Method.ToLowerInvariant()));

    [GeneratedRegex(@"\{([^}:?]+)")]
    private static partial Regex Braces();
}
