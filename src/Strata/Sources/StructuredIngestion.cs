using Strata.Blobs;
using Strata.Database;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Sources;

/// <summary>Takes in records that are structured already: one or many entities, all or nothing.</summary>
internal sealed class StructuredIngestion(IDatabase database, LedgerServices services, BlobStore blobs)
{
    public const int MaxEntities = 10_000;
    public const int MaxPayloadBytes = 64 * 1024 * 1024;
    private const string Interpreter = "structured";
    private const string Undeclared = "undeclared";

    public async Task<StructuredResult> StoreAsync(UserId user, string actor, StructuredRequest request, CancellationToken ct)
    {
        StructuredChecks.Check(request);
        var requestHash = request.IdempotencyKey is null ? "" : Receipts.RequestHash("ingest_structured", request);
        var attachment = await KeepAttachmentAsync(user, request.Attachment, ct);
        return await database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<StructuredResult>(session, request.IdempotencyKey, requestHash) is { } known)
                {
                    return known;
                }
                var result = await StoreAsync(session, actor, request, attachment);
                Receipts.Keep(session, request.IdempotencyKey, requestHash, result);
                return result;
            },
            ct
        );
    }

    private static async Task<StructuredResult> StoreAsync(
        LedgerSession session,
        string actor,
        StructuredRequest request,
        (StoredBlob Blob, string MediaType)? attachment
    )
    {
        var payload = new RecordPayload();
        payload.Begin(attachment?.Blob.Digest);
        var prepared = request.Entities.Select((e, i) => Prepare(session.Schemas, payload, e, i)).ToList();
        payload.End(request.ObservedAt, request.Relationships);
        if (payload.Bytes.Length > MaxPayloadBytes)
        {
            throw new StrataException(
                ErrorCode.FileTooLarge,
                $"The batch has {payload.Bytes.Length} bytes; the limit is {MaxPayloadBytes}. Send it in smaller batches."
            );
        }
        StructuredChecks.Refuse(prepared.SelectMany(p => p.Faults).ToList());

        var attached = attachment is { } a ? await AttachAsync(session, request, a.Blob, a.MediaType) : null;
        var source = await AddSourceAsync(session, payload, request.ObservedAt);
        var (runNo, startedAt) = session.Next();
        var observations = prepared.ConvertAll(p =>
            p.Observation with
            {
                ObservedAt = p.Observation.ObservedAt ?? (request.ObservedAt is { } at ? UnixTime.Microseconds(at) : null),
                RunNo = runNo,
                SourceNo = source.SourceNo,
                SourceDigest = source.Digest,
                Actor = actor,
            }
        );
        await session.PrefetchAsync(observations);
        var stored = new List<StoredObservation>(observations.Count);
        foreach (var observation in observations)
        {
            stored.Add(await session.ObserveAsync(observation));
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
                .. stored.Zip(
                    prepared,
                    (s, p) =>
                        new StructuredStored
                        {
                            EntityId = s.Root.Record.EntityId,
                            EntityType = s.Root.Record.EntityType,
                            ObservationId = Ids.Observation(s.Seq),
                            Created = s.Created,
                            EntityState = s.Root.Record.State == Entities.EntityRecord.Deleted ? "deleted" : "active",
                            Rule = s.Rule,
                            UnknownFields = p.UnknownFields,
                        }
                ),
            ],
            Relationships = relationships,
        };
    }

    /// <summary>Sorts a record's fields into those its schema takes and those kept aside, and writes it into the payload.</summary>
    private static Prepared Prepare(SchemaSet schemas, RecordPayload payload, StructuredEntity entity, int index)
    {
        var declared = schemas.Find(entity.EntityType);
        var schema = declared ?? schemas.Get(SchemaSet.GenericType);
        var canonical = entity
            .Fields.Select(f => KeyValuePair.Create(f.Key, CanonicalJson.Of(f.Value)))
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .ToList();
        var ranges = payload.Add(entity, canonical);
        var fields = new List<KeyValuePair<string, string>>(canonical.Count);
        var evidence = new List<FieldEvidence>(canonical.Count);
        var fragments = new List<Fragments.Fragment>();
        var faults = new List<Fault>();
        for (var i = 0; i < canonical.Count; i++)
        {
            var (name, json) = canonical[i];
            if (!schema.Declares(name))
            {
                fragments.Add(new(name, json, Undeclared, ranges[i].Range));
            }
            else if (schema.Reject(name, entity.Fields[name]) is { } reason)
            {
                faults.Add(new Fault($"/entities/{index}/fields/{name}", reason));
            }
            else
            {
                fields.Add(canonical[i]);
                evidence.Add(new FieldEvidence(name, ranges[i].Range, json[0] == '"' ? json[1..^1] : json));
            }
        }
        foreach (var required in schema.Required.Where(r => !entity.Fields.ContainsKey(r)))
        {
            faults.Add(new Fault($"/entities/{index}/fields/{required}", "is required"));
        }
        var unknown = fragments.ConvertAll(f => f.Name);
        if (string.Equals(schema.EntityType, SchemaSet.GenericType, StringComparison.Ordinal))
        {
            fragments.Add(new(GenericRecords.RawField, FieldList.From(canonical).ToJson(), GenericRecords.RawReason, null));
        }
        var list = FieldList.From(fields);
        return new Prepared(
            new NewObservation
            {
                Schema = schema,
                SuggestedType = declared is null ? entity.EntityType : null,
                Fields = list,
                Fragments = Fragments.Write(fragments),
                Evidence = Evidence.Write(evidence, name => list[name]),
                Class = ObservationClass.Structured,
                ObservedAt = entity.ObservedAt is { } at ? UnixTime.Microseconds(at) : null,
                Block = index,
            },
            unknown,
            faults
        );
    }

    private static async Task<SourceRecord> AddSourceAsync(LedgerSession session, RecordPayload payload, DateTimeOffset? observedAt)
    {
        var digest = BlobStore.DigestOf(payload.Bytes.Span);
        if (await SourceRecords.FindByDigestAsync(session, digest) is { } held)
        {
            return held;
        }
        var (seq, recordedAt) = session.Next();
        BlobStore.AddRow(session, digest, payload.Bytes, recordedAt);
        return SourceRecords.Add(
            session,
            new NewSource(
                digest,
                payload.Bytes.Length,
                "application/json",
                null,
                Interpreter,
                observedAt is { } at ? UnixTime.Microseconds(at) : null
            ),
            seq,
            recordedAt
        );
    }

    private async Task<(StoredBlob, string)?> KeepAttachmentAsync(UserId user, Attachment? attachment, CancellationToken ct)
    {
        if (attachment is null)
        {
            return null;
        }
        var bytes = StructuredChecks.Decode(attachment.ContentBase64);
        using var content = new MemoryStream(bytes, writable: false);
        var blob = await blobs.Files.PutAsync(user, content, bytes.Length, null, ct);
        return (blob, Parsing.MediaTypes.Detect(blob.Head, attachment.FileName, attachment.MediaType));
    }

    private static async Task<SourceRecord> AttachAsync(LedgerSession session, StructuredRequest request, StoredBlob blob, string mediaType)
    {
        if (await SourceRecords.FindByDigestAsync(session, blob.Digest) is { } held)
        {
            return held;
        }
        var (seq, recordedAt) = session.Next();
        BlobStore.AddFile(session, blob, recordedAt);
        var observedAt = request.ObservedAt is { } at ? UnixTime.Microseconds(at) : (long?)null;
        return SourceRecords.Add(
            session,
            new NewSource(blob.Digest, blob.ByteSize, mediaType, request.Attachment?.FileName, "attachment", observedAt),
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
        foreach (var (entity, result) in request.Entities.Zip(stored))
        {
            if (entity.Ref is { } reference)
            {
                refs[reference] = result.Entity;
            }
        }
        var views = new List<RelationshipView>(request.Relationships.Count);
        foreach (var relationship in request.Relationships)
        {
            var from = refs.TryGetValue(relationship.From, out var f) ? f : await session.ByIdAsync(relationship.From);
            var to = refs.TryGetValue(relationship.To, out var t) ? t : await session.ByIdAsync(relationship.To);
            views.Add(await Relationships.RelateAsync(session, from, to, relationship.Type, new Decision("") { Actor = actor }));
        }
        return views;
    }

    private static RunRecord Run(
        long runNo,
        long sourceNo,
        long startedAt,
        List<Prepared> prepared,
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
        var configuration = $$$"""{{{{attachment}}}"interpreter":"{{{Interpreter}}}","schema_versions":{{{{string.Join(',', versions)}}}}}""";
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
            startedAt
        );
    }

    private sealed record Prepared(NewObservation Observation, IReadOnlyList<string> UnknownFields, IReadOnlyList<Fault> Faults);
}
