using Strata.Ledger;

namespace Strata.Sources;

/// <summary>What an idempotency key of taking in stands for: the request, and the bytes or the address they are fetched from.</summary>
internal static class IngestHash
{
    /// <summary>
    /// What a command line says of where bytes came from when nobody said it: no part of what was asked for, which other doors ask too.
    /// </summary>
    private static readonly string[] DoorsOwn = ["file", "stdin"];

    /// <summary>
    /// As the program had it that answered, where the key is answered already: earlier ones counted what the transport calls the content as
    /// if somebody had named its type, and the door's own word for the origin.
    /// </summary>
    public static string Of(IngestRequest request, string digest, string? answered)
    {
        var hash = Of(request with { Origin = DoorsOwn.Contains(request.Origin) ? null : request.Origin }, digest);
        if (answered is null || answered == hash)
        {
            return hash;
        }
        IEnumerable<IngestRequest> earlier = [request, request with { MediaType = request.MediaType ?? request.ContentType }];
        return earlier.Select(r => Of(r, digest)).FirstOrDefault(h => h == answered) ?? hash;
    }

    /// <summary>Of what is fetched: the address, whatever it gives. A page that has changed since is no other request.</summary>
    public static string Of(IngestRequest request, Uri url) => Of(request, url.IsAbsoluteUri ? url.AbsoluteUri : url.OriginalString);

    private static string Of(IngestRequest request, string subject) =>
        Receipts.RequestHash("ingest", request with { Wait = null }, subject);
}
