using Microsoft.Net.Http.Headers;
using Strata.Server.Operations;

namespace Strata.Server.Entities;

/// <summary>The request's <c>If-Match</c> header: the entity is changed only while it is as the caller has seen it.</summary>
internal static class IfMatch
{
    /// <summary>What <see cref="DecisionRequest.IfMatch"/> takes; null where nothing is expected.</summary>
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
    /// <summary>
    /// Refuses writes with an <c>If-Match</c> on routes that would not heed it: they would change what the caller wants left alone.
    /// </summary>
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
