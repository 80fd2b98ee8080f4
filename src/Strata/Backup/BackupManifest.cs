namespace Strata.Backup;

/// <summary>The last entry but one of a backup: describes the others.</summary>
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

    /// <summary>Number of the store's last migration.</summary>
    public required long StoreVersion { get; init; }
    public required string UserId { get; init; }
    public string? DisplayName { get; init; }
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Ledger position and its time (Unix microseconds).</summary>
    public required long Seq { get; init; }
    public required long RecordedAt { get; init; }
    public required string StateHash { get; init; }

    /// <summary>Hash of the last link of the hash chain; null in backups that are older than it.</summary>
    public string? ChainHead { get; init; }
    public required IReadOnlyList<BackupEntry> Tables { get; init; }

    /// <summary>Number of entries named by a content's digest.</summary>
    public required long Blobs { get; init; }
    public required long BlobBytes { get; init; }

    public static string TableEntry(string table) => TableFolder + table + TableSuffix;
}

/// <summary>Entry of one table: a line of column names, then a JSON array per row.</summary>
/// <param name="Bytes">Uncompressed.</param>
/// <param name="Sha256">Hex, of the uncompressed bytes.</param>
internal sealed record BackupEntry(string Table, long Rows, long Bytes, string Sha256);
