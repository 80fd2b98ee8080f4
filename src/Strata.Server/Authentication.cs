using Microsoft.AspNetCore.Authorization;

namespace Strata.Server;

/// <summary>Decides who is asking before any handler runs.</summary>
internal sealed class Authentication(ServerOptions options, ServerStore store) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!options.RequireTokens)
        {
            if (!Loopback.IsLocal(context))
            {
                throw new StrataException(
                    ErrorCode.Forbidden,
                    "This server works for its own machine only: call it as localhost, and not from another site's page."
                );
            }
            Known(context).Set(new Caller(options.LocalUser, TokenId: null));
        }
        else
        {
            if (!Loopback.IsOwnOrigin(context, options.AllowedOrigins))
            {
                throw new StrataException(ErrorCode.Forbidden, "Pages of this origin may not call the server.");
            }
            if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            {
                Known(context).Set(await CallerOfAsync(context));
            }
        }
        await next(context);
    }

    private static CurrentUser Known(HttpContext context) => context.RequestServices.GetRequiredService<CurrentUser>();

    private async Task<Caller> CallerOfAsync(HttpContext context)
    {
        const string scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        var caller = header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? await store.AuthenticateAsync(header[scheme.Length..].Trim(), context.RequestAborted)
            : null;
        return caller
            ?? throw new StrataException(
                ErrorCode.Unauthenticated,
                header.Length == 0 ? "Send a token: Authorization: Bearer strata_…" : "The token is unknown, expired or revoked."
            );
    }
}
