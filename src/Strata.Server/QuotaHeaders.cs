using Microsoft.Extensions.Primitives;

namespace Strata.Server;

/// <summary>
/// Adds the caller's quotas to answers of writes: <c>X-Quota-Storage-*</c> (bytes) and <c>X-Quota-Interpretations-*</c>, each with
/// <c>Limit</c>, <c>Remaining</c> and <c>Reset</c>.
/// </summary>
internal static class QuotaHeaders
{
    private const string Prefix = "X-Quota-";

    public static RouteGroupBuilder TellsQuotas(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(
            async (call, next) =>
            {
                if (IsWrite(call.HttpContext))
                {
                    try
                    {
                        var result = await next(call);
                        await TellAsync(call.HttpContext);
                        return result;
                    }
                    catch (StrataException e) when (e.Quota is not null)
                    {
                        await TellAsync(call.HttpContext);
                        throw;
                    }
                }
                return await next(call);
            }
        );
        return group;
    }

    public static IReadOnlyList<KeyValuePair<string, StringValues>> Of(HttpResponse response) =>
        [.. response.Headers.Where(h => h.Key.StartsWith(Prefix, StringComparison.Ordinal))];

    public static void Restore(HttpResponse response, IReadOnlyList<KeyValuePair<string, StringValues>> headers)
    {
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }
    }

    private static bool IsWrite(HttpContext http) => !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);

    private static async Task TellAsync(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            return;
        }
        try
        {
            var usage = await http.RequestServices.GetRequiredService<CurrentUser>().Strata.Usage.GetAsync(http.RequestAborted);
            Tell(http.Response, "Storage", usage.Storage);
            Tell(http.Response, "Interpretations", usage.Interpretations);
        }
        catch (StrataException)
        {
            // The write is done: answer without these headers.
        }
    }

    private static void Tell(HttpResponse response, string quota, QuotaView view)
    {
        response.Headers[$"{Prefix}{quota}-Limit"] = Number(view.Limit);
        response.Headers[$"{Prefix}{quota}-Remaining"] = Number(view.Remaining);
        response.Headers[$"{Prefix}{quota}-Reset"] = view.ResetsAt is { } at
            ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : "never";
    }

    private static string Number(long? value) => value is { } limit ? limit.ToString(CultureInfo.InvariantCulture) : "unlimited";
}
