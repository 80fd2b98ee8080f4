using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Strata.Server.Operations;

namespace Strata.Server;

/// <summary>Refuses unknown query parameters and unread bodies: a misspelt filter must not answer with everything.</summary>
internal static class QueryParameterCheck
{
    private const int MaxEmpty = 16;

    public static RouteGroupBuilder KnownQueryOnly(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory(
            (route, next) =>
            {
                if (OperationEndpoints.Checks(route.MethodInfo))
                {
                    return next;
                }
                var known = route.MethodInfo.GetParameters().SelectMany(Names).ToHashSet(StringComparer.OrdinalIgnoreCase);
                return async call =>
                {
                    foreach (var (name, _) in call.HttpContext.Request.Query)
                    {
                        if (!known.Contains(name))
                        {
                            throw new StrataException(ErrorCode.InvalidContent, Refusal(name, known));
                        }
                    }
                    await RefuseBodyAsync(call.HttpContext, known);
                    return await next(call);
                };
            }
        );
        return group;
    }

    public static async Task RefuseBodyAsync(HttpContext http, HashSet<string> known)
    {
        if (await HasNeedlessBodyAsync(http))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"This route takes no body{(known.Count == 0 ? "" : "; pass parameters in the query string:")}{Among(known)}."
            );
        }
    }

    public static string Refusal(string name, HashSet<string> known) =>
        $"There is no query parameter '{name}' here{(known.Count == 0 ? "; this route takes none." : $"; it takes{Among(known)}.")}";

    private static string Among(HashSet<string> known) =>
        known.Count == 0 ? "" : " " + string.Join(", ", known.Order(StringComparer.Ordinal));

    /// <summary>Whether the body holds more than an empty object, which some clients always send.</summary>
    private static async Task<bool> HasNeedlessBodyAsync(HttpContext http)
    {
        if (
            http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }
            || http.GetEndpoint()?.Metadata is not { } route
        )
        {
            return false;
        }
        if (route.GetMetadata<IAcceptsMetadata>() is not null || route.GetMetadata<ReadsBytesAttribute>() is not null)
        {
            return false;
        }
        var beginning = new byte[MaxEmpty];
        var read = await http.Request.Body.ReadAtLeastAsync(beginning, MaxEmpty, throwOnEndOfStream: false, http.RequestAborted);
        return Encoding.UTF8.GetString(beginning, 0, read).Trim() is not ("" or "{}");
    }

    private static IEnumerable<string> Names(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<AsParametersAttribute>() is not null
            ? parameter.ParameterType.GetProperties().Select(QueryName).OfType<string>()
        : QueryName(parameter) is { } name ? [name]
        : IsText(parameter.ParameterType) && parameter.Name is { } plain ? [plain]
        : [];

    /// <summary>Whether ASP.NET binds the type from query or route; other types are services, the body, or the request.</summary>
    private static bool IsText(Type type) => type == typeof(string) || (type.IsValueType && type != typeof(CancellationToken));

    private static string? QueryName(ICustomAttributeProvider member) =>
        member.GetCustomAttributes(inherit: false).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name;
}

/// <summary>Marks a route that reads the body itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadsBytesAttribute : Attribute;
