using Strata.Blobs;
using Strata.Database;
using Strata.Entities;
using Strata.Ledger;

namespace Strata.Sources;

/// <summary>Ingests structured records: one or many entities, all or nothing.</summary>
internal sealed class StructuredIngestion(IDatabase database, LedgerServices services, BlobStore blobs)
{
    public const int MaxEntities = 10_000;
    public const string Interpreter = "structured";

    public async Task<StructuredResult> StoreAsync(UserId user, string actor, StructuredRequest request, CancellationToken ct)
    {
        StructuredChecks.Check(request);
        var requestHash = request.IdempotencyKey is null ? "" : Receipts.RequestHash("ingest_structured", request);
        var attachment = await KeepAttachmentAsync(user, request.Attachment, ct);
        try
        {
            return await StoreAsync(user, actor, request, requestHash, attachment, ct);
        }
        catch (StrataException) when (attachment is not null)
        {
            await blobs.TakeBackAsync(user, attachment.Value.Blob);
            throw;
        }
    }

    private async Task<StructuredResult> StoreAsync(
        UserId user,
        string actor,
        StructuredRequest request,
        string requestHash,
        (StoredBlob Blob, string MediaType)? attachment,
        CancellationToken ct
    )
    {
        // Checks and compresses before locking the ledger, against the schemas most likely still active then.
        var schemas = services.Schemas.LastSeen(user) ?? await database.ReadAsync(user, services.Schemas.CurrentAsync, ct);
        var batch = schemas.IsEmpty ? null : RecordBatch.Make(schemas, request, attachment?.Blob.Digest);
        var equal =
            batch is null || batch.Records.All(r => r.Observation.Keys.Count > 0)
                ? new Dictionary<int, string>()
                : await database.ReadAsync(user, connection => EqualEntities.OfAsync(connection, batch), ct);
        return await database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<StructuredResult>(session, request.IdempotencyKey, requestHash) is { } known)
                {
                    return known;
                }
                var current =
                    batch is not null && ReferenceEquals(batch.Schemas, session.Schemas)
                        ? batch
                        : RecordBatch.Make(session.Schemas, request, attachment?.Blob.Digest);
                current.RefuseFaults();
                var result = await StoreAsync(session, actor, request, attachment, current, equal);
                Receipts.Keep(session, request.IdempotencyKey, requestHash, result);
                return result;
            },
            ct
        );
    }

    private async Task<StructuredResult> StoreAsync(
        LedgerSession session,
        string actor,
        StructuredRequest request,
        (StoredBlob Blob, string MediaType)? attachment,
        RecordBatch batch,
        IReadOnlyDictionary<int, string> equal
    )
    {
        var prepared = batch.Records;
        var attached = attachment is { } a ? await AttachAsync(session, request, a.Blob, a.MediaType) : null;
        var source = await AddSourceAsync(session, batch, request);
        var (runNo, startedAt) = session.Next();
        var observations = prepared
            .Select(p =>
                p.Observation with
                {
                    ObservedAt = p.Observation.ObservedAt ?? (request.ObservedAt is { } at ? UnixTime.Microseconds(at) : null),
                    RunNo = runNo,
                    SourceNo = source.SourceNo,
                    SourceDigest = source.Digest,
                    Actor = actor,
                }
            )
            .ToList();
        await session.PrefetchAsync(observations);
        var stored = new List<StoredObservation>(observations.Count);
        foreach (var observation in observations)
        {
            stored.Add(await session.ObserveAsync(observation));
        }
        await IdentityJoins.ApplyAsync(session);
        for (var i = 0; i < stored.Count; i++)
        {
            stored[i] = stored[i] with { Root = await session.RootAsync(stored[i].Entity) };
        }
        var relationships = await RelateAsync(session, actor, request, stored);
        RunRecord.Add(session, Run(runNo, source.SourceNo, startedAt, prepared, stored, attached?.SourceId));
        return new StructuredResult
        {
            SourceId = source.SourceId,
            RunId = Ids.Run(runNo),
            AttachmentSourceId = attached?.SourceId,
            Entities =
            [
                .. stored.Select(
                    (s, i) =>
                        new StructuredStored
                        {
                            EntityId = s.Root.Record.EntityId,
                            EntityType = s.Root.Record.EntityType,
                            ObservationId = Ids.Observation(s.Seq),
                            Created = s.Created,
                            EntityState = s.Root.Record.State == EntityRecord.Deleted ? EntityStatus.Deleted : EntityStatus.Active,
                            Rule = s.Rule,
                            UnknownFields = prepared[i].UnknownFields,
                            PossibleDuplicateOf = s is { Created: true, Rule: null } ? equal.GetValueOrDefault(i) : null,
                        }
                ),
            ],
            Relationships = relationships,
            Warnings = session.Usage.Row.Warnings,
        };
    }

    private static async Task<SourceRecord> AddSourceAsync(LedgerSession session, RecordBatch batch, StructuredRequest request)
    {
        if (await SourceRecords.FindByDigestAsync(session, batch.Digest) is { } held)
        {
            return held;
        }
        await session.Usage.TakeStorageAsync(batch.ByteSize, reservation: null, session.Now);
        var (seq, recordedAt) = session.Next();
        BlobStore.AddRow(session.Add, batch.Digest, batch.ByteSize, batch.Stored, recordedAt);
        return SourceRecords.Add(
            session,
            new NewSource(
                batch.Digest,
                batch.ByteSize,
                "application/json",
                null,
                request.Origin ?? Interpreter,
                request.ObservedAt is { } at ? UnixTime.Microseconds(at) : null,
                IdOrigin: Origins.Checked(request.Origin) ?? Origins.Shared
            ),
            seq,
            recordedAt
        );
    }

    private async Task<(StoredBlob Blob, string MediaType)?> KeepAttachmentAsync(UserId user, Attachment? attachment, CancellationToken ct)
    {
        if (attachment is null)
        {
            return null;
        }
        var bytes = StructuredChecks.Decode(attachment.ContentBase64);
        using var content = new MemoryStream(bytes, writable: false);
        var blob = await blobs.KeepAsync(user, content, bytes.Length, null, ct);
        return (blob, Parsing.MediaTypes.Detect(blob.Head, attachment.FileName, attachment.MediaType));
    }

    private async Task<SourceRecord> AttachAsync(LedgerSession session, StructuredRequest request, StoredBlob blob, string mediaType)
    {
        if (await SourceRecords.FindByDigestAsync(session, blob.Digest) is { } held)
        {
            return held;
        }
        await session.Usage.TakeStorageAsync(blob.ByteSize, reservation: null, session.Now);
        var (seq, recordedAt) = session.Next();
        await blobs.AddAsync(session.Transaction, session.Add, blob, recordedAt);
        var observedAt = request.ObservedAt is { } at ? UnixTime.Microseconds(at) : (long?)null;
        return SourceRecords.Add(
            session,
            new NewSource(
                blob.Digest,
                blob.ByteSize,
                mediaType,
                request.Attachment?.FileName,
                "attachment",
                observedAt,
                blob.StorageStatus.Name()
            ),
            seq,
            recordedAt
        );
    }

    private static async Task<IReadOnlyList<RelationshipView>> RelateAsync(
        LedgerSession session,
        string actor,
        StructuredRequest request,
        List<StoredObservation> stored
    )
    {
        if (request.Relationships.Count == 0)
        {
            return [];
        }
        var refs = new Dictionary<string, WorkingEntity>(StringComparer.Ordinal);
        var observed = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        foreach (var (entity, result) in request.Entities.Zip(stored))
        {
            if (entity.Ref is { } reference)
            {
                refs[reference] = result.Entity;
                observed[reference] = entity.ObservedAt;
            }
        }
        var views = new List<RelationshipView>(request.Relationships.Count);
        foreach (var relationship in request.Relationships)
        {
            var (from, to) = (await EndAsync(relationship.From), await EndAsync(relationship.To));
            // If the batch has no time, a relationship gets the later time of its two entities.
            var at =
                request.ObservedAt
                ?? new[] { observed.GetValueOrDefault(relationship.From), observed.GetValueOrDefault(relationship.To) }.Max();
            views.Add(
                await Relationships.RelateAsync(
                    session,
                    from,
                    to,
                    relationship.Type,
                    at is { } time ? UnixTime.Microseconds(time) : null,
                    new Decision("") { Actor = actor }
                )
            );
        }
        return views;

        async Task<WorkingEntity> EndAsync(string name) =>
            refs.TryGetValue(name, out var entity) ? entity
            : Ids.IsEntity(name) ? await session.ByIdAsync(name)
            : throw new StrataException(
                ErrorCode.EntityAccessDenied,
                $"Nothing was stored: '{name}' in a relationship is neither the 'ref' of an entity in this request nor an entity id."
            );
    }

    private static RunRecord Run(
        long runNo,
        long sourceNo,
        long startedAt,
        IReadOnlyList<PreparedRecord> prepared,
        List<StoredObservation> stored,
        string? attachmentId
    )
    {
        var versions = prepared
            .Select(p => p.Observation.Schema)
            .DistinctBy(s => s.EntityType)
            .OrderBy(s => s.EntityType, StringComparer.Ordinal)
            .Select(s => $"{JsonText.String(s.EntityType)}:{s.Version}");
        var attachment = attachmentId is null ? "" : $"\"attachment_source_id\":{JsonText.String(attachmentId)},";
        var configuration =
            $$$"""{{{{attachment}}}"interpreter":"{{{Interpreter}}}","schema_versions":{{{{string.Join(',', versions)}}}}}""";
        return new RunRecord(
            runNo,
            sourceNo,
            Interpreter,
            configuration,
            CanonicalJson.Hash(configuration),
            RunRecord.Completed,
            "complete",
            Confidence: 1,
            Attempt: 1,
            LastSeq: stored[^1].Seq,
            Owner: null,
            LeaseUntil: null,
            Progress: "{}",
            Blocks: stored.Count,
            Observations: stored.Count,
            Entities: stored.Select(s => s.Root.No).Distinct().LongCount(),
            Skipped: 0,
            UnknownFields: prepared.Sum(p => (long)p.UnknownFields.Count),
            Errors: "[]",
            startedAt,
            startedAt,
            CodeCommit: ProgramBuild.Commit
        );
    }
}
