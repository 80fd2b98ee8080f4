using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Decisions and corrections of people and agents about entities, each an appended record that can be undone.</summary>
internal sealed class Decisions(IDatabase database, LedgerServices services)
{
    public Task<DecisionResult> CorrectAsync(UserId user, string actor, string entityId, CorrectRequest request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("correct", request, entityId),
            async session =>
            {
                var entity = await session.ByIdAsync(entityId);
                await Expectation.HoldAsync(session, entity, request.IfMatch);
                var root = await session.RootAsync(entity);
                var schema = session.Schemas.Get(root.Record.EntityType);
                var undeclared = request.Fields.Keys.All(schema.Declares) ? null : await UndeclaredAsync(session, root);
                var (fields, fragments) = Corrections.Check(schema, request.Fields, undeclared);
                var stored = await session.ObserveAsync(
                    new NewObservation
                    {
                        Schema = schema,
                        Fields = fields,
                        Fragments = fragments,
                        Class = ObservationClass.Correction,
                        ObservedAt = request.ObservedAt is { } at ? UnixTime.Microseconds(at) : null,
                        Actor = actor,
                        Reason = request.Reason,
                        EntityNo = entity.No,
                    }
                );
                var done = new Done(Ids.Observation(stored.Seq), "correction", stored.Seq)
                {
                    NotInForce = Corrections.Held(stored, fields),
                    ChangesFragments = fragments is not null,
                };
                return (done, stored.Root);
            },
            ct
        );

