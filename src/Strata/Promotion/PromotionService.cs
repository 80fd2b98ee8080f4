using Strata.Blobs;
using Strata.Database;
using Strata.Entities;
using Strata.Jobs;
using Strata.Ledger;
using Strata.Registry;

namespace Strata.Promotion;

/// <summary>
/// Promotes regular fragments to fields: proposes and accepts them, backfills earlier observations and rolls promotions back.
/// </summary>
internal sealed class PromotionService(IDatabase database, LedgerServices services, BlobStore blobs, JobServices jobs)
{
    private readonly Backfill _backfill = new(database, services, blobs);
    private readonly Rollback _rollback = new(services);

    public Task<FragmentReport> DiscoverAsync(UserId user, string entityType, string? suggestedType, CancellationToken ct) =>
        database.ReadAsync(
            user,
            async connection =>
            {
                var schemas = await services.Schemas.CurrentAsync(connection);
                var schema = schemas.Get(entityType);
                var tally = await FragmentScan.TallyAsync(connection, new FragmentOrigin(entityType, suggestedType));
                return tally.Report(tally.Origin.IsGeneric && suggestedType is not null ? schemas.Find(suggestedType) : schema);
            },
            ct
        );

    public async Task<PromotionView> PromoteAsync(UserId user, string actor, PromoteRequest request, CancellationToken ct)
    {
        var origin = new FragmentOrigin(request.EntityType, request.SuggestedType);
        var tally = await database.ReadAsync(
            user,
            async connection =>
            {
                _ = (await services.Schemas.CurrentAsync(connection)).Get(request.EntityType);
                return await FragmentScan.TallyAsync(connection, origin);
            },
            ct
        );
        var accepted = await database.WriteAsync(user, tx => AcceptAsync(tx, actor, request, tally), ct);
        return request.Wait
            ? await CarryOutAsync(new UserWrites(database, user, ct), Number(accepted.PromotionId), ct) with
            {
                Notes = accepted.Notes,
            }
            : accepted;
    }

    private async Task<PromotionView> AcceptAsync(UserTransaction tx, string actor, PromoteRequest request, FragmentTally tally)
    {
        var requestHash = request.IdempotencyKey is null ? "" : Receipts.RequestHash("promote", request with { Wait = true });
        var session = await LedgerSession.OpenAsync(tx, services);
        if (await Receipts.FindAsync<PromotionView>(session, request.IdempotencyKey, requestHash) is { } known)
        {
            return await PromotionRow.FindAsync(tx, Number(known.PromotionId)) is { } made
                ? made.View() with
                {
                    Notes = known.Notes,
                }
                : known;
        }
        var plan = PromotionPlan.Make(session.Schemas, request, tally);
        var before = session.Schemas.Find(plan.ToType);
        var version = before?.Version ?? 1;
        var by = new Decision(DecisionKind.Promote)
        {
            Actor = actor,
            Reason = request.Reason,
            Payload =
                $$"""{"entity_type":{{JsonText.String(request.EntityType)}},"fields":{{PromotionRow.Json(plan.Fields)}},"to_type":{{JsonText.String(plan.ToType)}}}""",
        };
        if (plan.Schema is { } schema)
        {
            version = await SchemaRegistry.AddVersionAsync(session, plan.ToType, schema);
            await SchemaActivation.ActivateAsync(
                session,
                plan.ToType,
                version,
                new Decision("") { Actor = actor, Reason = request.Reason }
            );
        }
        var (seq, recordedAt) = session.Decide(by);
        var row = new PromotionRow(
            seq,
            request.EntityType,
            request.SuggestedType,
            plan.ToType,
            version,
            plan.Schema is null ? null : before?.Version,
            PromotionRow.Json(plan.Fields),
            PromotionRow.Backfilling,
            AfterSeq: 0,
            Observations: 0,
            Unfitting: 0,
            actor,
            recordedAt,
            FinishedAt: null
        );
        await tx.ExecuteAsync(
            """
            insert into promotions (user_id, seq, from_type, suggested_type, to_type, version, previous_version, fields, state, after_seq,
                observations, unfitting, actor, recorded_at)
            values (@user, @Seq, @FromType, @SuggestedType, @ToType, @Version, @PreviousVersion, @Fields, @State, @AfterSeq,
                @Observations, @Unfitting, @Actor, @RecordedAt)
            """,
            row
        );
        await jobs.Queue.EnqueueAsync(tx, PromotionJob.New(seq, actor));
        var view = row.View() with { Notes = plan.Notes };
        Receipts.Keep(session, request.IdempotencyKey, requestHash, view);
        return view;
    }

