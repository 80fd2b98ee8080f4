using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Strata.Server;

/// <summary>
/// Refuses query parameters that a route doesn't have: a misspelt filter must not answer with everything.
/// </summary>
internal static class KnownQuery
{
    public static RouteGroupBuilder KnownQueryOnly(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory(
            (route, next) =>
            {
                var known = route.MethodInfo.GetParameters().SelectMany(Names).ToHashSet(StringComparer.OrdinalIgnoreCase);
                return call =>
                {
                    foreach (var (name, _) in call.HttpContext.Request.Query)
                    {
                        if (!known.Contains(name))
                        {
                            throw new StrataException(ErrorCode.InvalidContent, Refusal(name, known));
                        }
                    }
                    return next(call);
                };
            }
        );
        return group;
    }

    private static string Refusal(string name, HashSet<string> known) =>
        $"There is no query parameter '{name}' here"
        + (known.Count == 0 ? "; this route takes none." : "; it takes " + string.Join(", ", known.Order(StringComparer.Ordinal)) + ".");

    private static IEnumerable<string> Names(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<AsParametersAttribute>() is not null
            ? parameter.ParameterType.GetProperties().Select(QueryName).OfType<string>()
            : QueryName(parameter) is { } name ? [name]
            : IsText(parameter.ParameterType) && parameter.Name is { } plain ? [plain]
            : [];

    /// <summary>What ASP.NET reads from a query or route by itself; anything else is a service, the body, or the call.</summary>
    private static bool IsText(Type type) => type == typeof(string) || (type.IsValueType && type != typeof(CancellationToken));

    private static string? QueryName(ICustomAttributeProvider member) =>
        member.GetCustomAttributes(inherit: false).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name;
}
