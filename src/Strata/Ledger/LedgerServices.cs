using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Strata.Database;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>Dependencies of a ledger session besides its transaction.</summary>
internal sealed record LedgerServices(SchemaStore Schemas, TimeProvider Time)
{
    public StoreLog Log { get; } = new();

    public ClockLead Clock { get; } = new();

    /// <summary>Finds entities by what they are called; set by the store.</summary>
    public EntityNaming Naming { get; set; } = (_, _, _, _) => Task.FromResult<string?>(null);

    /// <summary>Actor of administrative actions that name none.</summary>
    public string Operator { get; init; } = Accounts.Operator.Name;
}

/// <summary>Returns the id of the only entity that the name identifies; null if none does.</summary>
/// <exception cref="StrataException">CONFLICT: it identifies several.</exception>
internal delegate Task<string?> EntityNaming(UserConnection connection, SchemaSet schemas, string name, NamedAmong among);

/// <summary>Entities among which a name is sought.</summary>
internal enum NamedAmong
{
    Shown,

    /// <summary>Deleted ones first.</summary>
    Deleted,

    /// <summary>Merged ones first: their identifiers otherwise name what they were merged into.</summary>
    Merged,
}

/// <summary>Holds the store's logger, which discards everything until the host sets one.</summary>
internal sealed class StoreLog
{
    public ILogger Logger { get; set; } = NullLogger.Instance;
}

/// <summary>A decision about to be appended. <see cref="Kind"/> is one of <see cref="DecisionKind"/>.</summary>
internal sealed record Decision(string Kind)
{
    public long? EntityNo { get; init; }
    public long? OtherNo { get; init; }

    /// <summary>The observation or relationship that the decision is about, or the decision that it undoes.</summary>
    public long? TargetSeq { get; init; }
    public string Payload { get; init; } = "{}";
    public string? Actor { get; init; }
    public string? Reason { get; init; }

    /// <summary>Column values in the order of <see cref="LedgerTables.Decisions"/>.</summary>
    public object?[] Row(long seq, long recordedAt) => [seq, Kind, EntityNo, OtherNo, TargetSeq, Payload, Actor, Reason, recordedAt];
}

internal static class DecisionKind
{
    public const string Merge = "merge";
    public const string Unmerge = "unmerge";
    public const string Split = "split";
    public const string Unsplit = "unsplit";
    public const string Delete = "delete";
    public const string Restore = "restore";
    public const string Retract = "retract";
    public const string Reinstate = "reinstate";
    public const string Relate = "relate";
    public const string Unrelate = "unrelate";
    public const string DismissDuplicate = "dismiss_duplicate";
    public const string ReopenDuplicate = "reopen_duplicate";
    public const string DismissMatch = "dismiss_match";
    public const string ReopenMatch = "reopen_match";
    public const string ActivateSchema = "activate_schema";
    public const string Promote = "promote";
    public const string RollBackPromotion = "roll_back_promotion";

    public const string ReviewFindings = "review_findings";
    public const string ApproveDocument = "approve_document";
    public const string WithdrawApproval = "withdraw_approval";
    public const string CommentFinding = "comment_finding";
    public const string CreateProject = "create_project";
    public const string ChangeProject = "change_project";
    public const string DeleteProject = "delete_project";
    public const string RestoreProject = "restore_project";
    public const string AddToProject = "add_to_project";
    public const string RemoveFromProject = "remove_from_project";

    /// <summary>Recorded by Strata itself when four fifths of a quota are used.</summary>
    public const string QuotaWarning = "quota_warning";
}
