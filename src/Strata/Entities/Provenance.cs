using System.Text.Json;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Follows values back: field → observation → run → block → locator → the source's bytes, re-read.</summary>
internal sealed class Provenance(BlobStore blobs)
{
    private const int MaxConflictCandidates = 20;

    /// <summary>Where each field of the state came from; for unions the first element's observation.</summary>
    public async Task<IReadOnlyDictionary<string, FieldProvenance>> OfAsync(UserConnection connection, EntityState state)
    {
        var winners = state
            .Snapshot.Fields.Where(f => !string.Equals(f.Value.Json, JsonText.Null, StringComparison.Ordinal))
            .Select(f => (Field: f.Key, f.Value.Stamp.Seq, f.Value.Json))
            .ToList();
        using var trail = await TrailAsync(connection, winners.Select(w => w.Seq));
        var result = new SortedDictionary<string, FieldProvenance>(StringComparer.Ordinal);
        foreach (var (field, seq, json) in winners)
        {
            result[field] = trail.Follow(field, seq, json);
        }
        return result;
    }

    public async Task<FieldProvenance> OfAsync(UserConnection connection, EntityState state, string field)
    {
        if (!state.Schema.Declares(field))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"{state.Schema.EntityType} has no field '{field}'; it has: {string.Join(", ", state.Schema.Fields.Keys.Order(StringComparer.Ordinal))}."
            );
        }
        if (!state.Snapshot.Fields.TryGetValue(field, out var winner))
        {
            throw new StrataException(ErrorCode.EntityNotFound, $"Entity '{state.Record.EntityId}' has no value for '{field}'.");
        }
        using var trail = await TrailAsync(connection, [winner.Stamp.Seq]);
        return trail.Follow(field, winner.Stamp.Seq, winner.Json);
    }

    /// <summary>Fields where observations of the winning class state different values, the winner first.</summary>
    public async Task<IReadOnlyList<FieldConflict>> ConflictsAsync(UserConnection connection, EntityState state, ReadPoint point)
    {
        var observed = await ObservationReader.StandingAsync(connection, state.Members, point.Seq, point.ObservedBy);
        var found = new List<(string Field, List<(long Seq, string Json)> Candidates)>();
        foreach (var (name, winner) in state.Snapshot.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (winner.Items is not null)
            {
                continue;
            }
            var latest = new Dictionary<string, long>(StringComparer.Ordinal) { [winner.Json] = winner.Stamp.Seq };
            foreach (var candidate in observed.Standing.Where(o => o.Stamp.Class == winner.Stamp.Class))
            {
                if (candidate.Fields[name] is { } json && !string.Equals(json, winner.Json, StringComparison.Ordinal))
                {
                    latest[json] = candidate.Stamp.Seq;
                }
            }
            if (latest.Count > 1)
            {
                found.Add((name, [.. latest.OrderByDescending(l => l.Value == winner.Stamp.Seq).ThenByDescending(l => l.Value).Take(MaxConflictCandidates).Select(l => (l.Value, l.Key))]));
            }
        }
        if (found.Count == 0)
        {
            return [];
        }
        using var trail = await TrailAsync(connection, found.SelectMany(f => f.Candidates.Select(c => c.Seq)));
        return [.. found.Select(f => new FieldConflict(f.Field, [.. f.Candidates.Select(c => trail.Follow(f.Field, c.Seq, c.Json))]))];
    }

    private async Task<Trail> TrailAsync(UserConnection connection, IEnumerable<long> observationSeqs)
    {
        var seqs = observationSeqs.Distinct().ToList();
        var observations = await connection.QueryAsync<ObservationRecord>(
            $"select {ObservationRecord.Columns} from {ObservationRecord.From} where o.user_id = @user and o.seq IN_LIST(@seqs)",
            new { seqs }
        );
        var runNos = observations.Select(o => o.RunNo).OfType<long>().Distinct().ToList();
        var runs =
            runNos.Count == 0
                ? []
                : await connection.QueryAsync<RunRecord>(
                    $"select {RunRecord.Columns} from runs where user_id = @user and run_no IN_LIST(@runNos)",
                    new { runNos }
                );
        var sourceNos = observations.Select(o => o.SourceNo).OfType<long>().Distinct().ToList();
        var sources =
            sourceNos.Count == 0
                ? []
                : await connection.QueryAsync<SourceRecord>(
                    $"select {SourceRecord.Columns} from sources where user_id = @user and source_no IN_LIST(@sourceNos)",
                    new { sourceNos }
                );
        var documentNos = observations.Select(o => o.DocumentNo).OfType<long>().Distinct().ToList();
        var documents =
            documentNos.Count == 0
                ? []
                : await connection.QueryAsync<DocumentRecord>(
                    $"select {DocumentRecord.Columns} from documents where user_id = @user and document_no IN_LIST(@documentNos)",
                    new { documentNos }
                );
        var readers = new Dictionary<long, BlobReader>();
        foreach (var source in sources)
        {
            readers[source.SourceNo] = await blobs.ReaderAsync(connection, source.Digest);
        }
        return new Trail(
            observations.ToDictionary(o => o.Seq),
            runs.ToDictionary(r => r.RunNo),
            sources.ToDictionary(s => s.SourceNo),
            documents.ToDictionary(d => d.DocumentNo),
            readers
        );
    }

    private sealed class Trail(
        Dictionary<long, ObservationRecord> observations,
        Dictionary<long, RunRecord> runs,
        Dictionary<long, SourceRecord> sources,
        Dictionary<long, DocumentRecord> documents,
        Dictionary<long, BlobReader> readers
    ) : IDisposable
    {
        public FieldProvenance Follow(string field, long seq, string json)
        {
            var observation = observations[seq];
            var run = observation.RunNo is { } runNo ? runs[runNo] : null;
            var source = observation.SourceNo is { } sourceNo ? sources[sourceNo] : null;
            var document = observation.DocumentNo is { } documentNo ? documents[documentNo] : null;
            var values = FieldList.Parse(observation.Fields);
            FieldEvidence? evidence = null;
            foreach (var candidate in Evidence.Read(observation.Evidence, values))
            {
                if (string.Equals(candidate.Field, field, StringComparison.Ordinal))
                {
                    evidence = candidate;
                }
            }
            var quote = evidence is { } e && source is not null
                ? Encodings.Get(document?.Encoding).GetString(readers[source.SourceNo].Read(e.Range.Start, e.Range.Length))
                : null;
            return new FieldProvenance
            {
                Field = field,
                Value = JsonText.Element(json),
                ObservationId = Ids.Observation(seq),
                Class = ObservationViews.ClassName(observation.Class),
                Priority = (int)observation.Priority,
                Specificity = observation.Specificity,
                ObservedAt = UnixTime.Time(observation.ObservedAt),
                RecordedAt = UnixTime.Time(observation.RecordedAt),
                Actor = observation.Actor,
                Reason = observation.Reason,
                SourceId = source?.SourceId,
                SourceDigest = source?.Digest,
                FileName = source?.FileName,
                RunId = run is null ? null : Ids.Run(run.RunNo),
                Interpreter = run?.Interpreter,
                Configuration = run is null ? (JsonElement?)null : JsonText.Element(run.Configuration),
                DocumentId = document?.DocumentId,
                Block = (int?)observation.Block,
                Locator = evidence is { } l ? new ByteLocator(l.Range.Start, l.Range.Length) : null,
                Quote = quote,
                QuoteVerified = evidence is { } v && quote is not null ? string.Equals(quote, v.Raw, StringComparison.Ordinal) : null,
            };
        }

        public void Dispose()
        {
            foreach (var reader in readers.Values)
            {
                reader.Dispose();
            }
        }
    }
}
