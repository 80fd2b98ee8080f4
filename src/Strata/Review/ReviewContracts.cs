using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Review.Calibrating;

namespace Strata.Review;

/// <summary>Whether a finding could become a fact: what our own checks say about it.</summary>
[JsonConverter(typeof(SnakeCaseEnum<Admission>))]
public enum Admission
{
    Admitted,

    /// <summary>A check contradicts it.</summary>
    Flagged,

    /// <summary>Its quote is not where it is said to be: it can be corrected or rejected, not confirmed.</summary>
    Quarantined,

    /// <summary>Its answer could not be read.</summary>
    Unparsed,
}

/// <summary>What a person has decided about a finding.</summary>
[JsonConverter(typeof(SnakeCaseEnum<ReviewState>))]
public enum ReviewState
{
    Staged,
    Confirmed,
    Rejected,
    Corrected,
}

[JsonConverter(typeof(SnakeCaseEnum<ReviewAction>))]
public enum ReviewAction
{
    Confirm,
    Reject,

    /// <summary>States another value.</summary>
    Correct,

    /// <summary>States that there is no value.</summary>
    Clear,

    /// <summary>Stages it again.</summary>
    Reset,
}

/// <summary>Which findings; all conditions must hold.</summary>
public record FindingFilter
{
    [Description("prj_… or its name.")]
    public string? Project { get; init; }

    [Description("src_…")]
    public string? SourceId { get; init; }

    [Description("doc_…")]
    public string? DocumentId { get; init; }

    [Description("run_…")]
    public string? RunId { get; init; }

    [Description("sub_…: one record or block.")]
    public string? SubjectId { get; init; }

    [Description("The schema.")]
    public string? EntityType { get; init; }

    public string? Field { get; init; }

    [Description("paragraph, heading, …")]
    public string? BlockType { get; init; }

    public ReviewState? State { get; init; }

    public Admission? Admission { get; init; }

    [Description("At least this certain, 0 to 1.")]
    public double? MinConfidence { get; init; }

    [Description("At most this certain, 0 to 1.")]
    public double? MaxConfidence { get; init; }

    [Description("The interpreter of the run: rules, …")]
    public string? Interpreter { get; init; }

    [Description("What value or quote contain.")]
    public string? Text { get; init; }

    [Description("Who it is assigned to.")]
    public string? Assignee { get; init; }
}

/// <summary>A value that a staged run has found.</summary>
public sealed record FindingView
{
    public required string FindingId { get; init; }

    /// <summary>The record or block that it is about, of this run.</summary>
    public required string SubjectId { get; init; }
    public required string RunId { get; init; }
    public required string SourceId { get; init; }
    public string? FileName { get; init; }
    public required string DocumentId { get; init; }
    public required long Block { get; init; }
    public string? BlockType { get; init; }
    public required string EntityType { get; init; }
    public required string Field { get; init; }

    /// <summary>As it was found; absent from a blind item of next_findings.</summary>
    public JsonElement? Value { get; init; }
    public string? Quote { get; init; }
    public ByteLocator? Locator { get; init; }
    public required double Confidence { get; init; }

    /// <summary>What such a confidence has meant so far; absent: it is not calibrated, as too little is decided.</summary>
    public CalibratedConfidence? Calibrated { get; init; }

    /// <summary>Why it is flagged, quarantined or unparsed.</summary>
    public string? Remark { get; init; }
    public required Admission Admission { get; init; }
    public required ReviewState State { get; init; }

    /// <summary>The value that was given instead; null as JSON: none.</summary>
    public JsonElement? Reviewed { get; init; }

    /// <summary>Changes with every decision; pass it with a change to have that refused if another came between.</summary>
    public required long Revision { get; init; }
    public string? ReviewedBy { get; init; }
    public DateTimeOffset? ReviewedAt { get; init; }
    public string? Reason { get; init; }
    public string? Assignee { get; init; }

    /// <summary>The entity that its record belongs to, or would belong to if it was confirmed; null: a new one.</summary>
    public JoinedEntity? Joins { get; init; }

    /// <summary>What was decided about it in an earlier version or run; absent: nothing was.</summary>
    public EarlierReview? Earlier { get; init; }

    /// <summary>A random sample without the value, to measure what is overlooked.</summary>
    public bool? Blind { get; init; }

    /// <summary>Only when a single finding is read.</summary>
    public FindingDetails? Details { get; init; }
}

/// <summary>A decision about the same field of the same or a changed block, in an earlier version of the source or an earlier run.</summary>
public sealed record EarlierReview
{
    public required string FindingId { get; init; }
    public required ReviewState State { get; init; }

    /// <summary>What was confirmed or stated, null as JSON: that there is none; of a rejection what was refused.</summary>
    public required JsonElement Value { get; init; }

    /// <summary>Whether the content that it was decided about is the same.</summary>
    public required bool Unchanged { get; init; }
    public required string DecisionId { get; init; }
    public string? By { get; init; }
    public DateTimeOffset? At { get; init; }
    public string? Reason { get; init; }
}

public sealed record JoinedEntity(string EntityId, string? Title);

public sealed record FindingDetails
{
    /// <summary>Text around the quote.</summary>
    public required string Before { get; init; }
    public required string After { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }

    /// <summary>Place of the whole row, paragraph or list item around the quote; omitted without boxes and cells.</summary>
    public IReadOnlyList<PlaceView>? Parent { get; init; }

    /// <summary>Every state, the latest first.</summary>
    public required IReadOnlyList<FindingStep> History { get; init; }
    public required IReadOnlyList<FindingComment> Comments { get; init; }
}

public sealed record FindingStep(
    string DecisionId,
    DateTimeOffset At,
    string? Actor,
    string? Reason,
    ReviewState State,
    JsonElement? Reviewed
);

public sealed record FindingComment(string DecisionId, DateTimeOffset At, string? Actor, string Text);

/// <summary>A change of one finding.</summary>
public sealed record FindingChange
{
    [Description("fnd_…")]
    public required string FindingId { get; init; }

    public required ReviewAction Action { get; init; }

    [Description("For correct: the value.")]
    public JsonElement? Value { get; init; }

    [Description("As last read: refused (STALE_REVISION) if it has changed since.")]
    public long? Revision { get; init; }
}

public sealed record ReviewResult
{
    /// <summary>Pass it to retract to undo all of it.</summary>
    public required string DecisionId { get; init; }
    public required long Seq { get; init; }
    public required IReadOnlyList<FindingView> Findings { get; init; }
}
