namespace Strata.Erasure;

/// <summary>What was removed of a user, and when, signed by the store that did it. It says nothing of the user but the name.</summary>
public sealed record ErasureReceipt
{
    /// <summary>2: what this record holds; 1: it does not say what was missing.</summary>
    public required int Format { get; init; }
    public required string UserId { get; init; }

    /// <summary>From then on nobody could read or write as the user.</summary>
    public required DateTimeOffset BegunAt { get; init; }
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Where the user's ledger stood when that began, and the hash of their state.</summary>
    public required long Seq { get; init; }
    public required string StateHash { get; init; }

    /// <summary>Rows removed, by table and text index.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>Contents that the user had, and their bytes.</summary>
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }

    /// <summary>
    /// Contents of those whose bytes were not where they belong when that began, so that nothing was removed of them. Null: not looked for.
    /// </summary>
    public long? MissingBlobs { get; init; }

    /// <summary>
    /// Tables of PostgreSQL whose files were not written anew: free space in them may hold remains until it is used again.
    /// </summary>
    public required IReadOnlyList<string> NotRewritten { get; init; }

    /// <summary>Which key signed it: the first 16 hex digits of its SHA-256.</summary>
    public required string Key { get; init; }

    /// <summary>HMAC-SHA-256 (hex) of the receipt as compact JSON with an empty signature.</summary>
    public required string Signature { get; init; }
}

/// <summary>How a user is erased.</summary>
public sealed record EraseRequest
{
    /// <summary>On PostgreSQL, writes large tables anew as well, under locks that keep everyone waiting meanwhile.</summary>
    public bool Rewrite { get; init; }

    /// <summary>Goes on where bytes of the user are not where they belong, and counts them in the receipt.</summary>
    public bool MissingContents { get; init; }
}

/// <summary>What a store says of a receipt.</summary>
public enum ReceiptCheck
{
    /// <summary>This store made it, and it is as it was.</summary>
    Genuine,

    /// <summary>It names this store's key, and is not what that signed.</summary>
    Changed,

    /// <summary>It names another key: another store made it.</summary>
    Foreign,
}
