using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server.Mcp;

/// <summary>
/// MCP's streamable HTTP. Up to 2025-11-25 a client opens a session with <c>initialize</c>, may listen to it (GET) and
/// ends it (DELETE); from 2026-07-28 on every request stands alone. Who is asking, Host and Origin are settled before.
/// </summary>
/// <param name="options">The MCP server for one request or session.</param>
/// <param name="owner">Whose session it is: nobody else's requests reach it.</param>
internal sealed class McpHttp(
    Func<HttpContext, McpServerOptions> options,
    Func<HttpContext, string> owner,
    McpSessions sessions,
    ILoggerFactory loggers,
    IHostApplicationLifetime life
)
{
    public async Task PostAsync(HttpContext http)
    {
        if (!Accepts(http, "application/json") || !Accepts(http, "text/event-stream"))
        {
            await McpReply.RefuseAsync(http, StatusCodes.Status406NotAcceptable, "Accept both application/json and text/event-stream.");
            return;
        }
        if (await ReadAsync(http) is not { } message)
        {
            return;
        }
        if (McpHeaders.Fault(http.Request.Headers, message, () => options(http)) is { } fault)
        {
            await McpReply.RefuseAsync(http, StatusCodes.Status400BadRequest, fault.Reason, fault.Code, message, fault.Supported);
            return;
        }
        var revision = http.Request.Headers[McpHeaders.ProtocolVersion].ToString();
        if (revision.Length > 0)
        {
            message.Context = new() { ProtocolVersion = revision };
        }
        if (McpRevision.IsStateless(revision))
        {
            await AnswerAloneAsync(http, message);
        }
        else
        {
            await AnswerInSessionAsync(http, message);
        }
    }

    public async Task GetAsync(HttpContext http)
    {
        if (!await IsSessionRequestAsync(http))
        {
            return;
        }
        if (!Accepts(http, "text/event-stream"))
        {
            await McpReply.RefuseAsync(http, StatusCodes.Status406NotAcceptable, "Accept text/event-stream.");
            return;
        }
        if (http.Request.Headers.ContainsKey("Last-Event-ID"))
        {
            await McpReply.RefuseAsync(http, StatusCodes.Status400BadRequest, "Streams cannot be resumed here; call again.");
            return;
        }
        if (await FindSessionAsync(http, message: null) is not { } session)
        {
            return;
        }
        using var use = session.Use();
        if (!session.TryListen())
        {
            await McpReply.RefuseAsync(http, StatusCodes.Status409Conflict, "This session has been listened to already; open a new one.");
            return;
        }
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        try
        {
            StartStream(http);
            await session.Transport.HandleGetRequestAsync(http.Response.Body, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Listening ends when the client leaves or the server stops.
        }
    }

    public async Task DeleteAsync(HttpContext http)
    {
        if (await IsSessionRequestAsync(http) && await FindSessionAsync(http, message: null) is { } session)
        {
            await sessions.CloseAsync(session);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task AnswerAloneAsync(HttpContext http, JsonRpcMessage message)
    {
        if (message is JsonRpcRequest request && McpRevision.IsRemoved(request.Method))
        {
            var reason = $"{request.Method} is not part of this protocol revision.";
            await McpReply.RefuseAsync(http, StatusCodes.Status404NotFound, reason, (int)McpErrorCode.MethodNotFound, message);
            return;
        }
        await using var transport = new StreamableHttpServerTransport(loggers) { Stateless = true };
        var own = options(http);
        own.ScopeRequests = false;
        await using var server = McpServer.Create(transport, own, loggers, http.RequestServices);
        var running = server.RunAsync(http.RequestAborted);
        try
        {
            await AnswerAsync(http, transport, message, first => http.Response.StatusCode = McpReply.StatusOf(first));
        }
        finally
        {
            // Ends the run above, which must not outlive the request.
            await transport.DisposeAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AnswerInSessionAsync(HttpContext http, JsonRpcMessage message)
    {
        var id = http.Request.Headers[McpHeaders.SessionId].ToString();
        if (id.Length == 0 && message is not JsonRpcRequest { Method: RequestMethods.Initialize })
        {
            await McpReply.RefuseAsync(
                http,
                StatusCodes.Status400BadRequest,
                "Send initialize first, then its Mcp-Session-Id with every request.",
                McpReply.BadRequest,
                message
            );
            return;
        }
        var session = id.Length == 0 ? await sessions.OpenAsync(owner(http), Start) : await FindSessionAsync(http, message);
        if (session is null)
        {
            return;
        }
        http.Response.Headers[McpHeaders.SessionId] = session.Id;
        using var use = session.Use();
        await AnswerAsync(http, session.Transport, message, starting: null);

        (StreamableHttpServerTransport, McpServer) Start(string sessionId)
        {
            var transport = new StreamableHttpServerTransport(loggers) { SessionId = sessionId };
            return (transport, McpServer.Create(transport, options(http), loggers));
        }
    }

    private static async Task AnswerAsync(
        HttpContext http,
        StreamableHttpServerTransport transport,
        JsonRpcMessage message,
        Action<JsonRpcMessage?>? starting
    )
    {
        StartStream(http);
        var wrote = await transport.HandlePostRequestAsync(
            message,
            http.Response.Body,
            starting is null
                ? null
                : first =>
                {
                    if (!http.Response.HasStarted)
                    {
                        starting(first);
                    }
                    return ValueTask.CompletedTask;
                },
            http.RequestAborted
        );
        if (!wrote)
        {
            http.Response.Headers.ContentType = default;
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private async Task<bool> IsSessionRequestAsync(HttpContext http)
    {
        var revision = http.Request.Headers[McpHeaders.ProtocolVersion].ToString();
        if (McpRevision.IsStateless(revision))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            await McpReply.RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, "This protocol revision has no sessions: POST only.");
            return false;
        }
        if (revision.Length > 0 && !McpRevision.IsSupported(revision))
        {
            await McpReply.RefuseAsync(
                http,
                StatusCodes.Status400BadRequest,
                $"The protocol revision {revision} is not supported.",
                (int)McpErrorCode.UnsupportedProtocolVersion,
                supported: new(revision)
            );
            return false;
        }
        return true;
    }

    private async Task<McpHttpSession?> FindSessionAsync(HttpContext http, JsonRpcMessage? message)
    {
        var id = http.Request.Headers[McpHeaders.SessionId].ToString();
        if (id.Length == 0)
        {
            await McpReply.RefuseAsync(
                http,
                StatusCodes.Status400BadRequest,
                "The Mcp-Session-Id header is missing.",
                McpReply.BadRequest,
                message
            );
            return null;
        }
        if (sessions.Find(id, owner(http)) is not { } session)
        {
            await McpReply.RefuseAsync(
                http,
                StatusCodes.Status404NotFound,
                "There is no such session; send initialize.",
                McpReply.NoSession,
                message
            );
            return null;
        }
        return session;
    }

    private static async Task<JsonRpcMessage?> ReadAsync(HttpContext http)
    {
        try
        {
            if (!http.Request.HasJsonContentType())
            {
                await McpReply.RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "Send the message as application/json.");
                return null;
            }
            if (
                await JsonSerializer.DeserializeAsync(http.Request.Body, McpReply.TypeOf<JsonRpcMessage>(), http.RequestAborted) is
                { } message
            )
            {
                return message;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }
        await McpReply.RefuseAsync(
            http,
            StatusCodes.Status400BadRequest,
            "The body is not one JSON-RPC 2.0 message.",
            (int)McpErrorCode.InvalidRequest
        );
        return null;
    }

    private static bool Accepts(HttpContext http, string mediaType) =>
        http.Request.GetTypedHeaders().Accept.Any(a => new MediaTypeHeaderValue(mediaType).IsSubsetOf(a));

    private static void StartStream(HttpContext http)
    {
        http.Response.Headers.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache, no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }
}
