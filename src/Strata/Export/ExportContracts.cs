using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Strata.Export;

/// <summary>What to export, and how. The same request at the same position of the ledger gives the same bytes.</summary>
public record ExportRequest
{
    public const string JsonLines = "jsonl";
    public const string Csv = "csv";
    public const string Parquet = "parquet";
    public const string Staged = "staged";

    [Description("Entities of these types. Without types, source and project: of all types.")]
    public IReadOnlyList<string> EntityTypes { get; set; } = [];

    [Description("The blocks of a source: id, file name or path.")]
    public string? Source { get; init; }

    [Description("The blocks of a project's sources: prj_… or its name.")]
    public string? Project { get; init; }

    [Description("Default: jsonl.")]
    [AllowedValues(JsonLines, Csv, Parquet)]
    public string Format { get; set; } = JsonLines;

    [Description("One file per entity type or document in a ZIP, with a manifest of digests.")]
    public bool Zip { get; set; }

    [Description("Known then: seq or time.")]
    public string? KnownAt { get; init; }

    [Description("Only entities that changed after this seq, and which are gone since.")]
    public long? ChangedAfter { get; init; }

    [Description("With the observation, source and place that each value comes from.")]
    public bool Provenance { get; set; }

    [Description("staged: with what is not decided about yet.")]
    public IReadOnlyList<string> Include { get; set; } = [];

    [Description("CSV whose texts no spreadsheet takes for formulas.")]
    public bool Safe { get; set; }
}

/// <summary>The last entry of a ZIP.</summary>
public sealed record ExportManifest
{
    public const string Entry = "manifest.json";

    public required string Format { get; init; }

    /// <summary>The ledger position that was read; pass it as known_at to have the same bytes again.</summary>
    public required long KnownAt { get; init; }
    public string? ProjectId { get; init; }
    public string? Project { get; init; }
    public required IReadOnlyList<ExportEntry> Entries { get; init; }

    /// <summary>Documents that could not be read.</summary>
    public required IReadOnlyList<ExportFailure> Failed { get; init; }
}

/// <param name="Sha256">Hex.</param>
public sealed record ExportEntry(string Name, long Rows, long ByteSize, string Sha256)
{
    public string? EntityType { get; init; }
    public string? SourceId { get; init; }
    public string? DocumentId { get; init; }

    /// <summary>SHA-256 (hex) of the source's own bytes.</summary>
    public string? SourceDigest { get; init; }
}

public sealed record ExportFailure(string SourceId, string? FileName, string Reason)
{
    public string? DocumentId { get; init; }
}
