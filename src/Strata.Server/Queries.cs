using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Strata.Server;

/// <summary>The point to read at: parameters of every route that reads.</summary>
internal sealed record PastQuery(
    [property: FromQuery(Name = "known_at"), Description("What was known then: a ledger seq or an ISO-8601 time.")] string? KnownAt,
    [property: FromQuery(Name = "valid_at"), Description("Only what had been observed by then: an ISO-8601 time.")] string? ValidAt
)
{
    public ReadAt At => new(KnownAt, ValidAt);
}

/// <summary>A page of a list.</summary>
internal sealed record PageQuery(
    [property: FromQuery(Name = "limit"), Description("Items a page; default 50.")] int? Limit,
    [property: FromQuery(Name = "cursor"), Description("next_cursor of the page before.")] string? Cursor
)
{
    public PageRequest Request => Limit is { } limit ? new(limit, Cursor) : new(Cursor: Cursor);
}

/// <summary>The <c>Idempotency-Key</c> header, equal to the body's <c>idempotency_key</c>.</summary>
internal sealed record Idempotency(
    [property: FromHeader(Name = "Idempotency-Key"), Description("The same key with the same request gives the first answer again.")]
        string? Key
)
{
    public string? Or(string? inBody) =>
        Key is null || inBody is null || string.Equals(Key, inBody, StringComparison.Ordinal)
            ? Key ?? inBody
            : throw new StrataException(
                ErrorCode.InvalidContent,
                "The Idempotency-Key header and idempotency_key in the body differ: send only one."
            );
}
