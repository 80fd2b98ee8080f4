using System.Collections.Concurrent;
using Strata.Database;
using Strata.Review.Calibrating;

namespace Strata.Review;

/// <summary>
/// What confidences mean to each user, remembered until something is decided. With very many decisions one more changes little: no more than a
/// tenth of the time is spent on counting those again.
/// </summary>
internal sealed class Calibrations(TimeProvider time)
{
    private const int MaxRemembered = 1_000;
    private const int Patience = 10;
    private const long Many = 20_000;

    private readonly ConcurrentDictionary<UserId, Remembered> _remembered = new();

    public async Task<Calibration> OfAsync(UserConnection connection)
    {
        // A bulk change and what follows are applied bit by bit, by a decision of before.
        var state =
            await connection.QueryFirstOrDefaultAsync<State>(
                """
                select coalesce((select max(seq) from finding_reviews where user_id = @user), 0) as seq,
                    coalesce((select cast(sum(changed) as bigint) from bulk_reviews where user_id = @user), 0) as changed,
                    coalesce((select cast(sum(kept) as bigint) from run_follows where user_id = @user), 0) as kept
                """
            ) ?? throw new InvalidDataException("A count has no row.");
        if (
            _remembered.TryGetValue(connection.User, out var held)
            && (
                held.State == state
                || (held.Calibration.Count >= Many && held.State.Seq <= state.Seq && time.GetElapsedTime(held.At) < held.Took * Patience)
            )
        )
        {
            return held.Calibration;
        }
        var begun = time.GetTimestamp();
        var calibration = await ReadAsync(connection);
        if (_remembered.Count >= MaxRemembered)
        {
            _remembered.Clear();
        }
        _remembered[connection.User] = new(state, calibration, time.GetTimestamp(), time.GetElapsedTime(begun));
        return calibration;
    }

    /// <summary>Counts what people decided themselves; what only followed says nothing new.</summary>
    private static async Task<Calibration> ReadAsync(UserConnection connection) =>
        new([
            .. (
                await connection.QueryAsync<OutcomeRow>(
                    $"""
                    select f.entity_type, f.field, f.confidence, cast(sum(case when f.review = 'confirmed' then 1 else 0 end) as bigint) as correct,
                        count(*) as total
                    from findings f
                    where f.user_id = @user and f.review in ('confirmed', 'corrected', 'rejected') and f.admission in ('admitted', 'flagged')
                        and not {FindingFollows.Followed}
                    group by f.entity_type, f.field, f.confidence
                    """
                )
            ).Select(r => (r.EntityType, r.Field, new Outcome(r.Confidence, r.Correct, r.Total))),
        ]);

    private sealed record State(long Seq, long Changed, long Kept);

    private sealed record OutcomeRow(string EntityType, string Field, double Confidence, long Correct, long Total);

    private sealed record Remembered(State State, Calibration Calibration, long At, TimeSpan Took);
}
