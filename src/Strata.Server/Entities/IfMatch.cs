using Microsoft.Net.Http.Headers;
using Strata.Server.Operations;

namespace Strata.Server.Entities;

/// <summary>The <c>If-Match</c> header: changes an entity only if it is as the caller last read it.</summary>
internal static class IfMatch
{
    /// <summary>Returns the value for <see cref="DecisionRequest.IfMatch"/>; null if there is no header.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.IfMatch.Count == 0 ? null : request.Headers.IfMatch.ToString();
        return header is null || EntityTagHeaderValue.TryParseList([header], out _)
            ? header
            : throw new StrataException(ErrorCode.InvalidContent, "If-Match must be quoted ETags such as \"1042\", or *.");
    }
}

internal static class IfMatchElsewhere
{
    /// <summary>Refuses <c>If-Match</c> on writes that ignore it.</summary>
    public static RouteGroupBuilder RefusesIfMatchElsewhere(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory(
            (route, next) =>
                OperationEndpoints.Checks(route.MethodInfo)
                    ? next
                    : call =>
                        call.HttpContext.Request is var request
                        && request.Headers.IfMatch.Count > 0
                        && !HttpMethods.IsGet(request.Method)
                        && !HttpMethods.IsHead(request.Method)
                            ? throw new StrataException(
                                ErrorCode.InvalidContent,
                                "If-Match is not supported here: it applies only to requests that change one entity."
                            )
                            : next(call)
        );
        return group;
    }
}