    public Task<DecisionResult> MergeAsync(
        UserId user,
        string actor,
        string from,
        string to,
        DecisionRequest request,
        CancellationToken ct
    ) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("merge", request, from, to),
            async session =>
            {
                var source = await session.ByIdAsync(from);
                var target = await session.ByIdAsync(to);
                await Expectation.HoldAsync(session, source, request.IfMatch);
                var seq = await Merges.MergeAsync(session, source, target, By(actor, request));
                return (Decided(DecisionKind.Merge, seq), target);
            },
            ct
        );

    public Task<DecisionResult> UnmergeAsync(UserId user, string actor, string from, DecisionRequest request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("unmerge", request, from),
            async session =>
            {
                var entity = await session.ByIdAsync(from, NamedAmong.Merged);
                await Expectation.HoldAsync(session, entity, request.IfMatch);
                var seq = await Merges.UnmergeAsync(session, entity, By(actor, request));
                return (Decided(DecisionKind.Unmerge, seq), entity);
            },
            ct
        );

    /// <summary>Records that two entities filed as possible duplicates are not the same.</summary>
    public Task<DecisionResult> DismissDuplicateAsync(
        UserId user,
        string actor,
        string entityId,
        string otherId,
        DecisionRequest request,
        CancellationToken ct
    ) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("dismiss_duplicate", request, entityId, otherId),
            async session =>
            {
                var entity = await session.ByIdAsync(entityId);
                var other = await session.ByIdAsync(otherId);
                return await Dismissals.DismissAsync(session, entity, other, By(actor, request));
            },
            ct
        );

    /// <summary>States that a payment pays an invoice, as was proposed: a relationship, whatever types they are of.</summary>
    public Task<DecisionResult> ConfirmMatchAsync(
        UserId user,
        string actor,
        string paymentId,
        string invoiceId,
        DecisionRequest request,
        CancellationToken ct
    ) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("confirm_match", request, paymentId, invoiceId),
            async session =>
            {
                var (payment, invoice) = (await session.ByIdAsync(paymentId), await session.ByIdAsync(invoiceId));
                await Relationships.RequireShownAsync(session, payment, invoice);
                var view = await MatchDismissals.ConfirmAsync(session, payment, invoice, By(actor, request));
                return (Decided(DecisionKind.Relate, Ids.Number("dec_", view.RelationshipId) ?? 0), null);
            },
            ct
        );

    /// <summary>Records that a payment that was proposed for an invoice does not pay it.</summary>
    public Task<DecisionResult> DismissMatchAsync(
        UserId user,
        string actor,
        string paymentId,
        string invoiceId,
        DecisionRequest request,
        CancellationToken ct
    ) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("dismiss_match", request, paymentId, invoiceId),
            async session =>
                await MatchDismissals.DismissAsync(
                    session,
                    await session.ByIdAsync(paymentId),
                    await session.ByIdAsync(invoiceId),
                    By(actor, request)
                ),
            ct
        );

    public Task<DecisionResult> DeleteAsync(UserId user, string actor, string entityId, DecisionRequest request, CancellationToken ct) =>
        ChangeStateAsync(user, actor, entityId, DecisionKind.Delete, request, ct);

    public Task<DecisionResult> RestoreAsync(UserId user, string actor, string entityId, DecisionRequest request, CancellationToken ct) =>
        ChangeStateAsync(user, actor, entityId, DecisionKind.Restore, request, ct);

    /// <summary>Withdraws an observation (<c>obs_…</c>) or undoes a decision (<c>dec_…</c>).</summary>
    public Task<DecisionResult> RetractAsync(UserId user, string actor, string id, DecisionRequest request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("retract", request, id),
            async session =>
            {
                await session.FlushAsync();
                await Expectation.HoldAsync(session, id, request.IfMatch);
                var by = By(actor, request);
                if (Ids.Number("obs_", id) is { } seq)
                {
                    return await Retractions.RetractAsync(session, seq, by);
                }
                if (Ids.Number("dec_", id) is { } decision)
                {
                    return await Undoing.UndoAsync(session, decision, by);
                }
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"'{id}' is not the id of an observation (obs_…) or a decision (dec_…)."
                );
            },
            ct
        );

    public Task<RelationshipView> RelateAsync(UserId user, string actor, RelateRequest request, CancellationToken ct)
    {
        var requestHash = Receipts.RequestHash("relate", request);
        return database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<RelationshipView>(session, request.IdempotencyKey, requestHash) is { } known)
                {
                    return known;
                }
                var from = await session.ByIdAsync(request.From);
                var to = await session.ByIdAsync(request.To);
                await Relationships.RequireShownAsync(session, from, to);
                var view = await Relationships.RelateAsync(
                    session,
                    from,
                    to,
                    request.Type,
                    request.ObservedAt is { } at ? UnixTime.Microseconds(at) : null,
                    new Decision("") { Actor = actor }
                );
                Receipts.Keep(session, request.IdempotencyKey, requestHash, view);
                return view;
            },
            ct
        );
    }

    private Task<DecisionResult> ChangeStateAsync(
        UserId user,
        string actor,
        string entityId,
        string kind,
        DecisionRequest request,
        CancellationToken ct
    ) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash(kind, request, entityId),
            async session =>
            {
                var root = await session.RootAsync(
                    await session.ByIdAsync(entityId, kind is DecisionKind.Restore ? NamedAmong.Deleted : NamedAmong.Shown)
                );
                await Expectation.HoldAsync(session, root, request.IfMatch);
                var seq = Deletions.Change(session, root, kind, By(actor, request));
                return (Decided(kind, seq), root);
            },
            ct
        );

    private static async Task<IReadOnlyDictionary<string, FragmentView>?> UndeclaredAsync(LedgerSession session, WorkingEntity root)
    {
        await session.FlushAsync();
        return (await LatestFragments.OfRootsAsync(session.Transaction, [root.No])).GetValueOrDefault(root.No);
    }

    private static Decision By(string actor, DecisionRequest request) => new("") { Actor = actor, Reason = request.Reason };

    internal static Done Decided(string kind, long seq) => new(Ids.Decision(seq), kind, seq);

    private Task<DecisionResult> WriteAsync(
        UserId user,
        string? key,
        string requestHash,
        Func<LedgerSession, Task<(Done Done, WorkingEntity? Root)>> decide,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<DecisionResult>(session, key, requestHash) is { } known)
                {
                    return known;
                }
                var (done, root) = await decide(session);
                EntityView? view = null;
                if (root is not null)
                {
                    var schema = session.Schemas.Get(root.Record.EntityType);
                    var fields = root.Seal(schema); // Also updates the row's hash.
                    view = (await EntityReader.WithMergedAsync(tx, [EntityReader.View(root.Record, fields, schema)], [root.No]))[0];
                    if (done.ChangesFragments)
                    {
                        view = view with { Fragments = LatestFragments.Shown(await UndeclaredAsync(session, root)) };
                    }
                }
                var result = new DecisionResult
                {
                    Id = done.Id,
                    Kind = EnumNames.Parse<HistoryKind>(done.Kind),
                    Seq = done.Seq,
                    NotInForce = done.NotInForce,
                    Entity = view,
                };
                Receipts.Keep(session, key, requestHash, result);
                return result;
            },
            ct
        );
}

internal sealed record Done(string Id, string Kind, long Seq)
{
    public IReadOnlyList<HeldField>? NotInForce { get; init; }

    /// <summary>Whether undeclared fields were corrected.</summary>
    public bool ChangesFragments { get; init; }
}
