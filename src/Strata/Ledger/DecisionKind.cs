namespace Strata.Ledger;

/// <summary>Kinds of decisions, as the ledger stores them.</summary>
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
    public const string DeleteRun = "delete_run";
    public const string RestoreRun = "restore_run";
    public const string DeleteSchema = "delete_schema";
    public const string SetPrompt = "set_prompt";
    public const string CreateProject = "create_project";
    public const string ChangeProject = "change_project";
    public const string DeleteProject = "delete_project";
    public const string RestoreProject = "restore_project";
    public const string AddToProject = "add_to_project";
    public const string RemoveFromProject = "remove_from_project";

    /// <summary>Recorded by Strata itself when four fifths of a quota are used.</summary>
    public const string QuotaWarning = "quota_warning";
}
