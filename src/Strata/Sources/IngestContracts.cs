using System.Text.Json.Serialization;
using Strata.Accounts;
using Strata.Blobs;
using Strata.Runs;

namespace Strata.Sources;

public sealed record IngestRequest
{
    public string? FileName { get; init; }

    /// <summary>
    /// The media type, if the caller knows it. It decides between text formats; binary formats are detected by their content.
    /// </summary>
    public string? MediaType { get; init; }

    /// <summary>
    /// The type that came with the bytes (Content-Type, a member of a ZIP or mail). Used if neither content nor name decides.
    /// </summary>
    [JsonIgnore]
    public string? ContentType { get; init; }
    public string? Origin { get; init; }
    public DateTimeOffset? ObservedAt { get; init; }
    public bool Interpret { get; set; } = true;

    /// <summary>Entity type for every record of the source; null: chosen by score over the schemas.</summary>
    public string? EntityType { get; init; }

    /// <summary>Day/month order of ambiguous dates; null: detected.</summary>
    public bool? DayFirst { get; init; }

    /// <summary>Whether the first row of a table (CSV) names its columns; null: detected.</summary>
    public bool? Header { get; init; }

    /// <summary>Whether to read scanned pages of a PDF by OCR, if tesseract is installed; null: no.</summary>
    public bool? Ocr { get; init; }

    /// <summary>
    /// Languages for OCR, by tesseract's names: <c>deu+eng</c>; also turns OCR on. Null: the installed ones if few, else English.
    /// </summary>
    public string? OcrLanguage { get; init; }

    /// <summary>False: a worker interprets the source, and the answer names the run; null or true: the answer has the findings.</summary>
    public bool? Wait { get; init; }
    public string? IdempotencyKey { get; init; }
}

/// <summary>The result of ingesting one source.</summary>
public sealed record IngestResult
{
    public required string SourceId { get; init; }
    public required string Digest { get; init; }
    public string? FileName { get; init; }
    public required string MediaType { get; init; }
    public required long ByteSize { get; init; }
    public required StorageStatus StorageStatus { get; init; }
    public required bool Deduplicated { get; init; }
    public RunResult? Run { get; init; }

    /// <summary>The sources inside it; absent if its format has none.</summary>
    public MembersResult? Members { get; init; }

    /// <summary>Quotas that are at least 80 % used; absent if there is none.</summary>
    public IReadOnlyList<QuotaWarning>? Warnings { get; init; }
}
