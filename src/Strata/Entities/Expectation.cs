using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Checks that an entity is still in the state that the caller saw. Runs inside the deciding transaction, so no other write comes between.
/// </summary>
internal static class Expectation
{
    /// <param name="expected">As in <see cref="EntityVersion.Matches"/>; null for any state.</param>
    /// <exception cref="StrataException">CONFLICT with <c>IsStale</c>.</exception>
    public static async Task HoldAsync(LedgerSession session, WorkingEntity entity, string? expected)
    {
        if (expected is null)
        {
            return;
        }
        var root = await session.RootAsync(entity);
        // Changes made earlier in this write group show in the seq; the fields are still the previous ones.
        var now = EntityReader.View(root.Record, FieldList.Parse(root.Record.Fields), session.Schemas.Get(root.Record.EntityType));
        if (!EntityVersion.Matches(expected, now))
        {
            throw Stale(
                $"Entity '{now.EntityId}' is not in the state '{Shown(expected)}' any more: its seq is {now.Seq}. Read it again before changing it."
            );
        }
    }

    /// <summary>Checks the entity of the observation or decision to retract.</summary>
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

    /// <summary>The error for a decision that concerns no single entity.</summary>
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
        const int MaxShown = 80;
        return expected.Length > MaxShown ? expected[..MaxShown] + "…" : expected;
    }

    private sealed record About(long? EntityNo);
}
