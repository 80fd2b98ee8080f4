using Strata.Ledger;

namespace Strata.Sources;

internal sealed partial class Ingestion
{
    /// <summary>Ingests the content of a URL. Fetches nothing if the idempotency key was answered already.</summary>
    public async Task<IngestResult> IngestAsync(
        UserId user,
        string actor,
        IngestOptions request,
        Uri url,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var hash = IngestHash.Of(request, url);
        if (await database.ReadAsync(user, connection => AnsweredAsync(connection, request), ct) is { } answered)
        {
            return answered == hash
                ? await InterpretAsync(
                    user,
                    actor,
                    request,
                    hash,
                    again: false,
                    Forgotten,
                    reservation: null,
                    MemberBudget.Whole(options),
                    progress,
                    ct
                )
                : throw Receipts.Mismatch(request.IdempotencyKey);
        }
        using var response = await fetch.GetAsync(url, ct);
        await using var content = await UrlFetch.BodyAsync(url, response, ct);
        request = request with
        {
            Origin = request.Origin ?? url.ToString(),
            StatedOrigin = Origins.Checked(request.Origin),
            FileName = request.FileName ?? UrlFetch.FileName(url, response),
            ContentType = response.Content.Headers.ContentType?.MediaType,
        };
        return await IngestAsync(
            user,
            actor,
            request,
            content,
            hash,
            MemberBudget.Whole(options, request.ObservedAt is not null),
            again: false,
            progress,
            ct
        );

        Task<(SourceRecord, bool)> Forgotten(LedgerSession session) =>
            throw new StrataException(
                ErrorCode.Conflict,
                $"The stored answer for idempotency key '{request.IdempotencyKey}' was just removed. Try again."
            );
    }
}
