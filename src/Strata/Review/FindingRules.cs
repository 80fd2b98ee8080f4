using Strata.Database;
using Strata.Findings;
using Strata.Schemas;

namespace Strata.Review;

/// <summary>Which state an action gives a finding, and what it can't be given.</summary>
internal static class FindingRules
{
    private const string None = "null";

    /// <summary>Returns why an action can't be done; null if it can.</summary>
    /// <param name="action">A name of <see cref="ReviewAction"/>.</param>
    /// <param name="value">Canonical JSON.</param>
    public static string? Refuse(FindingRecord finding, string action, string? value, SchemaSet schemas)
    {
        switch (EnumNames.Parse<ReviewAction>(action))
        {
            case ReviewAction.Confirm when !finding.IsConfirmable:
                return $"is {finding.Admission} ({finding.Remark}): correct or reject it";
            case ReviewAction.Correct or ReviewAction.Clear or ReviewAction.Confirm:
                if (schemas.Find(finding.EntityType) is not { } schema)
                {
                    return $"there is no schema '{finding.EntityType}' any more";
                }
                if (!schema.Declares(finding.Field))
                {
                    return $"schema '{finding.EntityType}' has no field '{finding.Field}' any more";
                }
                var stated = EnumNames.Parse<ReviewAction>(action) == ReviewAction.Confirm ? finding.Value : value;
                return stated is null ? null : schema.Reject(finding.Field, JsonText.Element(stated));
            default:
                return null;
        }
    }

    public static FindingMove Move(FindingRecord finding, string action, string? value) =>
        EnumNames.Parse<ReviewAction>(action) switch
        {
            ReviewAction.Confirm => new(finding, FindingRecord.Confirmed, null),
            ReviewAction.Reject => new(finding, FindingRecord.Rejected, null),
            // Whoever states what was found, as of a blind item, confirms it.
            ReviewAction.Correct when value == finding.Value && finding.IsConfirmable => new(finding, FindingRecord.Confirmed, null),
            ReviewAction.Correct => new(finding, FindingRecord.Corrected, value),
            ReviewAction.Clear => new(finding, FindingRecord.Corrected, None),
            _ => new(finding, FindingRecord.Staged, null),
        };

    /// <summary>Returns the moves to the states before a decision.</summary>
    public static async Task<IReadOnlyList<FindingMove>> BackAsync(
        UserConnection connection,
        IReadOnlyList<FindingRecord> findings,
        long seq
    )
    {
        var before = await FindingStates.BeforeAsync(connection, [.. findings.Select(f => f.FindingNo)], seq);
        return
        [
            .. findings.Select(f =>
                before.TryGetValue(f.FindingNo, out var state)
                    ? new FindingMove(f, state.Review, state.Reviewed, state.StateSeq)
                    : new FindingMove(f, FindingRecord.Staged, null, StateSeq: 0)
            ),
        ];
    }
}
