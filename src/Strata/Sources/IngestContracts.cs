using System.Text.Json.Serialization;
using Strata.Accounts;
using Strata.Runs;

namespace Strata.Sources;

public sealed record IngestRequest
{
    public string? FileName { get; init; }

    /// <summary>What it is, where the caller knows: among the text formats this decides; what is no text is known by its content.</summary>
    public string? MediaType { get; init; }

    /// <summary>
    /// What came with the bytes says of them (Content-Type, a ZIP's or mail's member): counts where neither content nor name tells.
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
}

/// <summary>What came of one source.</summary>
public sealed record IngestResult
{
    public required string SourceId { get; init; }
    public required string Digest { get; init; }
    public string? FileName { get; init; }
    public required string MediaType { get; init; }
    public required long ByteSize { get; init; }
    public required string StorageStatus { get; init; }
    public required bool Deduplicated { get; init; }
    public RunResult? Run { get; init; }

    /// <summary>The sources inside it; left out where its format holds none.</summary>
    public MembersResult? Members { get; init; }

    /// <summary>Quotas of which four fifths are used; left out where there is none.</summary>
    public IReadOnlyList<QuotaWarning>? Warnings { get; init; }
}
