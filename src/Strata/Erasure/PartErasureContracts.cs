using System.ComponentModel;

namespace Strata.Erasure;

/// <summary>A part of what a user has: a source, a project, or what was observed in a span of time.</summary>
public record ErasureScope
{
    [Description("Id, file name or path; or from and to; or project.")]
    public string? SourceId { get; init; }

    [Description("prj_…: its sources that no other project holds, and itself.")]
    public string? Project { get; init; }

    [Description("Sources and corrections observed from then on.")]
    public DateTimeOffset? From { get; init; }

    [Description("And before then.")]
    public DateTimeOffset? To { get; init; }
}

/// <summary>What erasing a part would remove.</summary>
public sealed record ErasurePreview
{
    /// <summary>Up to 100 of the sources.</summary>
    public required IReadOnlyList<ErasedSource> Sources { get; init; }
    public required long SourceCount { get; init; }
    public required long Documents { get; init; }
    public required long Runs { get; init; }
    public required long Observations { get; init; }

    /// <summary>Entities of which nothing is left.</summary>
    public required long EntitiesRemoved { get; init; }

    /// <summary>Entities of which something else is left.</summary>
    public required long EntitiesChanged { get; init; }

    /// <summary>Bytes of contents that go. Deleting entities instead only hides them and frees nothing.</summary>
    public required long BytesFreed { get; init; }
    public required long BytesFreedByDeleting { get; init; }

    /// <summary>What happens when the same bytes are handed in again.</summary>
    public required string Afterwards { get; init; }

    /// <summary>What <c>confirm</c> of the erasure takes; another once something in it has changed.</summary>
    public required string Confirm { get; init; }
}

/// <param name="Why">Why it goes: <c>asked</c>, <c>within</c> (a member of such a source alone), <c>contains</c> (its bytes hold it).</param>
public sealed record ErasedSource(string SourceId, string? FileName, long ByteSize, string Why);

/// <summary>What was removed, signed by the store.</summary>
public sealed record PartErasureReceipt
{
    /// <summary>The decision; <c>lift_erasure</c> takes it.</summary>
    public required string ErasureId { get; init; }
    public required string UserId { get; init; }
    public required ErasureScope Scope { get; init; }
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Rows removed, by table. Their digests stay in the hash chain.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }
    public required long Blobs { get; init; }
    public required long Bytes { get; init; }

    /// <summary>State and hash chain after it.</summary>
    public required string StateHash { get; init; }
    public required string ChainHead { get; init; }

    /// <summary>Whether traces of removed rows may be left in free space of the database until that is used again.</summary>
    public required bool TracesInFreeSpace { get; init; }

    /// <summary>What an erasure can't reach: when the last backup before it was taken; null if none is recorded.</summary>
    public DateTimeOffset? LastBackup { get; init; }
    public required string Key { get; init; }

    /// <summary>HMAC-SHA-256 (hex) of the receipt as compact JSON with an empty signature.</summary>
    public required string Signature { get; init; }
}
