using Strata.Blobs;
using Strata.Database;
using Strata.Ledger;
using Strata.Runs;
using Strata.Schemas;

namespace Strata.Sources;

/// <summary>A record of a batch: its observation, its undeclared fields and its faults.</summary>
internal sealed record PreparedRecord(NewObservation Observation, IReadOnlyList<string> UnknownFields, IReadOnlyList<Fault> Faults);

/// <summary>
/// A structured request prepared for the ledger: checked against one set of schemas, with its bytes written and compressed.
/// </summary>
internal sealed class RecordBatch
{
    private const int MaxPayloadBytes = 64 * 1024 * 1024;
    private const string Undeclared = "undeclared";

    private RecordBatch(SchemaSet schemas, IReadOnlyList<PreparedRecord> records, ReadOnlyMemory<byte> payload)
    {
        Schemas = schemas;
        Records = records;
        ByteSize = payload.Length;
        Digest = BlobStore.DigestOf(payload.Span);
        Stored = BlobStore.Pack(payload.Span);
    }

    public SchemaSet Schemas { get; }
    public IReadOnlyList<PreparedRecord> Records { get; }
    public long ByteSize { get; }
    public string Digest { get; }
    public PackedBytes Stored { get; }

    public static RecordBatch Make(SchemaSet schemas, StructuredRequest request, string? attachmentDigest)
    {
        var payload = new RecordPayload();
        var origin = Origins.Checked(request.Origin);
        payload.Begin(attachmentDigest);
        var records = request.Entities.Select((e, i) => Prepare(schemas, payload, e, i, origin ?? Origins.Shared)).ToList();
        payload.End(request.ObservedAt, origin, request.Relationships);
        return payload.Bytes.Length <= MaxPayloadBytes
            ? new RecordBatch(schemas, records, payload.Bytes)
            : throw new StrataException(
                ErrorCode.FileTooLarge,
                $"The batch has {payload.Bytes.Length} bytes; the limit is {MaxPayloadBytes}. Send it in smaller batches."
            );
    }

    public void RefuseFaults() => StructuredChecks.Refuse([.. Records.SelectMany(r => r.Faults)]);

    /// <summary>Splits a record's fields into declared fields and fragments, and writes it into the payload.</summary>
    private static PreparedRecord Prepare(SchemaSet schemas, RecordPayload payload, StructuredEntity entity, int index, string origin)
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
            if (!schema.Declares(name) && schema.RejectUndeclared(entity.Fields[name]) is { } refusal)
            {
                faults.Add(new Fault($"/entities/{index}/fields/{name}", refusal));
            }
            else if (!schema.Declares(name))
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
        foreach (
            var required in schema.Required.Where(r =>
                !entity.Fields.TryGetValue(r, out var value) || value.ValueKind == JsonValueKind.Null
            )
        )
        {
            faults.Add(new Fault($"/entities/{index}/fields/{required}", "is required"));
        }
        var unknown = fragments.ConvertAll(f => f.Name);
        if (string.Equals(schema.EntityType, SchemaSet.GenericType, StringComparison.Ordinal))
        {
            var whole = FieldList.From(canonical).ToJson();
            fragments.Add(new(GenericRecords.RawFieldBeside(fragments), whole, GenericRecords.RawReason, null));
        }
        var list = FieldList.From(fields);
        return new PreparedRecord(
            new NewObservation
            {
                Schema = schema,
                SuggestedType = declared is null ? entity.EntityType : null,
                Fields = list,
                Origin = origin,
                Fragments = Fragments.Write(fragments),
                Evidence = Evidence.Write(evidence, list),
                Class = ObservationClass.Structured,
                ObservedAt = entity.ObservedAt is { } at ? UnixTime.Microseconds(at) : null,
                Block = index,
            }.Prepared(),
            unknown,
            faults
        );
    }
}
