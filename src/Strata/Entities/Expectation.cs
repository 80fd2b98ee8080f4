using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Holds a decision against the state of the entity that its caller has seen: within the transaction that decides, whose writes no other
/// comes between.
/// </summary>
internal static class Expectation
{
    /// <param name="expected">As of <see cref="EntityVersion.Matches"/>; null: any state will do.</param>
    /// <exception cref="StrataException">CONFLICT, stale.</exception>
    public static async Task HoldAsync(LedgerSession session, WorkingEntity entity, string? expected)
    {
        if (expected is null)
        {
            return;
        }
        var root = await session.RootAsync(entity);
        // Of what this group of writes has changed before, the seq tells; the fields are still those of before.
        var now = EntityReader.View(root.Record, FieldList.Parse(root.Record.Fields), session.Schemas.Get(root.Record.EntityType));
        if (!EntityVersion.Matches(expected, now))
        {
            throw Stale(
                $"Entity '{now.EntityId}' is not in the state '{Shown(expected)}' any more: its seq is {now.Seq}. Read it again before changing it."
            );
        }
    }

    /// <summary>The same for what is retracted: an observation or a decision.</summary>
    public static async Task HoldAsync(LedgerSession session, string id, string? expected)
    {
        if (expected is null)
        {
            return;
        }
        if (Ids.Number("obs_", id) is { } observation)
        {
            await HoldAsync(session, await Retractions.EntityOfAsync(session, observation), expected);
        }
        else if (Ids.Number("dec_", id) is { } decision && await FindAsync(session.Transaction, decision) is { } found)
        {
            await HoldAsync(session, found.EntityNo is { } entityNo ? await session.GetAsync(entityNo) : throw OfNone(id), expected);
        }
    }

    /// <summary>What is to be undone is about no single entity.</summary>
    public static StrataException OfNone(string id) =>
        Stale($"'{id}' does not concern a single entity, so an expected state cannot be checked.");

    private static StrataException Stale(string message) => new(ErrorCode.Conflict, message) { IsStale = true };

    private static Task<About?> FindAsync(UserConnection connection, long decision) =>
        connection.QueryFirstOrDefaultAsync<About>(
            "select entity_no from decisions where user_id = @user and seq = @decision",
            new { decision }
        );

    private static string Shown(string expected)
    {
        const int Most = 80;
        return expected.Length > Most ? expected[..Most] + "…" : expected;
    }

    private sealed record About(long? EntityNo);
}
