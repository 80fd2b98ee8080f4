using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>How the module that makes decisions of some kinds undoes them.</summary>
/// <param name="undoes">Whether a kind is one of them.</param>
/// <param name="undo">Undoes a decision by another, whose actor and reason are given.</param>
internal sealed class DecisionUndoing(
    IDatabase database,
    LedgerServices services,
    Func<string, bool> undoes,
    Func<LedgerSession, DecisionRecord, Decision, Task<DecisionResult>> undo
)
{
    public bool Undoes(string kind) => undoes(kind);

    /// <summary>Returns the kind of a decision; null if there is none of the id.</summary>
    public static async Task<string?> KindAsync(IDatabase database, UserId user, string id, CancellationToken ct) =>
        Ids.Number("dec_", id) is { } seq
            ? await database.ReadAsync(
                user,
                c => c.QueryFirstOrDefaultAsync<string>("select kind from decisions where user_id = @user and seq = @seq", new { seq }),
                ct
            )
            : null;

    /// <param name="id">Of a decision of one of the kinds.</param>
    /// <exception cref="StrataException">CONFLICT: it is already undone or superseded.</exception>
    public Task<DecisionResult> UndoAsync(UserId user, string actor, string id, DecisionRequest request, CancellationToken ct) =>
        request.IfMatch is not null
            ? throw Expectation.OfNone(id)
            : database.WriteAsync(
                user,
                async tx =>
                {
                    var session = await LedgerSession.OpenAsync(tx, services);
                    var hash = Receipts.RequestHash("retract", request, id);
                    if (await Receipts.FindAsync<DecisionResult>(session, request.IdempotencyKey, hash) is { } known)
                    {
                        return known;
                    }
                    await session.FlushAsync();
                    var decision =
                        await tx.QueryFirstOrDefaultAsync<DecisionRecord>(
                            $"select {DecisionRecord.Columns} from decisions where user_id = @user and seq = @seq",
                            new { seq = Ids.Number("dec_", id) ?? 0 }
                        ) ?? throw new InvalidDataException($"Decision '{id}' is missing.");
                    var result = await undo(session, decision, new Decision("") { Actor = actor, Reason = request.Reason });
                    Receipts.Keep(session, request.IdempotencyKey, hash, result);
                    return result;
                },
                ct
            );

    /// <summary>The refusal of a decision that determines nothing any more.</summary>
    public static StrataException Superseded(long seq) =>
        new(ErrorCode.Conflict, $"Decision '{Ids.Decision(seq)}' is already undone or superseded by another decision.");
}
