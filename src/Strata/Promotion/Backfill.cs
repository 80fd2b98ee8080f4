using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Entities;
using Strata.Ledger;
using Strata.Rules.Values;
using Strata.Runs;
using Strata.Schemas;

namespace Strata.Promotion;

/// <summary>
/// Turns the fragments of earlier observations into observations of the promoted fields, in ledger order. Each belongs to the same entity
/// and has the class, time, run, source, block and bytes of its original.
/// </summary>
internal sealed class Backfill(IDatabase database, LedgerServices services, BlobStore blobs)
{
    private static readonly BulkTable Promoted = new(
        "promoted",
        ["promotion_seq", "seq"],
        [
            new("promotion_seq", BulkType.Integer),
            new("seq", BulkType.Integer),
            new("fragment_seq", BulkType.Integer),
            new("entity_no", BulkType.Integer),
            new("created", BulkType.Integer),
            new("merged_no", BulkType.Integer),
        ]
    );

    /// <summary>Backfills one batch; does nothing if another process has done it meanwhile.</summary>
    public async Task StepAsync(IUserWrites writes, PromotionRow row, CancellationToken ct)
    {
        var prepared = await database.ReadAsync(writes.User, connection => PrepareAsync(connection, row), ct);
        await writes.WriteAsync(async tx =>
        {
            var session = await LedgerSession.OpenAsync(tx, services);
            if (await PromotionRow.FindAsync(tx, row.Seq) is { State: PromotionRow.Backfilling } now && now.AfterSeq == row.AfterSeq)
            {
                await StoreAsync(session, row, prepared);
            }
            return 0;
        });
    }

