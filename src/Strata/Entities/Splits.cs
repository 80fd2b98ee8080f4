using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// Splits an entity: some of its observations are retracted and stated again about a new one, with their class, time, run, source and bytes.
/// A decision names both, so that undoing it withdraws the new ones and reinstates the old.
/// </summary>
internal sealed class Splits(IDatabase database, LedgerServices services)
{
    /// <summary>Most observations of one split, which happens in one transaction.</summary>
    public const int MaxObservations = 1_000;

    private const int Shown = 100;

    public Task<SplitResult> SplitAsync(UserId user, string actor, SplitEntity request, CancellationToken ct)
    {
        var choice = SplitChoice.Of(request);
        if (request.Preview)
        {
            return database.ReadAsync(user, connection => PreviewAsync(connection, request, choice), ct);
        }
        var requestHash = Receipts.RequestHash("split_entity", request);
        return database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<SplitResult>(session, request.IdempotencyKey, requestHash) is { } known)
                {
                    return known;
                }
                var root = await session.RootAsync(await session.ByIdAsync(request.EntityId));
                await Expectation.HoldAsync(session, root, request.IfMatch);
                await session.FlushAsync();
                var members = await EntityGroups.MembersAsync(tx, root.No);
                var (chosen, _) = await ChosenAsync(tx, members, choice);
                var by = new Decision(DecisionKind.Split) { Actor = actor, Reason = request.Reason };
                var result = await SplitAsync(session, root, chosen, by);
                Receipts.Keep(session, request.IdempotencyKey, requestHash, result);
                return result;
            },
            ct
        );
    }

    private static async Task<SplitResult> SplitAsync(
        LedgerSession session,
        WorkingEntity root,
        IReadOnlyList<ObservationRecord> chosen,
        Decision by
    )
    {
        // After the decision come the retractions, then the first of the new observations, which gives the new entity its number.
        var newNo = session.Seq + 1 + chosen.Count + 1;
        var restated = Enumerable.Range(0, chosen.Count).Select(i => newNo + i);
        var (seq, _) = session.Decide(
            by with
            {
                EntityNo = root.No,
                OtherNo = newNo,
                Payload =
                    $$"""{"restated":[{{string.Join(',', restated)}}],"retracted":[{{string.Join(',', chosen.Select(o => o.Seq))}}]}""",
            }
        );
        var because = new Decision("") { Actor = by.Actor, Reason = $"split by {Ids.Decision(seq)}" };
        foreach (var record in chosen)
        {
            await Retractions.RetractUnreducedAsync(session, await session.GetAsync(record.EntityNo), record.Seq, because);
        }
        WorkingEntity? created = null;
        foreach (var record in chosen)
        {
            var schema =
                await session.Services.Schemas.FindAsync(session.Transaction, root.Record.EntityType, (int)record.SchemaVersion)
                ?? session.Schemas.Get(root.Record.EntityType);
            var stored = await session.ObserveAsync(Again(record, schema, root.No, created?.No, because.Reason));
            created ??= stored.Entity;
        }
        if (created?.No != newNo)
        {
            throw new InvalidOperationException($"The new entity has number {created?.No} instead of {newNo}.");
        }
        await session.ReduceAgainAsync(root);
        foreach (var no in chosen.Select(o => o.EntityNo).Distinct())
        {
            await KeyReassignment.SettleAsync(session, await session.GetAsync(no));
        }
        return new SplitResult
        {
            Id = Ids.Decision(seq),
            Seq = seq,
            EntityId = root.Record.EntityId,
            NewEntityId = created.Record.EntityId,
            ObservationCount = chosen.Count,
            Observations = [.. chosen.Take(Shown).Select(o => Ids.Observation(o.Seq))],
            Remaining = Fields(root.Snapshot),
            Separated = Fields(created.Snapshot),
        };
    }

    private static NewObservation Again(ObservationRecord record, SchemaDefinition schema, long from, long? to, string? reason) =>
        new()
        {
            Schema = schema,
            Fields = FieldList.Parse(record.Fields),
            Fragments = record.Fragments,
            Evidence = record.Evidence,
            Class = (ObservationClass)record.Class,
            ObservedAt = record.ObservedAt,
            RunNo = record.RunNo,
            SourceNo = record.SourceNo,
            SourceDigest = record.Digest,
            DocumentNo = record.DocumentNo,
            Block = (int?)record.Block,
            Actor = record.Actor,
            Reason = reason,
            Repeats = record.Repeats,
            Doubts = record.Doubts,
            Confidences = record.Confidences,
            Origin = record.Origin,
            EntityNo = to,
            SplitFrom = from,
        };

    /// <summary>Withdraws what a split stated and reinstates what it retracted.</summary>
    /// <exception cref="StrataException">CONFLICT: some of it has changed since.</exception>
    public static async Task<(Done Done, WorkingEntity? Root)> UndoAsync(LedgerSession session, DecisionRecord decision, Decision by)
    {
        var payload = JsonText.Element(decision.Payload);
        var restated = payload.GetProperty("restated").EnumerateArray().Select(e => e.GetInt64()).ToList();
        var retracted = payload.GetProperty("retracted").EnumerateArray().Select(e => e.GetInt64()).ToList();
        var entities = (await ObservationReader.AtAsync(session.Transaction, [.. restated, .. retracted])).Values.Select(o => o.EntityNo);
        var withdrawn = await ObservationReader.RetractedAsync(session.Transaction, [.. entities.Distinct()], long.MaxValue);
        if (restated.Exists(withdrawn.Contains) || !retracted.TrueForAll(withdrawn.Contains))
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Decision '{Ids.Decision(decision.Seq)}' is already undone, or observations that it moved have been retracted or reinstated since."
            );
        }
        var (seq, _) = session.Decide(by with { Kind = DecisionKind.Unsplit, EntityNo = decision.EntityNo, OtherNo = decision.OtherNo });
        foreach (var observation in restated)
        {
            await Retractions.RetractAsync(session, observation, by);
        }
        foreach (var observation in retracted)
        {
            await Retractions.ReinstateAsync(session, observation, by);
        }
        return (Decisions.Decided(DecisionKind.Unsplit, seq), await session.RootAsync(await session.GetAsync(decision.Entity)));
    }

    private async Task<SplitResult> PreviewAsync(UserConnection connection, SplitEntity request, SplitChoice choice)
    {
        var id = Ids.IsEntity(request.EntityId)
            ? request.EntityId
            : (await new EntityReader(services.Schemas).RecordNowAsync(connection, request.EntityId)).EntityId;
        var record =
            await connection.QueryFirstOrDefaultAsync<EntityRecord>(
                $"""
                select {EntityRecord.Columns} from entities where user_id = @user and entity_no = (
                    select root_no from entities where user_id = @user and entity_id = @id)
                """,
                new { id }
            )
            ?? throw new StrataException(
                ErrorCode.EntityAccessDenied,
                $"Entity '{request.EntityId}' does not exist or is not yours to change."
            );
        var members = await EntityGroups.MembersAsync(connection, record.EntityNo);
        var (chosen, standing) = await ChosenAsync(connection, members, choice);
        var schema = (await services.Schemas.CurrentAsync(connection)).Get(record.EntityType);
        var seqs = chosen.Select(o => o.Seq).ToHashSet();
        return new SplitResult
        {
            Preview = true,
            EntityId = record.EntityId,
            ObservationCount = chosen.Count,
            Observations = [.. chosen.Take(Shown).Select(o => Ids.Observation(o.Seq))],
            Remaining = Fields(Reducer.Reduce(schema, [.. standing.Where(o => !seqs.Contains(o.Stamp.Seq))])),
            Separated = Fields(Reducer.Reduce(schema, [.. standing.Where(o => seqs.Contains(o.Stamp.Seq))])),
        };
    }

    /// <summary>Returns the observations to separate, and all that stand.</summary>
    private static async Task<(IReadOnlyList<ObservationRecord> Chosen, IReadOnlyList<Observed> Standing)> ChosenAsync(
        UserConnection connection,
        IReadOnlyList<long> members,
        SplitChoice choice
    )
    {
        var observed = await ObservationReader.StandingAsync(connection, members, long.MaxValue, long.MaxValue);
        var standing = observed.Records.Where(o => !observed.Retracted.Contains(o.Seq)).ToList();
        var sourceNo = choice.SourceId is { } id ? (await SourceRecords.GetAsync(connection, id)).SourceNo : (long?)null;
        var chosen = standing.Where(o => choice.Takes(o, sourceNo)).ToList();
        if (chosen.Count == 0 || chosen.Count == standing.Count)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                chosen.Count == 0
                    ? "None of the entity's observations is meant. 'entities observations' lists them with their sources."
                    : $"All {standing.Count} observations of the entity are meant, so nothing would stay. Name those that belong to the other one."
            );
        }
        return chosen.Count <= MaxObservations
            ? (chosen, observed.Standing)
            : throw new StrataException(
                ErrorCode.Conflict,
                $"{chosen.Count} observations are meant; the limit is {MaxObservations}. Name the others: those that stay with the id can be the fewer."
            );
    }

    private static IReadOnlyDictionary<string, JsonElement> Fields(Snapshot snapshot) => snapshot.ToFields().ToElements();
}

