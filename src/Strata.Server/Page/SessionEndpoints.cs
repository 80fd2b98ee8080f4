using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Strata.Server.Page;

/// <summary>Who is asking.</summary>
/// <param name="RequireTokens">Whether the server asks for a token; without, it has one user and needs no sign-in.</param>
/// <param name="User">Null if nobody is signed in.</param>
/// <param name="Scope">What the token may do; null if nobody is signed in.</param>
/// <param name="TokenId">The token that the session was made of; null if nobody is signed in, or no token was asked for.</param>
/// <param name="IsOperator">Whether they may see all users and set plans.</param>
internal sealed record SessionView(bool RequireTokens, string? User, TokenScope? Scope, string? TokenId, bool IsOperator, string Version);

/// <param name="Token">strata_…</param>
internal sealed record SignIn(string Token);

/// <summary>
/// Browser sessions. The cookie carries the token, out of reach of scripts and of other sites, so a session can do what its token can and
/// ends when that ends.
/// </summary>
internal static class SessionEndpoints
{
    private static readonly string Version =
        typeof(SessionEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0";

    public static void MapSession(this IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").AllowAnonymous().WithTags("Session");
        session.MapGet("", GetAsync).Says("get_session", "Who is asking, and whether this server asks for tokens.");
        session.MapPost("", SignInAsync).Says("sign_in", "Makes a browser session of a token: a cookie that scripts can't read.");
        session.MapDelete("", SignOut).Says("sign_out", "Ends the browser session; the token stays.");
    }

    private static async Task<Ok<SessionView>> GetAsync(HttpContext http, Authentication authentication, ServerOptions options) =>
        TypedResults.Ok(ViewOf(await authentication.FindAsync(http), options));

    private static async Task<Ok<SessionView>> SignInAsync(
        SignIn asked,
        HttpContext http,
        Authentication authentication,
        ServerOptions options
    )
    {
        var token = asked.Token.Trim();
        var caller = await authentication.RequireAsync(http, token);
        http.Response.Cookies.Append(SessionCookie.NameFor(http), token, SessionCookie.OptionsFor(http));
        return TypedResults.Ok(ViewOf(caller, options));
    }

    private static NoContent SignOut(HttpContext http)
    {
        http.Response.Cookies.Delete(SessionCookie.NameFor(http), SessionCookie.OptionsFor(http));
        return TypedResults.NoContent();
    }

    private static SessionView ViewOf(Caller? caller, ServerOptions options) =>
        new(options.RequireTokens, caller?.User.Value, caller?.Scope, caller?.TokenId, options.IsOperator(caller), Version);
}
