#pragma warning disable MCP9005 // Sampling, roots and logging: deprecated, but the suite still asks for them.
using System.Collections.Concurrent;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server.Tests.Conformance;

/// <summary>
/// The MCP server that the official conformance suite expects to talk to. It is carried by the same HTTP endpoint as the
/// product; only what is served differs: the suite asks for tools, prompts and resources of fixed names.
/// </summary>
internal static class Fixture
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly McpServerTool[] Tools = [.. FixtureTools.All, .. FixtureClientTools.All, .. FixtureInputTools.All];

    public static void Configure(McpServerOptions options)
    {
        var watched = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        options.ServerInfo = new() { Name = "strata-conformance-fixture", Version = "1" };
        options.ToolCollection = [.. Tools];
        options.PromptCollection = [.. FixturePrompts.All];
        options.ResourceCollection = [.. FixtureResources.All];
        options.Handlers = new()
        {
            CompleteHandler = (_, _) =>
                ValueTask.FromResult(
                    new CompleteResult
                    {
                        Completion = new() { Values = ["paris"], Total = 1 },
                    }
                ),
            SubscribeToResourcesHandler = (request, _) =>
            {
                watched.TryAdd(request.Params?.Uri ?? "", 0);
                return ValueTask.FromResult(new EmptyResult());
            },
            UnsubscribeFromResourcesHandler = (request, _) =>
            {
                watched.TryRemove(request.Params?.Uri ?? "", out byte _);
                return ValueTask.FromResult(new EmptyResult());
            },
            SetLoggingLevelHandler = (_, _) => ValueTask.FromResult(new EmptyResult()),
        };
        Cacheable(options.Filters.Request);
    }

    private static void Cacheable(McpRequestFilters filters)
    {
        filters.ListToolsFilters.Add(next => async (request, ct) => Marked(await next(request, ct)));
        filters.ListPromptsFilters.Add(next => async (request, ct) => Marked(await next(request, ct)));
        filters.ListResourcesFilters.Add(next => async (request, ct) => Marked(await next(request, ct)));
        filters.ListResourceTemplatesFilters.Add(next => async (request, ct) => Marked(await next(request, ct)));
        filters.ReadResourceFilters.Add(next => async (request, ct) => Marked(await next(request, ct)));
    }

    private static T Marked<T>(T result)
        where T : ICacheableResult
    {
        result.TimeToLive = Fresh;
        result.CacheScope = CacheScope.Public;
        return result;
    }

    public static McpServerTool Tool(string name, string description, Delegate run) =>
        McpServerTool.Create(run, new() { Name = name, Description = description });

    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    public static JsonElement Json(string json) => JsonElement.Parse(json);
}
