using Microsoft.Net.Http.Headers;

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
