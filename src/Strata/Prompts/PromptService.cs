using Strata.Database;
using Strata.Entities;
using Strata.Ledger;
using Strata.Runs;
using Strata.Schemas;

namespace Strata.Prompts;

/// <summary>Sets a user's prompt: each change is a decision, and the last one holds.</summary>
internal sealed class PromptService(IDatabase database, LedgerServices services, RunPrompts prompts)
{
    public async Task<PromptView> GetAsync(UserConnection connection)
    {
        var last = await RunPrompts.LastAsync(connection);
        return new PromptView
        {
            User = Element(await RunPrompts.OfUserAsync(connection)),
            Operator = Element(prompts.OfOperator),
            DecisionId = last is null ? null : Ids.Decision(last.Seq),
        };
    }

    public Task<PromptView> SetAsync(UserId user, string actor, SetPrompt request, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                var hash = Receipts.RequestHash("set_prompt", request);
                if (await Receipts.FindAsync<PromptView>(session, request.IdempotencyKey, hash) is { } known)
                {
                    return known;
                }
                await DecideAsync(session, PromptSyntax.Read(request.Prompt), undoes: null, By(actor, request.Reason));
                var view = await GetAsync(tx);
                Receipts.Keep(session, request.IdempotencyKey, hash, view);
                return view;
            },
            ct
        );

    /// <summary>Undoes a change of the prompt; null if the decision is about something else.</summary>
    /// <exception cref="StrataException">CONFLICT: it is not the last.</exception>
    public async Task<DecisionResult?> TryUndoAsync(UserId user, string actor, string id, DecisionRequest request, CancellationToken ct)
    {
        if (Ids.Number("dec_", id) is not { } seq || await database.ReadAsync(user, c => OfAsync(c, seq), ct) is null)
        {
            return null;
        }
        if (request.IfMatch is not null)
        {
            throw Expectation.OfNone(id);
        }
        return await database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                var hash = Receipts.RequestHash("retract", request, id);
                if (await Receipts.FindAsync<DecisionResult>(session, request.IdempotencyKey, hash) is { } known)
                {
                    return known;
                }
                if ((await RunPrompts.LastAsync(tx))?.Seq != seq || await OfAsync(tx, seq) is not { } decision)
                {
                    throw new StrataException(ErrorCode.Conflict, $"Decision '{id}' is already undone or superseded by another decision.");
                }
                var before = JsonText.Element(decision.Payload).GetProperty("before");
                var undone = await DecideAsync(session, PromptSyntax.Read(before), id, By(actor, request.Reason));
                var result = new DecisionResult
                {
                    Id = Ids.Decision(undone),
                    Kind = HistoryKind.SetPrompt,
                    Seq = undone,
                };
                Receipts.Keep(session, request.IdempotencyKey, hash, result);
                return result;
            },
            ct
        );
    }

    private static async Task<long> DecideAsync(LedgerSession session, string? prompt, string? undoes, Decision by)
    {
        var before = await RunPrompts.OfUserAsync(session.Transaction);
        var (seq, _) = session.Decide(
            by with
            {
                Kind = DecisionKind.SetPrompt,
                TargetSeq = 0,
                Payload =
                    $$"""{"before":{{before ?? "null"}},"prompt":{{prompt ?? "null"}}{{(undoes is null ? "" : $",\"undoes\":\"{undoes}\"")}}}""",
            }
        );
        await session.FlushAsync();
        return seq;
    }

    private static Task<DecisionRecord?> OfAsync(UserConnection connection, long seq) =>
        connection.QueryFirstOrDefaultAsync<DecisionRecord>(
            $"select {DecisionRecord.Columns} from decisions where user_id = @user and seq = @seq and kind = '{DecisionKind.SetPrompt}'",
            new { seq }
        );

    private static Decision By(string actor, string? reason) => new("") { Actor = actor, Reason = reason };

    private static JsonElement? Element(string? json) => json is null ? null : JsonText.Element(json);
}
