using System.Text.Json.Serialization;

namespace Strata.Blobs;

/// <summary>Where the bytes of a source are.</summary>
[JsonConverter(typeof(SnakeCaseEnum<StorageStatus>))]
public enum StorageStatus
{
    /// <summary>In the store since they came, or in the database for good.</summary>
    Stored,

    /// <summary>In the spool; a job brings them to the store.</summary>
    Pending,

    /// <summary>In the store, after a time in the spool.</summary>
    Uploaded,

    /// <summary>In the spool, given up until someone retries.</summary>
    Failed,
}
