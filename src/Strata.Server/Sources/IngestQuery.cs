using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Strata.Server.Sources;

/// <summary>An <see cref="IngestRequest"/> as query parameters; the body is the bytes.</summary>
internal sealed record IngestQuery(
    [property: FromQuery(Name = "file_name")] string? FileName,
    [property: FromQuery(Name = "media_type"), Description("What the bytes are: decides among text formats, as the Content-Type does not.")]
        string? MediaType,
    [property: FromQuery(Name = "origin")] string? Origin,
    [property: FromQuery(Name = "observed_at"), Description("When it was true, as ISO 8601 has it; default: now.")] string? ObservedAt,
    [property: FromQuery(Name = "interpret")] bool? Interpret,
    [property: FromQuery(Name = "entity_type")] string? EntityType,
    [property: FromQuery(Name = "day_first")] bool? DayFirst,
    [property: FromQuery(Name = "header")] bool? Header,
    [property: FromQuery(Name = "ocr")] bool? Ocr,
    [property: FromQuery(Name = "ocr_language"), Description("What OCR reads in, by tesseract's names: deu+eng. Asks for OCR too.")]
        string? OcrLanguage,
    [property: FromQuery(Name = "wait"), Description("false: a worker interprets it; 202 names the run.")] bool? Wait
)
{
    public IngestRequest Request(string? contentType, string? idempotencyKey) =>
        new()
        {
            FileName = FileName,
            MediaType = MediaType,
            ContentType = Stated(contentType),
            Origin = Origin,
            ObservedAt = ObservedAt is null ? null : Moment.Parse("observed_at", ObservedAt),
            Interpret = Interpret ?? true,
            EntityType = EntityType,
            DayFirst = DayFirst,
            Header = Header,
            Ocr = Ocr,
            OcrLanguage = OcrLanguage,
            Wait = Wait,
            IdempotencyKey = idempotencyKey,
        };

    /// <summary>The media type without parameters; null for the types that clients send when they don't know.</summary>
    private static string? Stated(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Value is { } name
        && name is not ("application/octet-stream" or "application/x-www-form-urlencoded")
            ? name
            : null;
}

/// <summary>Options of a new interpretation of a stored source: an <see cref="IngestRequest"/> without what describes new bytes.</summary>
internal sealed record ReinterpretRequest
{
    /// <summary>Entity type for every record of the source; null: chosen by score over the schemas.</summary>
    public string? EntityType { get; init; }

    /// <summary>Day/month order of ambiguous dates; null: detected.</summary>
    public bool? DayFirst { get; init; }

    /// <summary>Whether the first row of a table (CSV) names its columns; null: detected.</summary>
    public bool? Header { get; init; }

    /// <summary>Whether scanned pages of a PDF are read by OCR, where the program for it is installed; null: no.</summary>
    public bool? Ocr { get; init; }

    /// <summary>
    /// The languages that OCR reads in, by tesseract's names: <c>deu+eng</c>; asks for OCR too. Null: the few that are installed, else
    /// English.
    /// </summary>
    public string? OcrLanguage { get; init; }

    /// <summary>False: a worker interprets it, and the answer names the run; null or true: the answer says what was found.</summary>
    public bool? Wait { get; init; }
    public string? IdempotencyKey { get; init; }

    public IngestRequest Request(bool? wait, Idempotency idempotency) =>
        new()
        {
            EntityType = EntityType,
            DayFirst = DayFirst,
            Header = Header,
            Ocr = Ocr,
            OcrLanguage = OcrLanguage,
            Wait = wait ?? Wait,
            IdempotencyKey = idempotency.Or(IdempotencyKey),
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

    /// <summary>Not init: see Contracts.cs.</summary>
    public bool Interpret { get; set; } = true;
    public string? EntityType { get; init; }
    public bool? DayFirst { get; init; }
    public bool? Header { get; init; }
    public bool? Ocr { get; init; }
    public string? OcrLanguage { get; init; }
    public bool? Wait { get; init; }
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
            Header = Header,
            Ocr = Ocr,
            OcrLanguage = OcrLanguage,
            Wait = Wait,
            IdempotencyKey = idempotency.Or(IdempotencyKey),
        };
}
