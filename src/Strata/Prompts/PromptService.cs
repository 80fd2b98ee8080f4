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

    /// <summary>Undoes the last change of the prompt.</summary>
    public DecisionUndoing Undoing =>
        new(
            database,
            services,
            kind => kind == DecisionKind.SetPrompt,
            async (session, decision, by) =>
            {
                if ((await RunPrompts.LastAsync(session.Transaction))?.Seq != decision.Seq)
                {
                    throw DecisionUndoing.Superseded(decision.Seq);
                }
                var before = JsonText.Element(decision.Payload).GetProperty("before");
                var undone = await DecideAsync(session, PromptSyntax.Read(before), Ids.Decision(decision.Seq), by);
                return new DecisionResult
                {
                    Id = Ids.Decision(undone),
                    Kind = HistoryKind.SetPrompt,
                    Seq = undone,
                };
            }
        );

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

    private static Decision By(string actor, string? reason) => new("") { Actor = actor, Reason = reason };

    private static JsonElement? Element(string? json) => json is null ? null : JsonText.Element(json);
}
