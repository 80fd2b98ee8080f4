using Microsoft.AspNetCore.Authorization;
using Strata.Server.Page;

namespace Strata.Server;

/// <summary>Decides who is asking before any handler runs.</summary>
internal sealed class Authentication(ServerOptions options, ServerStore store, FailedTokens failed) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!options.RequireTokens)
        {
            if (!Loopback.IsLocal(context))
            {
                throw new StrataException(
                    ErrorCode.Forbidden,
                    "This server only accepts local requests: call it as localhost, and not from the page of another site or port."
                );
            }
            // A token that is sent is checked even in local mode; ignoring it would write to another user's memory.
            Known(context)
                .Set(
                    IsAsking(context) && HeaderOf(context)?.StartsWith("strata_", StringComparison.Ordinal) is true
                        ? await RequireAsync(context, HeaderOf(context))
                        : new Caller(options.LocalUser, TokenId: null)
                );
        }
        else
        {
            if (!Loopback.IsOwnOrigin(context, options.AllowedOrigins))
            {
                throw new StrataException(ErrorCode.Forbidden, "This origin is not allowed to call the server.");
            }
            if (IsAsking(context))
            {
                var caller = await RequireAsync(context, HeaderOf(context) ?? SessionCookie.TokenOf(context));
                SessionCookie.CheckUser(context, caller);
                Known(context).Set(caller);
            }
        }
        await next(context);
    }

    private static CurrentUser Known(HttpContext context) => context.RequestServices.GetRequiredService<CurrentUser>();

    private static bool IsAsking(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    private static string? HeaderOf(HttpContext context)
    {
        const string scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }

    /// <summary>Returns who sends the request, for routes that anybody may call; null if nobody is signed in.</summary>
    public async Task<Caller?> FindAsync(HttpContext context) =>
        !options.RequireTokens ? new Caller(options.LocalUser, TokenId: null)
        : (HeaderOf(context) ?? SessionCookie.TokenOf(context)) is { } token
            ? await failed.FindAsync(context, token, store.AuthenticateAsync)
        : null;

    /// <exception cref="StrataException">UNAUTHENTICATED: no token, or not a valid one. RATE_LIMITED: too many of those.</exception>
    public async Task<Caller> RequireAsync(HttpContext context, string? token) =>
        (token is not null ? await failed.FindAsync(context, token, store.AuthenticateAsync) : null)
        ?? throw failed.Count(
            context,
            new StrataException(
                ErrorCode.Unauthenticated,
                token is null && context.Request.Headers.Authorization.Count == 0
                    ? "Send a token: Authorization: Bearer strata_…. Whoever runs the server makes one there: strata users token add NAME."
                    : "The token is unknown, expired or revoked. Whoever runs the server makes another there: strata users token add NAME."
            )
        );
}