    private async Task<Prepared> PrepareAsync(UserConnection connection, PromotionRow row)
    {
        var schema =
            await services.Schemas.FindAsync(connection, row.ToType, (int)row.Version)
            ?? throw new InvalidDataException($"Schema '{row.ToType}' version {row.Version}, which promotion {row.Seq} names, is missing.");
        var planned = row.Planned.ToDictionary(
            f => f.Fragment,
            f => (Plan: f, Reader: new ValueReader(schema.Fields[f.Name])),
            StringComparer.Ordinal
        );
        var batch = await FragmentScan.NextAsync(connection, row.Origin, row.AfterSeq, row.Seq);
        var documents = await DocumentsAsync(connection, batch.Records);
        var earlier = await EarlierAsync(connection, row, batch.Records);
        var places = row.Origin.IsGeneric ? await UntypedPlaces.OfAsync(connection, batch.Records, documents) : null;
        var ready = new List<Ready>(batch.Records.Count);
        var unfitting = 0L;
        using var quotes = new Quotes(connection, blobs);
        foreach (var record in batch.Records)
        {
            var (fields, evidence) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<FieldEvidence>());
            var document = record.DocumentNo is { } no ? documents.GetValueOrDefault(no) : null;
            foreach (var (name, fragment) in FragmentScan.Of(record))
            {
                var isCleared = fragment.Value.ValueKind == JsonValueKind.Null && record.Class == (long)ObservationClass.Correction;
                if (
                    (fragment.Value.ValueKind == JsonValueKind.Null && !isCleared)
                    || !planned.TryGetValue(FieldNames.Fold(name), out var field)
                    || fields.ContainsKey(field.Plan.Name)
                    || earlier.Contains((record.Seq, field.Plan.Name))
                )
                {
                    continue;
                }
                if (isCleared)
                {
                    fields[field.Plan.Name] = JsonText.Null;
                    continue;
                }
                if (Read(field.Reader, fragment.Value, field.Plan.Notation) is not { } json)
                {
                    unfitting++;
                    continue;
                }
                fields[field.Plan.Name] = json;
                if (fragment.Locator is { } at && record.Digest is { } digest)
                {
                    var range = new Parsing.ByteRange(at.Start, at.Length);
                    evidence.Add(new FieldEvidence(field.Plan.Name, range, await quotes.OfAsync(document, digest, range)));
                }
            }
            if (fields.Count > 0)
            {
                var list = FieldList.From(fields);
                ready.Add(new Ready(record, schema, list, Evidence.Write(evidence, list), places?.GetValueOrDefault(record.Seq)));
            }
        }
        var seqs = ready.Select(r => r.Record.Seq).ToHashSet();
        return new Prepared(ready, unfitting, batch.Last, earlier.Where(e => seqs.Contains(e.FragmentSeq)).ToHashSet());
    }

    private static string? Read(ValueReader reader, JsonElement value, in Notation notation)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            var text = value.GetString() ?? "";
            return string.IsNullOrWhiteSpace(text) && !reader.TakesStringsWhole ? null : reader.ReadJson(text, "\"", notation).Json;
        }
        var json = CanonicalJson.Of(value);
        return reader.ReadJson(json, json, notation).Json;
    }

    private static async Task<IReadOnlyDictionary<long, DocumentRecord>> DocumentsAsync(
        UserConnection connection,
        IReadOnlyList<ObservationRecord> records
    )
    {
        var documentNos = records.Select(r => r.DocumentNo).OfType<long>().Distinct().ToList();
        return documentNos.Count == 0
            ? new Dictionary<long, DocumentRecord>()
            : (
                await connection.QueryAsync<DocumentRecord>(
                    $"select {DocumentRecord.Columns} from documents where user_id = @user and document_no IN_LIST(@documentNos)",
                    new { documentNos }
                )
            ).ToDictionary(d => d.DocumentNo);
    }

    /// <summary>Returns the fragments that other promotions have turned into fields.</summary>
    private static async Task<IReadOnlySet<(long FragmentSeq, string Field)>> EarlierAsync(
        UserConnection connection,
        PromotionRow row,
        IReadOnlyList<ObservationRecord> records
    )
    {
        var promoted = await connection.QueryAsync<EarlierRow>(
            """
            select m.fragment_seq, p.fields from promoted m
            join promotions p on p.user_id = m.user_id and p.seq = m.promotion_seq
            where m.user_id = @user and m.fragment_seq IN_LIST(@seqs) and p.seq <> @own and p.to_type = @toType
              and p.state in ('backfilling', 'done')
            """,
            new
            {
                seqs = records.Select(r => r.Seq).ToList(),
                own = row.Seq,
                toType = row.ToType,
            }
        );
        return promoted.SelectMany(p => PromotionRow.Read(p.Fields).Select(f => (p.FragmentSeq, f.Name))).ToHashSet();
    }

    private static async Task StoreAsync(LedgerSession session, PromotionRow row, Prepared prepared)
    {
        var tx = session.Transaction;
        if (!(await EarlierAsync(tx, row, [.. prepared.Ready.Select(r => r.Record)])).SetEquals(prepared.Earlier))
        {
            return; // Another promotion has used some of the fragments meanwhile: prepare the batch again.
        }
        var retracted = await ObservationReader.RetractedAsync(
            tx,
            [.. prepared.Ready.Select(r => r.Record.EntityNo).Distinct()],
            long.MaxValue
        );
        var rows = new List<object?[]>(prepared.Ready.Count);
        var joined = new HashSet<WorkingEntity>();
        var standing = prepared.Ready.Where(r => !retracted.Contains(r.Record.Seq)).ToList();
        var observations = standing.ConvertAll(r => Observation(row, r));
        var origins = await OriginsAsync(session, observations);
        foreach (var (ready, read) in standing.Zip(observations))
        {
            var observation = read;
            if (row.Origin.IsGeneric && observation.Class == ObservationClass.Correction)
            {
                // It corrects what the entity has become; of one that has become nothing it stays a fragment.
                var root = await session.RootAsync(await session.GetAsync(ready.Record.EntityNo));
                if (!string.Equals(root.Record.EntityType, row.ToType, StringComparison.Ordinal))
                {
                    continue;
                }
                observation = observation with { EntityNo = root.No };
            }
            var stored = await session.ObserveAsync(
                observation.InOrigin(origins.GetValueOrDefault(observation.SourceNo ?? 0) ?? Origins.Shared)
            );
            var merged = row.Origin.IsGeneric && await JoinAsync(session, row, ready, stored, joined);
            rows.Add([
                row.Seq,
                stored.Seq,
                ready.Record.Seq,
                stored.Entity.No,
                stored.Created ? 1L : 0L,
                merged ? ready.Record.EntityNo : null,
            ]);
        }
        await IdentityJoins.ApplyAsync(session);
        // Each root is reduced once per batch, as reducing takes as long as its history.
        foreach (var root in joined)
        {
            await session.ReduceAgainAsync(root);
        }
        await session.FlushAsync();
        if (rows.Count > 0)
        {
            await tx.BulkAsync(Promoted, BulkMode.Insert, rows);
        }
        await tx.ExecuteAsync(
            """
            update promotions set after_seq = @after, observations = observations + @made, unfitting = unfitting + @unfitting,
                state = @state, finished_at = @finished
            where user_id = @user and seq = @seq
            """,
            new
            {
                after = prepared.Last ?? row.Seq,
                made = (long)rows.Count,
                unfitting = prepared.Unfitting,
                state = prepared.Last is null ? PromotionRow.Done : PromotionRow.Backfilling,
                finished = prepared.Last is null ? session.RecordedAt : (long?)null,
                seq = row.Seq,
            }
        );
    }

    /// <summary>Returns the origins of the observations' sources: nothing local may have been read from them before.</summary>
    private static async Task<Dictionary<long, string?>> OriginsAsync(LedgerSession session, IReadOnlyList<NewObservation> observations)
    {
        var origins = new Dictionary<long, string?>();
        foreach (var some in observations.Where(o => o.SourceNo is not null).GroupBy(o => o.SourceNo ?? 0))
        {
            var source = await SourceRecords.ByNumberAsync(session.Transaction, some.Key);
            origins[some.Key] = await SourceOrigins.OfAsync(session, source, [.. some]);
        }
        return origins;
    }

    private static NewObservation Observation(PromotionRow row, Ready ready) =>
        new()
        {
            Schema = ready.Schema,
            Fields = ready.Fields,
            Evidence = ready.Evidence,
            Class = (ObservationClass)ready.Record.Class,
            ObservedAt = ready.Record.ObservedAt,
            RunNo = ready.Record.RunNo,
            SourceNo = ready.Record.SourceNo,
            SourceDigest = ready.Record.Digest,
            DocumentNo = ready.Record.DocumentNo,
            Block = (int?)ready.Record.Block,
            Place = ready.Place,
            Actor = row.Actor,
            Reason = $"promoted from {Ids.Observation(ready.Record.Seq)} by {Ids.Decision(row.Seq)}",
            EntityNo = row.Origin.IsGeneric ? null : ready.Record.EntityNo,
        };

    /// <summary>Merges the untyped entity into the typed one that its fields resolved to; the caller reduces that again.</summary>
    private static async Task<bool> JoinAsync(
        LedgerSession session,
        PromotionRow row,
        Ready ready,
        StoredObservation stored,
        HashSet<WorkingEntity> joined
    )
    {
        var untyped = await session.GetAsync(ready.Record.EntityNo);
        var root = await session.RootAsync(stored.Entity);
        if (
            untyped.Record.IsMerged
            || untyped.Record.State == EntityRecord.Deleted
            || root.Record.State == EntityRecord.Deleted
            || root == untyped
        )
        {
            return false;
        }
        joined.Add(root);
        await Merges.MergeUnreducedAsync(
            session,
            untyped,
            root,
            new Decision("") { Actor = row.Actor, Reason = $"promoted by {Ids.Decision(row.Seq)}" }
        );
        return true;
    }

    private sealed record Ready(ObservationRecord Record, SchemaDefinition Schema, FieldList Fields, byte[]? Evidence, string? Place);

    private sealed record EarlierRow(long FragmentSeq, string Fields);

    private sealed record Prepared(
        IReadOnlyList<Ready> Ready,
        long Unfitting,
        long? Last,
        IReadOnlySet<(long FragmentSeq, string Field)> Earlier
    );

    /// <summary>Reads quotes from the sources, keeping the current one open.</summary>
    private sealed class Quotes(UserConnection connection, BlobStore blobs) : IDisposable
    {
        private BlobReader? _reader;
        private string? _digest;

        public async Task<string> OfAsync(DocumentRecord? document, string sourceDigest, Parsing.ByteRange range)
        {
            var digest = DocumentRecord.BytesOf(document, sourceDigest);
            if (!string.Equals(digest, _digest, StringComparison.Ordinal))
            {
                _reader?.Dispose();
                (_reader, _digest) = (null, null);
                (_reader, _digest) = (await blobs.ReaderAsync(connection, digest), digest);
            }
            return Encodings.Get(document?.Encoding).GetString(_reader!.Read(range.Start, range.Length)); // Opened above.
        }

        public void Dispose() => _reader?.Dispose();
    }
}
