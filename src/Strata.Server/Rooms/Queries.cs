using Microsoft.AspNetCore.Mvc;

namespace Strata.Server;

/// <summary>The query parameters that several routes share.</summary>
/// <param name="KnownAt">What Strata knew then: a ledger seq or an ISO-8601 time.</param>
/// <param name="ValidAt">Only what had been observed by then: an ISO-8601 time.</param>
internal sealed record Past(
    [property: FromQuery(Name = "known_at")] string? KnownAt,
    [property: FromQuery(Name = "valid_at")] string? ValidAt
)
{
    public ReadAt At => new(KnownAt, ValidAt);
}

/// <param name="Limit">Items a page, 50 where it isn't given.</param>
/// <param name="Cursor">The <c>next_cursor</c> of the page before.</param>
internal sealed record Paging([property: FromQuery(Name = "limit")] int? Limit, [property: FromQuery(Name = "cursor")] string? Cursor)
{
    public PageRequest Request => Limit is { } limit ? new(limit, Cursor) : new(Cursor: Cursor);
}

/// <summary>The request's <c>Idempotency-Key</c> header, which stands for the body's <c>idempotency_key</c>.</summary>
internal sealed record Idempotency([property: FromHeader(Name = "Idempotency-Key")] string? Key)
{
    public string? Or(string? inBody) =>
        Key is null || inBody is null || string.Equals(Key, inBody, StringComparison.Ordinal)
            ? Key ?? inBody
            : throw new StrataException(
                ErrorCode.InvalidContent,
                "The Idempotency-Key header and idempotency_key in the body differ: send one of them."
            );
}
