namespace Strata.Erasure;

/// <summary>What was removed of a user, and when, signed by the store. It names the user, and nothing else about them.</summary>
public sealed record ErasureReceipt
{
    /// <summary>2: this record; 1: without missing contents.</summary>
    public required int Format { get; init; }
    public required string UserId { get; init; }

    /// <summary>When the user's access ended.</summary>
    public required DateTimeOffset BegunAt { get; init; }
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Ledger position and state hash at that time.</summary>
    public required long Seq { get; init; }
    public required string StateHash { get; init; }

    /// <summary>Head of the hash chain at that time; null in receipts of earlier versions.</summary>
    public string? ChainHead { get; init; }

    /// <summary>Rows removed, per table and text index.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>The user's contents and their bytes.</summary>
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Contents whose bytes were already missing, so that nothing was removed. Null: not checked.</summary>
    public long? MissingBlobs { get; init; }

    /// <summary>PostgreSQL tables that were not rewritten: their free space may hold remains until it is reused.</summary>
    public required IReadOnlyList<string> NotRewritten { get; init; }

    /// <summary>Signing key: the first 16 hex digits of its SHA-256.</summary>
    public required string Key { get; init; }

    /// <summary>HMAC-SHA-256 (hex) of the receipt as compact JSON with an empty signature.</summary>
    public required string Signature { get; init; }
}

/// <summary>Options of an erasure.</summary>
public sealed record EraseRequest
{
    /// <summary>PostgreSQL: also rewrite large tables, under locks that block everyone meanwhile.</summary>
    public bool Rewrite { get; init; }

    /// <summary>Continue if bytes of the user are missing, and count them in the receipt.</summary>
    public bool MissingContents { get; init; }
}

/// <summary>Whether a store made a receipt.</summary>
public enum ReceiptCheck
{
    /// <summary>This store made it, unchanged.</summary>
    Genuine,

    /// <summary>It names this store's key, but was changed since.</summary>
    Changed,

    /// <summary>It names another store's key.</summary>
    Foreign,
}
