using System.Text.Json.Serialization;

namespace Strata.Blobs;

/// <summary>Place of a source's bytes.</summary>
[JsonConverter(typeof(SnakeCaseEnum<StorageStatus>))]
public enum StorageStatus
{
    /// <summary>In the store from the start, or in the database permanently.</summary>
    Stored,

    /// <summary>In the spool; a job uploads them.</summary>
    Pending,

    /// <summary>In the store, after a time in the spool.</summary>
    Uploaded,

    /// <summary>In the spool; uploads have stopped until someone retries.</summary>
    Failed,
}