/// <summary>Which observations a split takes.</summary>
internal sealed record SplitChoice(string? SourceId, string? Origin, IReadOnlySet<long>? Observations, string? Field, string? Value)
{
    public static SplitChoice Of(SplitEntity request)
    {
        var given = new object?[] { request.SourceId, request.Origin, request.Observations, request.Field }.Count(o => o is not null);
        if (given != 1 || (request.Field is null) != (request.Value is null))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                "Say which observations belong to the other entity in one way: source_id, origin, observations, or field and value."
            );
        }
        return new(
            request.SourceId,
            request.Origin,
            request.Observations?.Select(Seq).ToHashSet(),
            request.Field,
            request.Value is { } value ? CanonicalJson.Of(value) : null
        );
    }

    public bool Takes(ObservationRecord record, long? sourceNo) =>
        SourceId is not null ? record.SourceNo == sourceNo
        : Origin is not null ? string.Equals(record.Origin, Origin, StringComparison.Ordinal)
        : Observations is not null ? Observations.Contains(record.Seq)
        : FieldList.Parse(record.Fields)[Field ?? ""] is { } json && string.Equals(json, Value, StringComparison.Ordinal);

    private static long Seq(string id) =>
        Ids.Number("obs_", id) ?? throw new StrataException(ErrorCode.InvalidContent, $"'{id}' is not the id of an observation (obs_…).");
}
