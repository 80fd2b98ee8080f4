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

    /// <summary>Where each field of the state came from.</summary>
    /// <param name="known">Observations that have been read already.</param>
    public async Task<IReadOnlyDictionary<string, FieldProvenance>> OfAsync(
        UserConnection connection,
        EntityState state,
        IReadOnlyList<ObservationRecord> known
    )
    {
        var winners = state
            .Snapshot.Fields.Where(f => !string.Equals(f.Value.Json, JsonText.Null, StringComparison.Ordinal))
            .ToList();
        using var trail = await TrailAsync(connection, winners.SelectMany(w => Unions.SeqsOf(w.Value)), known);
        var result = new SortedDictionary<string, FieldProvenance>(StringComparer.Ordinal);
        foreach (var (field, winner) in winners)
        {
            result[field] = await FollowAsync(trail, field, winner);
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
        using var trail = await TrailAsync(connection, Unions.SeqsOf(winner), known: []);
        return await FollowAsync(trail, field, winner);
    }

    /// <summary>Follows the winning value; where it is the union of several observations, each of them.</summary>
    private static async Task<FieldProvenance> FollowAsync(Trail trail, string field, FieldState winner)
    {
        var first = await trail.FollowAsync(field, winner.Stamp.Seq, winner.Json);
        var parts = Unions.PartsOf(winner);
        if (parts.Count == 0)
        {
            return first;
        }
        var contributions = new List<Contribution>(Math.Min(parts.Count, Unions.MaxContributions));
        foreach (var part in parts.Take(Unions.MaxContributions))
        {
            contributions.Add(Unions.Contribution(part, await trail.FollowAsync(field, part.Seq, part.Json)));
        }
        return Unions.Of(first, contributions, leftOut: parts.Count - contributions.Count);
    }

    /// <summary>Fields where observations of the winning class state different values, the winner first.</summary>
    public async Task<IReadOnlyList<FieldConflict>> ConflictsAsync(UserConnection connection, EntityState state, StandingObservations observed)
    {
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
        using var trail = await TrailAsync(connection, found.SelectMany(f => f.Candidates.Select(c => c.Seq)), observed.Records);
        var conflicts = new List<FieldConflict>(found.Count);
        foreach (var (field, candidates) in found)
        {
            var followed = new List<FieldProvenance>(candidates.Count);
            foreach (var (seq, json) in candidates)
            {
                followed.Add(await trail.FollowAsync(field, seq, json));
            }
            conflicts.Add(new FieldConflict(field, followed));
        }
        return conflicts;
    }

    private async Task<Trail> TrailAsync(UserConnection connection, IEnumerable<long> observationSeqs, IReadOnlyList<ObservationRecord> known)
    {
        var wanted = observationSeqs.ToHashSet();
        var observations = known.Where(o => wanted.Contains(o.Seq)).ToDictionary(o => o.Seq);
        var seqs = wanted.Where(seq => !observations.ContainsKey(seq)).ToList();
        foreach (
            var other in await RowsAsync<ObservationRecord>(
                seqs,
                $"select {ObservationRecord.Columns} from {ObservationRecord.From} where o.user_id = @user and o.seq IN_LIST(@seqs)",
                new { seqs }
            )()
        )
        {
            observations.Add(other.Seq, other);
        }
        var runNos = Nos(o => o.RunNo);
        var runs = RowsAsync<RunRecord>(runNos, $"select {RunRecord.Columns} from runs where user_id = @user and run_no IN_LIST(@runNos)", new { runNos });
        var sourceNos = Nos(o => o.SourceNo);
        var sources = RowsAsync<SourceRecord>(
            sourceNos,
            $"select {SourceRecord.Columns} from sources where user_id = @user and source_no IN_LIST(@sourceNos)",
            new { sourceNos }
        );
        var documentNos = Nos(o => o.DocumentNo);
        var documents = RowsAsync<DocumentRecord>(
            documentNos,
            $"select {DocumentRecord.Columns} from documents where user_id = @user and document_no IN_LIST(@documentNos)",
            new { documentNos }
        );
        // The bytes of structured records, which have no document that could name others.
        var bytes = observations
            .Values.Where(o => o is { Evidence: not null, DocumentNo: null })
            .Select(o => o.Digest)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(digest => digest, digest => BlobRows.Ask(connection, digest), StringComparer.Ordinal);
        return new Trail(
            connection,
            blobs,
            observations,
            (await ArchivedRuns.WholeAsync(connection, await runs())).ToDictionary(r => r.RunNo),
            (await sources()).ToDictionary(s => s.SourceNo),
            (await documents()).ToDictionary(d => d.DocumentNo),
            bytes
        );

        List<long> Nos(Func<ObservationRecord, long?> no) => [.. observations.Values.Select(no).OfType<long>().Distinct()];

        Func<Task<IReadOnlyList<T>>> RowsAsync<T>(List<long> nos, string sql, object args) =>
            nos.Count == 0 ? () => Task.FromResult<IReadOnlyList<T>>([]) : connection.Ask<T>(sql, args).RowsAsync;
    }

    private sealed class Trail(
        UserConnection connection,
        BlobStore blobs,
        Dictionary<long, ObservationRecord> observations,
        Dictionary<long, RunRecord> runs,
        Dictionary<long, SourceRecord> sources,
        Dictionary<long, DocumentRecord> documents,
        Dictionary<string, Asked<BlobRow>> bytes
    ) : IDisposable
    {
        private readonly Dictionary<string, BlobReader> _readers = new(StringComparer.Ordinal);
        private readonly PlaceFinder _places = new(connection);

        public async Task<FieldProvenance> FollowAsync(string field, long seq, string json)
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
            var quoted = evidence is { } e && source is not null ? await QuoteAsync(source, document, e.Range) : null;
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
                LocatorIn = evidence is null ? null : DocumentRecord.LocatorIn(document),
                Places = evidence is { } p ? await _places.OfAsync(document, p.Range) : null,
                Quote = quoted?.Text,
                QuoteBefore = quoted?.Before,
                QuoteAfter = quoted?.After,
                QuoteVerified = evidence is { } v && quoted is not null ? string.Equals(quoted.Text, v.Raw, StringComparison.Ordinal) : null,
            };
        }

        private async Task<Quoted> QuoteAsync(SourceRecord source, DocumentRecord? document, Parsing.ByteRange range)
        {
            var digest = DocumentRecord.BytesOf(document, source.Digest);
            if (!_readers.TryGetValue(digest, out var reader))
            {
                _readers[digest] = reader = await blobs.ReaderAsync(connection, digest, bytes.GetValueOrDefault(digest));
            }
            var encoding = Encodings.Get(document?.Encoding);
            var (before, after) = QuoteContext.Of(reader, encoding, range);
            return new Quoted(encoding.GetString(reader.Read(range.Start, range.Length)), before, after);
        }

        private sealed record Quoted(string Text, string Before, string After);

        public void Dispose()
        {
            foreach (var reader in _readers.Values)
            {
                reader.Dispose();
            }
        }
    }
}
