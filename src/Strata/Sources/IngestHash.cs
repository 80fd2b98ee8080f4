using Strata.Ledger;

namespace Strata.Sources;

/// <summary>Request hash of an ingest for its idempotency key: the request, and the bytes or the URL they are fetched from.</summary>
internal static class IngestHash
{
    /// <summary>
    /// Returns the request hash. If the key was answered by an earlier version, returns its form of the hash: earlier versions counted the
    /// content type as a stated media type, and the command line's default origin.
    /// </summary>
    public static string Of(IngestOptions request, string digest, string? answered)
    {
        var hash = Of(request with { Origin = Origins.IsDoor(request.Origin) ? null : request.Origin }, digest);
        if (answered is null || answered == hash)
        {
            return hash;
        }
        IEnumerable<IngestOptions> earlier = [request, request with { MediaType = request.MediaType ?? request.ContentType }];
        return earlier.Select(r => Of(r, digest)).FirstOrDefault(h => h == answered) ?? hash;
    }

    /// <summary>Returns the request hash of a fetched page, by URL: a page that has changed since is still the same request.</summary>
    public static string Of(IngestOptions request, Uri url) => Of(request, url.IsAbsoluteUri ? url.AbsoluteUri : url.OriginalString);

    private static string Of(IngestOptions request, string subject) =>
        Receipts.RequestHash("ingest", request with { Wait = null }, subject);
}
