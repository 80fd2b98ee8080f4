using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Strata.Server.Sources;

namespace Strata.Server;

/// <summary>The description of the REST interface at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApi
{
    public static void AddStrataOpenApi(this IServiceCollection services, IReadOnlyDictionary<string, bool> jobKinds) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new()
                        {
                            Title = "Strata",
                            Version = "v1",
                            Description = "Memory that can be trusted: every value leads back to the bytes it came from.",
                        };
                        document.Servers = [];
                        document.Components ??= new();
                        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
                        {
                            ["bearer"] = new OpenApiSecurityScheme
                            {
                                Type = SecuritySchemeType.Http,
                                Scheme = "bearer",
                                Description = "A token of `strata users`; not needed in local mode.",
                            },
                        };
                        document.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
                        return Task.CompletedTask;
                    }
                );
                options.AddOperationTransformer(DescribeErrorsAsync);
                options.AddSchemaTransformer((schema, context, _) => TypeStrings(schema, context));
                options.AddSchemaTransformer((schema, context, _) => NameKinds(schema, context, jobKinds));
            }
        );

    /// <summary>Declares times and enums as strings: the framework doesn't know that their converters read strings.</summary>
    private static Task TypeStrings(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            var isNullable = type == typeof(DateTimeOffset?) && context.JsonPropertyInfo is not null;
            schema.Type = isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        }
        else if (schema.Enum is { Count: > 0 })
        {
            schema.Type = JsonSchemaType.String;
        }
        return Task.CompletedTask;
    }

    /// <summary>Kinds of jobs are names that the modules give: an enum here, though none in C#.</summary>
    private static Task NameKinds(OpenApiSchema schema, OpenApiSchemaTransformerContext context, IReadOnlyDictionary<string, bool> jobKinds)
    {
        if (context.JsonPropertyInfo is { Name: "kind", DeclaringType: var type } && jobKinds.Count > 0 && JobTypes.Contains(type))
        {
            var isRequest = type == typeof(JobRequest) || type == typeof(JobScheduleRequest);
            schema.Enum =
            [
                .. jobKinds
                    .Where(k => k.Value || !isRequest)
                    .Select(k => k.Key)
                    .Order(StringComparer.Ordinal)
                    .Select(k => JsonValue.Create(k)),
            ];
        }
        return Task.CompletedTask;
    }

    private static readonly Type[] JobTypes = [typeof(JobRequest), typeof(JobScheduleRequest), typeof(JobView), typeof(JobScheduleView)];

    private static async Task DescribeErrorsAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken ct
    )
    {
        const string name = nameof(Problem);
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: ct);
        if (context.Document is { } document)
        {
            document.AddComponent(name, schema);
        }
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Refused: RFC 9457 problem details with a stable code.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new()
                {
                    Schema = context.Document is null ? schema : new OpenApiSchemaReference(name, context.Document),
                },
            },
        };
    }

    /// <summary>Sets the operation's name, equal to the MCP tool's, and its summary.</summary>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder route, string name, string summary) =>
        route.WithName(name).WithSummary(summary);

    /// <summary>The body is one file, of any type.</summary>
    /// <param name="limit">In bytes.</param>
    public static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder route, long limit) =>
        route.WithMetadata(new SourceLimit(limit)).AddOpenApiOperationTransformer((operation, _, _) => Body(operation, "*/*", Binary()));

    /// <summary>The body is multipart/form-data; all file parts are read, whatever their names.</summary>
    public static RouteHandlerBuilder TakesFiles(this RouteHandlerBuilder route, long limit) =>
        route
            .WithMetadata(new SourceLimit(limit))
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                    Body(
                        operation,
                        "multipart/form-data",
                        new()
                        {
                            Type = JsonSchemaType.Object,
                            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                            {
                                ["file"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Binary() },
                            },
                        }
                    )
            );

    /// <summary>The answer is bytes; Range and If-None-Match are supported.</summary>
    public static RouteHandlerBuilder GivesBytes(this RouteHandlerBuilder route) =>
        route.AddOpenApiOperationTransformer(
            (operation, _, _) =>
            {
                operation.Responses ??= [];
                operation.Responses["200"] = new OpenApiResponse
                {
                    Description = "The bytes as they were taken in. Range and If-None-Match are heeded.",
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["*/*"] = new() { Schema = Binary() } },
                };
                return Task.CompletedTask;
            }
        );

    /// <summary>The answer is a stream of events whose data are states.</summary>
    /// <param name="endsForGood">Whether who has seen the end is told so, with 204.</param>
    public static RouteHandlerBuilder GivesEvents(this RouteHandlerBuilder route, Type state, bool endsForGood) =>
        route.AddOpenApiOperationTransformer(
            async (operation, context, ct) =>
            {
                var schema = await context.GetOrCreateSchemaAsync(state, cancellationToken: ct);
                // Its variants are written out here, each with its name: a mapping would name components that do not exist.
                schema.Discriminator = null;
                operation.Responses ??= [];
                operation.Responses["200"] = new OpenApiResponse
                {
                    Description = endsForGood
                        ? "Events named state, and at last end; the data of each is the whole state. The last one is final."
                        : "Events named as their data say; the id of each is where a stream resumes after it. At last end, after which to ask again.",
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                    {
                        [ProgressStream.Events] = new() { Schema = schema },
                    },
                };
                if (endsForGood)
                {
                    operation.Responses["204"] = new OpenApiResponse { Description = "Last-Event-ID is that of the end." };
                }
            }
        );

    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private static Task Body(OpenApiOperation operation, string mediaType, OpenApiSchema schema)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [mediaType] = new() { Schema = schema } },
        };
        return Task.CompletedTask;
    }
}
