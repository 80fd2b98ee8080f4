using Strata.Ledger;

namespace Strata.Sources;

/// <summary>What an idempotency key of taking in stands for: the request, and the bytes.</summary>
internal static class IngestHash
{
    /// <summary>
    /// As the program had it that answered, where the key is answered already: earlier ones counted what the transport calls the content as if
    /// somebody had named its type.
    /// </summary>
    public static string Of(IngestRequest request, string digest, string? answered)
    {
        var hash = Of(request, digest);
        if (answered is null || answered == hash || request.ContentType is null)
        {
            return hash;
        }
        var earlier = Of(request with { MediaType = request.MediaType ?? request.ContentType }, digest);
        return earlier == answered ? earlier : hash;
    }

    private static string Of(IngestRequest request, string digest) => Receipts.RequestHash("ingest", request with { Wait = null }, digest);
}
