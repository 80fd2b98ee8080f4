namespace Strata.Backup;

/// <summary>The last entry but one of a backup: what it is, and what the others must be.</summary>
internal sealed record BackupManifest
{
    public const int ThisFormat = 1;
    public const string Entry = "manifest.json";

    /// <summary>SHA-256 (hex) of the manifest's bytes.</summary>
    public const string HashEntry = "manifest.sha256";
    public const string TableFolder = "tables/";
    public const string TableSuffix = ".ndjson";
    public const string BlobFolder = "blobs/";

    public required int Format { get; init; }

    /// <summary>Number of the last migration of the store.</summary>
    public required long StoreVersion { get; init; }
    public required string UserId { get; init; }
    public string? DisplayName { get; init; }
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Where the ledger stood, and when that was recorded (Unix microseconds).</summary>
    public required long Seq { get; init; }
    public required long RecordedAt { get; init; }
    public required string StateHash { get; init; }
    public required IReadOnlyList<BackupEntry> Tables { get; init; }

    /// <summary>Contents that have an entry each, named by their digest.</summary>
    public required long Blobs { get; init; }
    public required long BlobBytes { get; init; }

    public static string TableEntry(string table) => TableFolder + table + TableSuffix;
}

/// <summary>One table's entry: a line with the names of the columns, then a JSON array per row.</summary>
/// <param name="Bytes">Unpacked.</param>
/// <param name="Sha256">Of those bytes, hex.</param>
internal sealed record BackupEntry(string Table, long Rows, long Bytes, string Sha256);