    /// <summary>Rolls a promotion back; null if the id is not that of one.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: it is one, and If-Match was given, which is for entities.</exception>
    public async Task<DecisionResult?> TryRollBackAsync(
        UserId user,
        string actor,
        string id,
        DecisionRequest request,
        CancellationToken ct
    ) =>
        Ids.Number("dec_", id) is not { } seq
        || await database.ReadAsync(user, connection => PromotionRow.FindAsync(connection, seq), ct) is null
            ? null
        : request.IfMatch is null ? await RollBackAsync(user, actor, id, request, ct)
        : throw Expectation.OfNone(id);

    /// <summary>Restores the schema at once, then takes back the observations made from fragments.</summary>
    private async Task<DecisionResult> RollBackAsync(
        UserId user,
        string actor,
        string promotionId,
        DecisionRequest request,
        CancellationToken ct
    )
    {
        var seq = Number(promotionId);
        var requestHash = Receipts.RequestHash("roll_back_promotion", request, promotionId);
        var decided = await database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<DecisionResult>(session, request.IdempotencyKey, requestHash) is { } known)
                {
                    return known;
                }
                var by = new Decision(DecisionKind.RollBackPromotion)
                {
                    Actor = actor,
                    Reason = request.Reason,
                    TargetSeq = seq,
                };
                var done = await Rollback.DecideAsync(session, seq, by);
                await jobs.Queue.EnqueueAsync(tx, PromotionJob.New(seq, actor));
                Receipts.Keep(session, request.IdempotencyKey, requestHash, done);
                return done;
            },
            ct
        );
        await CarryOutAsync(new UserWrites(database, user, ct), seq, ct);
        return decided;
    }

    /// <summary>
    /// Completes a promotion or its roll-back in steps of one transaction each. Each step is done once, even if several processes run it.
    /// </summary>
    public async Task<PromotionView> CarryOutAsync(IUserWrites writes, long seq, CancellationToken ct)
    {
        while (true)
        {
            var row =
                await database.ReadAsync(writes.User, connection => PromotionRow.FindAsync(connection, seq), ct)
                ?? throw new InvalidDataException($"Promotion {seq} is missing.");
            switch (row.State)
            {
                case PromotionRow.Backfilling:
                    await _backfill.StepAsync(writes, row, ct);
                    break;
                case PromotionRow.RollingBack:
                    await _rollback.StepAsync(writes, row);
                    break;
                default:
                    return row.View();
            }
        }
    }

    public Task<Page<PromotionView>> ListAsync(UserId user, PageRequest page, CancellationToken ct)
    {
        var limit = Paging.Limit(page.Limit);
        var before = Paging.Number(page.Cursor, long.MaxValue);
        return database.ReadAsync(
            user,
            async connection =>
            {
                var rows = await connection.QueryAsync<PromotionRow>(
                    $"select {PromotionRow.Columns} from promotions where user_id = @user and seq < @before order by seq desc limit @most",
                    new { before, most = limit + 1L }
                );
                return new Page<PromotionView>(
                    [.. rows.Take(limit).Select(r => r.View())],
                    rows.Count > limit ? rows[limit - 1].Seq.ToString(System.Globalization.CultureInfo.InvariantCulture) : null
                );
            },
            ct
        );
    }

    private static long Number(string promotionId) => Ids.Number("dec_", promotionId) ?? 0;
}
