using System.Text.Json.Serialization;

namespace Strata.Entities;

/// <summary>What a step of an entity's history is.</summary>
[JsonConverter(typeof(SnakeCaseEnum<HistoryKind>))]
public enum HistoryKind
{
    Observation,
    Correction,
    Merge,
    Unmerge,
    Split,
    Unsplit,
    Delete,
    Restore,
    Retract,
    Reinstate,
    Relate,
    Unrelate,
    DismissDuplicate,
    ReopenDuplicate,
    DismissMatch,
    ReopenMatch,
    ActivateSchema,
    Promote,
    RollBackPromotion,
    ReviewFindings,
    ApproveDocument,
    WithdrawApproval,
    DeleteRun,
    RestoreRun,
    DeleteSchema,
    SetPrompt,
    CreateProject,
    ChangeProject,
    DeleteProject,
    RestoreProject,
    AddToProject,
    RemoveFromProject,
}
