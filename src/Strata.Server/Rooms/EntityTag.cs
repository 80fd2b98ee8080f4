using Microsoft.Net.Http.Headers;

namespace Strata.Server;

/// <summary>An entity's ETag: its snapshot's hash, the seq that made it, its state, and whether provenance is in the answer.</summary>
internal static class EntityTag
{
    /// <summary>Sets the answer's ETag; true where the caller already holds it (If-None-Match).</summary>
    public static bool Matches(HttpContext http, EntityView entity, bool provenance)
    {
        var tag = new EntityTagHeaderValue(
            $"\"{entity.Hash[..Math.Min(32, entity.Hash.Length)]}-{entity.Seq}-{entity.State}{(provenance ? "-p" : "")}\""
        );
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        return http
            .Request.GetTypedHeaders()
            .IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false));
    }
}
