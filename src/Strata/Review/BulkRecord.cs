using Strata.Jobs;

namespace Strata.Review;

/// <summary>A row of <c>bulk_reviews</c>.</summary>
internal sealed record BulkRecord(
    long ReviewNo,
    string Action,
    string? Value,
    string Filter,
    string Actor,
    long Total,
    long AfterNo,
    long Changed,
    string Skipped,
    string State
)
{
    public const string Columns = "review_no, action, value, filter, actor, total, after_no, changed, skipped, state";

    public BulkReview View() =>
        new()
        {
            DecisionId = Ids.Decision(ReviewNo),
            State = EnumNames.Parse<ApplyState>(State),
            Total = Total,
            Changed = Changed,
            Skipped =
                JsonSerializer.Deserialize<IReadOnlyDictionary<string, long>>(Skipped, StrataJson.Options)
                ?? new Dictionary<string, long>(),
        };
}
