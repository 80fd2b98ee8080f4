using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Strata.Server.Operations;

namespace Strata.Server.Entities;

/// <summary>The request's <c>If-Match</c> header: the entity is changed only while it is as the caller has seen it.</summary>
internal sealed record IfMatch(
    [property:
        FromHeader(Name = "If-Match"),
        Description("Only while the entity is as it was when it had this ETag, or this seq (in quotes); else 412 with the code CONFLICT.")
    ]
        string? Header
)
{
    /// <summary>What <see cref="DecisionRequest.IfMatch"/> takes; null where nothing is expected.</summary>
    public string? Expected =>
        Header is null || EntityTagHeaderValue.TryParseList([Header], out _)
            ? Header
            : throw new StrataException(ErrorCode.InvalidContent, "If-Match must be quoted ETags such as \"1042\", or *.");
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
                OperationEndpoints.Checks(route.MethodInfo) || route.MethodInfo.GetParameters().Any(Heeds)
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

    private static bool Heeds(ParameterInfo parameter) => parameter.ParameterType == typeof(IfMatch);
}
