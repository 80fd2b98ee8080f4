using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Strata.Server.Operations;

namespace Strata.Server.Mcp;

/// <summary>The store as an MCP server, over any transport.</summary>
/// <param name="localFiles">
/// Whether <c>ingest</c> may read files of this machine by path: over stdio, where this process has the caller's own rights.
/// </param>
internal sealed class McpHost(bool localFiles, ILogger? logger = null)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly string Version =
        typeof(McpHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private readonly Dictionary<string, StrataTool> _tools = OperationTools
        .All(localFiles)
        .ToDictionary(t => t.Name, StringComparer.Ordinal);
    private readonly ILogger _logger = logger ?? NullLogger.Instance;
    private readonly ConcurrentDictionary<ToolProfile, List<Tool>> _definitions = new();

    public McpServerOptions Options(Func<string, IStrata> strata, ToolProfile profile)
    {
        var options = new McpServerOptions();
        Configure(options, strata, profile);
        return options;
    }

    /// <param name="options">The options to fill.</param>
    /// <param name="strata">Returns the caller's store for an actor.</param>
    /// <param name="profile">The tools to list; others can be called too.</param>
    /// <param name="admit">Called before each tool; throws if the caller lacks the scope or exceeds a rate.</param>
    public void Configure(McpServerOptions options, Func<string, IStrata> strata, ToolProfile profile, Action<StrataTool>? admit = null)
    {
        options.ServerInfo = new()
        {
            Name = "strata",
            Title = "Strata",
            Version = Version,
        };
        options.ServerInstructions = """
            Strata keeps what files and records say as entities whose every field leads back to the bytes it came from.
            Store with ingest (files, text) or ingest_structured (facts you already have). Look with search, find_entity or
            list_entities, then get_entity; prove a value with get_field_provenance. Never overwrite: correct, retract, merge
            and delete are decisions that can be undone. known_at and valid_at read any past state.
            """;
        options.Capabilities = new() { Tools = new(), Resources = new() };
        options.Handlers = new()
        {
            ListToolsHandler = (_, _) => ValueTask.FromResult(Listed(profile)),
            CallToolHandler = (request, ct) => CallAsync(strata, admit, request, ct),
            ListResourcesHandler = (request, ct) =>
                GuardedAsync("resources/list", () => SourcesAsync(strata(Actor(request)), request.Params?.Cursor, ct)),
            ListResourceTemplatesHandler = (_, _) =>
                ValueTask.FromResult(
                    new ListResourceTemplatesResult
                    {
                        ResourceTemplates = [SourceResource.Template],
                        TimeToLive = Hour,
                        CacheScope = CacheScope.Public,
                    }
                ),
            ReadResourceHandler = (request, ct) =>
                GuardedAsync("resources/read", () => SourceResource.ReadAsync(strata(Actor(request)), request.Params?.Uri ?? "", ct)),
        };
    }

    private ListToolsResult Listed(ToolProfile profile) =>
        new()
        {
            Tools = _definitions.GetOrAdd(
                profile,
                p => [.. _tools.Values.Where(t => p == ToolProfile.All || t.Profile == p).Select(t => t.Definition)]
            ),
            TimeToLive = Hour,
            CacheScope = CacheScope.Public,
        };

    private async ValueTask<CallToolResult> CallAsync(
        Func<string, IStrata> strata,
        Action<StrataTool>? admit,
        RequestContext<CallToolRequestParams> request,
        CancellationToken ct
    )
    {
        if (request.Params is not { } call || !_tools.TryGetValue(call.Name, out var tool))
        {
            var name = request.Params?.Name ?? "";
            throw new McpProtocolException(
                $"There is no tool '{name}'.{NearNames.Question(name, _tools.Keys)}",
                McpErrorCode.InvalidParams
            );
        }
        var arguments = call.Arguments ?? new Dictionary<string, System.Text.Json.JsonElement>(StringComparer.Ordinal);
        return await GuardedAsync(
            tool.Name,
            async () =>
            {
                try
                {
                    admit?.Invoke(tool);
                    tool.Check(arguments);
                    await using var notes = call.ProgressToken is { } token ? new ProgressNotes(request.Server, token, ct) : null;
                    return await tool.RunAsync(new ToolCall(tool, strata(Actor(request)), arguments, notes, ct));
                }
                catch (StrataException e)
                {
                    return ToolResult.Refusal(e);
                }
                catch (Exception e) when (DatabaseFailure.Of(e) is { } trouble)
                {
                    ServerLog.DatabaseTrouble(_logger, e.GetType().FullName ?? "?", trouble.Message);
                    return trouble.Passes
                        ? ToolResult.Refusal(trouble.Refusal)
                        : throw new McpProtocolException(trouble.Message, McpErrorCode.InternalError);
                }
            }
        );
    }

    /// <summary>Logs an unexpected exception and answers with a generic error.</summary>
    private async ValueTask<T> GuardedAsync<T>(string what, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is not (McpException or OperationCanceledException))
        {
            ServerLog.McpFailed(_logger, what, e.GetType().FullName ?? "?", e.StackTrace);
            throw new McpProtocolException("The server failed at this call; its log says more.", McpErrorCode.InternalError);
        }
    }

    private static async Task<ListResourcesResult> SourcesAsync(IStrata strata, string? cursor, CancellationToken ct)
    {
        try
        {
            var page = await strata.Sources.ListAsync(new PageRequest(Cursor: cursor), ct);
            return new() { Resources = [.. page.Items.Select(SourceResource.Of)], NextCursor = page.NextCursor };
        }
        catch (StrataException e)
        {
            throw new McpProtocolException($"{e.Code.Name()}: {e.Message}", McpErrorCode.InvalidParams);
        }
    }

    /// <summary>Returns the actor: the client's own name.</summary>
    private static string Actor<T>(RequestContext<T> request) =>
        request.Server.ClientInfo?.Name is { Length: > 0 } name ? "mcp:" + (name.Length > 64 ? name[..64] : name) : "mcp";
}
