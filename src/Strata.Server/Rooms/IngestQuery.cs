using Microsoft.AspNetCore.Mvc;

namespace Strata.Server;

/// <summary>An <see cref="IngestRequest"/> beside a body of bytes.</summary>
internal sealed record IngestQuery(
    [property: FromQuery(Name = "file_name")] string? FileName,
    [property: FromQuery(Name = "origin")] string? Origin,
    [property: FromQuery(Name = "observed_at")] DateTimeOffset? ObservedAt,
    [property: FromQuery(Name = "interpret")] bool? Interpret,
    [property: FromQuery(Name = "entity_type")] string? EntityType,
    [property: FromQuery(Name = "day_first")] bool? DayFirst
)
{
    /// <param name="contentType">Generic types, which clients send when they don't know, say nothing.</param>
    public IngestRequest Request(string? contentType, string? idempotencyKey) =>
        new()
        {
            FileName = FileName,
            MediaType = contentType is null or "application/octet-stream" or "application/x-www-form-urlencoded" ? null : contentType,
            Origin = Origin,
            ObservedAt = ObservedAt,
            Interpret = Interpret ?? true,
            EntityType = EntityType,
            DayFirst = DayFirst,
            IdempotencyKey = idempotencyKey,
        };
}

/// <summary>A source to be fetched: an <see cref="IngestRequest"/> with an address instead of bytes.</summary>
internal sealed record UrlRequest
{
    public required Uri Url { get; init; }
    public string? FileName { get; init; }
    public string? MediaType { get; init; }
    public string? Origin { get; init; }
    public DateTimeOffset? ObservedAt { get; init; }
    public bool Interpret { get; init; } = true;
    public string? EntityType { get; init; }
    public bool? DayFirst { get; init; }
    public string? IdempotencyKey { get; init; }

    public IngestRequest Request(Idempotency idempotency) =>
        new()
        {
            FileName = FileName,
            MediaType = MediaType,
            Origin = Origin,
            ObservedAt = ObservedAt,
            Interpret = Interpret,
            EntityType = EntityType,
            DayFirst = DayFirst,
            IdempotencyKey = idempotency.Or(IdempotencyKey),
        };
}
