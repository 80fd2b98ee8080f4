using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Verification;

/// <summary>What a verification has read of observations.</summary>
internal sealed class QuoteCounts
{
    public long Observations { get; set; }

    public long Quotes { get; set; }

    /// <summary>Interpreted values that their quotes give again.</summary>
    public long Derived { get; set; }

    /// <summary>Interpreted values without a quote that a reader reads by itself.</summary>
    public long Unread { get; set; }
}

/// <summary>
/// Reads every quote at its place in the source again, and every interpreted value from its quote; a run, source or document that an
/// observation names must exist.
/// </summary>
/// <param name="every">Every version of every type.</param>
internal sealed class QuoteVerification(
    OpenSources sources,
    IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> every,
    QuoteCounts counts,
    Action<string, string> fault
)
{
    private const int Batch = 2_000;
    private const int MaxShown = 80;

    public static async Task<QuoteCounts> RunAsync(
        UserConnection connection,
        BlobStore blobs,
        SchemaStore schemas,
        QuoteCounts counts,
        Action<string, string> fault,
        IProgress<Progress>? progress
    )
    {
        using var sources = new OpenSources(blobs, connection);
        var verification = new QuoteVerification(sources, await EveryAsync(schemas, connection), counts, fault);
        long after = 0;
        while (true)
        {
            var rows = await connection.QueryAsync<EvidenceRow>(
                """
                select o.seq, o.class, o.fields, o.evidence, coalesce(nullif(d.text_digest, ''), s.digest) as digest, d.encoding,
                    e.entity_type, o.schema_version, o.run_no, o.source_no, o.document_no, r.run_no as known_run, s.source_no as known_source,
                    d.document_no as known_document
                from observations o
                left join sources s on s.user_id = o.user_id and s.source_no = o.source_no
                left join documents d on d.user_id = o.user_id and d.document_no = o.document_no
                left join runs r on r.user_id = o.user_id and r.run_no = o.run_no
                left join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
                where o.user_id = @user and o.seq > @after order by o.seq limit @batch
                """,
                new { after, batch = (long)Batch }
            );
            foreach (var row in rows)
            {
                await verification.CheckAsync(row);
            }
            progress?.Report(new Progress("quotes", counts.Quotes, null));
            if (rows.Count == 0)
            {
                return counts;
            }
            after = rows[^1].Seq;
        }
    }

    private static async Task<IReadOnlyDictionary<(string Type, int Version), SchemaDefinition>> EveryAsync(
        SchemaStore schemas,
        UserConnection connection
    )
    {
        try
        {
            return await schemas.EveryAsync(connection);
        }
        catch (Exception e) when (FaultList.IsFault(e))
        {
            return new Dictionary<(string, int), SchemaDefinition>(); // The chain names what was changed.
        }
    }

    private async Task CheckAsync(EvidenceRow row)
    {
        counts.Observations++;
        var path = $"observations/{Ids.Observation(row.Seq)}";
        foreach (var (name, number, known) in row.Named)
        {
            if (number is { } no && known is null)
            {
                fault(path, string.Create(CultureInfo.InvariantCulture, $"the {name} that it names, {no}, is gone"));
            }
        }
        try
        {
            var values = FieldList.Parse(row.Fields);
            var evidence = Evidence.Read(row.Evidence, values);
            if (row.Digest is { } digest)
            {
                counts.Quotes += evidence.Count;
                await QuotesAsync(evidence, digest, row.Encoding, path);
            }
            if (row.Class == (long)ObservationClass.Interpretation)
            {
                Derive(row, values, evidence, path);
            }
        }
        catch (Exception e) when (FaultList.IsFault(e))
        {
            fault(path, $"it can't be read: {e.Message}");
        }
    }

    private void Derive(EvidenceRow row, FieldList values, IReadOnlyList<FieldEvidence> evidence, string path)
    {
        var schema = row.EntityType is { } type ? every.GetValueOrDefault((type, (int)row.SchemaVersion)) : null;
        foreach (var (name, json) in values.Span)
        {
            var quotes = evidence.Where(e => string.Equals(e.Field, name, StringComparison.Ordinal)).ToList();
            var derivation =
                schema is null or { Kind: SchemaKind.Annotation } || !schema.Fields.TryGetValue(name, out var field) || quotes.Count == 0
                    ? Derivation.Unread
                    : quotes.Min(q => DerivedValue.Of(field, json, q.Raw));
            counts.Derived += derivation == Derivation.Given ? 1 : 0;
            counts.Unread += derivation == Derivation.Unread ? 1 : 0;
            if (derivation == Derivation.Other)
            {
                fault($"{path}/{name}", $"the quote '{Shown(quotes[0].Raw)}' does not say {Shown(json)}");
            }
        }
    }

    private static string Shown(string text) => text.Length > MaxShown ? text[..MaxShown] + "…" : text;

    private async Task QuotesAsync(IReadOnlyList<FieldEvidence> evidence, string digest, string? encodingName, string path)
    {
        var encoding = Encodings.Get(encodingName);
        foreach (var stretch in Stretches(evidence))
        {
            var start = stretch[0].Range.Start;
            var bytes = (await sources.GetAsync(digest)).Read(start, stretch.Max(e => e.Range.End) - start);
            foreach (var field in stretch)
            {
                var from = (int)(field.Range.Start - start);
                var quote = from + field.Range.Length <= bytes.Length ? encoding.GetString(bytes, from, (int)field.Range.Length) : "";
                if (!string.Equals(quote, field.Raw, StringComparison.Ordinal))
                {
                    fault($"{path}/{field.Field}", $"the source says '{quote}' at byte {field.Range.Start}, the evidence '{field.Raw}'");
                }
            }
        }
    }

    /// <summary>Groups evidence by distance, to be read at once: a table's header may be far from the rows it applies to.</summary>
    private static IEnumerable<List<FieldEvidence>> Stretches(IReadOnlyList<FieldEvidence> evidence)
    {
        const int MaxApart = 4096;
        var stretch = new List<FieldEvidence>();
        long end = 0;
        foreach (var field in evidence.OrderBy(e => e.Range.Start))
        {
            if (stretch.Count > 0 && field.Range.Start - end > MaxApart)
            {
                yield return stretch;
                stretch = [];
            }
            stretch.Add(field);
            end = Math.Max(end, field.Range.End);
        }
        if (stretch.Count > 0)
        {
            yield return stretch;
        }
    }

    private sealed record EvidenceRow(
        long Seq,
        long Class,
        string Fields,
        byte[]? Evidence,
        string? Digest,
        string? Encoding,
        string? EntityType,
        long SchemaVersion,
        long? RunNo,
        long? SourceNo,
        long? DocumentNo,
        long? KnownRun,
        long? KnownSource,
        long? KnownDocument
    )
    {
        public IEnumerable<(string Name, long? Number, long? Known)> Named =>
            [("run", RunNo, KnownRun), ("source", SourceNo, KnownSource), ("document", DocumentNo, KnownDocument)];
    }
}

/// <summary>Keeps the last source open: evidence comes in the order of the sources.</summary>
internal sealed class OpenSources(BlobStore blobs, UserConnection connection) : IDisposable
{
    private string? _digest;
    private BlobReader? _reader;

    public async Task<BlobReader> GetAsync(string digest)
    {
        if (_reader is null || !string.Equals(_digest, digest, StringComparison.Ordinal))
        {
            _reader?.Dispose();
            _reader = null;
            _reader = await blobs.ReaderAsync(connection, digest);
            _digest = digest;
        }
        return _reader;
    }

    public void Dispose() => _reader?.Dispose();
}
