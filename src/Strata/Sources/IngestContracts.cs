using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Accounts;
using Strata.Blobs;
using Strata.Runs;

namespace Strata.Sources;

/// <summary>How a source is read.</summary>
public record ReadingOptions
{
    [Description("Default: chosen by score.")]
    public string? EntityType { get; init; }

    [Description("Day before month; default: detected.")]
    public bool? DayFirst { get; init; }

    [Description("CSV: has a header row; default: detected.")]
    public bool? Header { get; init; }

    [Description("Read pictures and scanned pages of PDFs by OCR.")]
    public bool? Ocr { get; init; }

    [Description("OCR in these languages, such as deu+eng.")]
    public string? OcrLanguage { get; init; }

    [Description("rules (the default) or recorded, with an annotation schema as entity_type.")]
    public string? Interpreter { get; init; }

    [Description("true: findings wait for review_findings; default: as the interpreter does.")]
    public bool? Stage { get; init; }

    [Description("false: by a worker; see watch_run.")]
    public bool? Wait { get; init; }

    [Description("Same key, same answer.")]
    public string? IdempotencyKey { get; init; }
}

/// <summary>What is known of a source, and how it is read.</summary>
public record IngestOptions : ReadingOptions
{
    public IngestOptions() { }

    internal IngestOptions(ReadingOptions reading)
        : base(reading) { }

    [Description("Helps to tell the format.")]
    public string? FileName { get; init; }

    [Description("Decides among text formats.")]
    public string? MediaType { get; init; }

    [JsonIgnore]
    public string? ContentType { get; set; }

    [Description("Where ids mean something.")]
    public string? Origin { get; init; }

    [Description("Its place in the origin, by which a later version is known; default: file_name.")]
    public string? OriginPath { get; init; }

    [Description("src_… of which this is a newer version.")]
    public string? Replaces { get; init; }

    /// <summary>The origin if it was stated; a door or a container may have set <see cref="Origin"/>.</summary>
    [JsonIgnore]
    internal string? StatedOrigin { get; init; }

    [Description("When it was true; default now.")]
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>What the request tells an interpreter that asks.</summary>
    [JsonIgnore]
    internal JsonElement? Prompt { get; init; }

    /// <summary>What the project of a batch tells it.</summary>
    [JsonIgnore]
    internal JsonElement? ProjectPrompt { get; init; }

    [Description("false: only keep the bytes.")]
    public bool Interpret { get; set; } = true;
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
