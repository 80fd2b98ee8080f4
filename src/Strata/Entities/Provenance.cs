using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Follows values back: field → observation → run → block → locator → re-read bytes of the source.</summary>
internal sealed class Provenance(BlobStore blobs)
{
    /// <summary>Most sources whose bytes are queried together instead of one by one.</summary>
    private const int MaxAskedAhead = 4;

    /// <summary>Returns the provenance of each field of the state.</summary>
    /// <param name="known">Observations already read.</param>
    public async Task<IReadOnlyDictionary<string, FieldProvenance>> OfAsync(
        UserConnection connection,
        EntityState state,
        IReadOnlyList<ObservationRecord> known
    )
    {
        var winners = state.Snapshot.Fields.Where(f => !string.Equals(f.Value.Json, JsonText.Null, StringComparison.Ordinal)).ToList();
        return await FollowAsync(connection, winners, known);
    }

    public async Task<FieldProvenance> OfAsync(UserConnection connection, EntityState state, string field)
    {
        if (!state.Schema.Declares(field))
        {
            throw new StrataException(ErrorCode.InvalidContent, state.Schema.Lacks(field) + ".");
        }
        if (!state.Snapshot.Fields.TryGetValue(field, out var winner))
        {
            throw new StrataException(ErrorCode.EntityNotFound, $"Entity '{state.Record.EntityId}' has no value for '{field}'.");
        }
        return (await FollowAsync(connection, [KeyValuePair.Create(field, winner)], known: []))[field];
    }

    /// <summary>Follows undeclared fields.</summary>
    /// <returns>Null if there are none.</returns>
    public async Task<IReadOnlyDictionary<string, FieldProvenance>?> OfFragmentsAsync(
        UserConnection connection,
        IReadOnlyDictionary<string, LatestFragment> fragments,
        IReadOnlyList<ObservationRecord> known
    )
    {
        if (fragments.Count == 0)
        {
            return null;
        }
        var stated = fragments.Select(f => new Statement(f.Key, f.Value.Seq, CanonicalJson.Of(f.Value.Fragment.Value), f.Value.Fragment));
        using var trail = await TrailAsync(connection, fragments.Values.Select(f => f.Seq), known);
        var followed = await trail.FollowAsync([.. stated]);
        return new SortedDictionary<string, FieldProvenance>(
            followed.ToDictionary(f => f.Field, StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    /// <summary>Follows the winning values; for the union of several observations, each of them.</summary>
    private async Task<SortedDictionary<string, FieldProvenance>> FollowAsync(
        UserConnection connection,
        IReadOnlyList<KeyValuePair<string, FieldState>> winners,
        IReadOnlyList<ObservationRecord> known
    )
    {
        var unions = winners.ToDictionary(w => w.Key, w => Unions.PartsOf(w.Value), StringComparer.Ordinal);
        var stated = new List<Statement>();
        foreach (var (field, winner) in winners)
        {
            stated.Add(new Statement(field, winner.Stamp.Seq, winner.Json));
            stated.AddRange(unions[field].Take(Unions.MaxContributions).Select(part => new Statement(field, part.Seq, part.Json)));
        }
        using var trail = await TrailAsync(connection, stated.Select(s => s.Seq), known);
        var followed = new Queue<FieldProvenance>(await trail.FollowAsync(stated));
        var result = new SortedDictionary<string, FieldProvenance>(StringComparer.Ordinal);
        foreach (var (field, _) in winners)
        {
            var (first, parts) = (followed.Dequeue(), unions[field]);
            var contributions = parts.Take(Unions.MaxContributions).Select(part => Unions.Contribution(part, followed.Dequeue())).ToList();
            result[field] = parts.Count == 0 ? first : Unions.Of(first, contributions, leftOut: parts.Count - contributions.Count);
        }
        return result;
    }

    /// <summary>
    /// Returns the fields where current observations of the winning class state different values, the winner first.
    /// </summary>
    public async Task<IReadOnlyList<FieldConflict>> ConflictsAsync(
        UserConnection connection,
        EntityState state,
        StandingObservations observed,
        ReadPoint point
    )
    {
        var found = await DisputedField.OfAsync(connection, state, observed, point);
        if (found.Count == 0)
        {
            return [];
        }
        using var trail = await TrailAsync(connection, found.SelectMany(f => f.Values.Select(v => v.Seq)), observed.Records);
        var followed = new Queue<FieldProvenance>(
            await trail.FollowAsync([.. found.SelectMany(f => f.Values.Select(v => new Statement(f.Name, v.Seq, v.Json)))])
        );
        return [.. found.Select(f => new FieldConflict(f.Name, [.. f.Values.Select(_ => followed.Dequeue())]))];
    }

    /// <summary>Returns the evidence by observation and field; observations without evidence are left out.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyDictionary<string, EvidenceView>>> EvidenceAsync(
        UserConnection connection,
        IReadOnlyList<ObservationRecord> observations
    )
    {
        var stated = observations
            .SelectMany(o => Evidence.Read(o.Evidence, FieldList.Parse(o.Fields)).Select(e => new Statement(e.Field, o.Seq, JsonText.Null)))
            .Distinct()
            .ToList();
        using var trail = await TrailAsync(connection, stated.Select(s => s.Seq), observations);
        var followed = await trail.FollowAsync(stated);
        return stated
            .Zip(followed)
            .Where(f => f.Second.Locator is not null)
            .GroupBy(f => f.First.Seq)
            .ToDictionary(
                of => of.Key,
                IReadOnlyDictionary<string, EvidenceView> (of) =>
                    new SortedDictionary<string, EvidenceView>(
                        of.ToDictionary(f => f.First.Field, f => View(f.Second)),
                        StringComparer.Ordinal
                    )
            );
    }

    private static EvidenceView View(FieldProvenance from) =>
        new()
        {
            DocumentId = from.DocumentId,
            Block = from.Block,
            Locator = from.Locator ?? new ByteLocator(0, 0),
            LocatorIn = from.LocatorIn,
            Places = from.Places,
            Parent = from.Parent,
            Quote = from.Quote,
            QuoteBefore = from.QuoteBefore,
            QuoteAfter = from.QuoteAfter,
            Also = from.Also,
            QuoteVerified = from.QuoteVerified,
        };

    private async Task<Trail> TrailAsync(
        UserConnection connection,
        IEnumerable<long> observationSeqs,
        IReadOnlyList<ObservationRecord> known
    )
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
        var runs = RowsAsync<RunRecord>(
            runNos,
            $"select {RunRecord.Columns} from runs where user_id = @user and run_no IN_LIST(@runNos)",
            new { runNos }
        );
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
        // Bytes of structured records, which have no document that could refer to other bytes. Only if few, as all are held at once.
        var bytes = observations
            .Values.Where(o => o is { Evidence: not null, DocumentNo: null })
            .Select(o => o.Digest)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new Trail(
            connection,
            blobs,
            observations,
            (await ArchivedRuns.WholeAsync(connection, await runs())).ToDictionary(r => r.RunNo),
            (await sources()).ToDictionary(s => s.SourceNo),
            (await documents()).ToDictionary(d => d.DocumentNo),
            bytes.Count > MaxAskedAhead ? [] : bytes.ToDictionary(d => d, d => BlobRows.Ask(connection, d), StringComparer.Ordinal)
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
        Dictionary<string, PendingResult<BlobRow>> bytes
    ) : IDisposable
    {
        private readonly PlaceFinder _places = new(connection);
        private BlobReader? _reader;
        private string? _digest;

        /// <summary>
        /// Follows statements and returns results in their order. Reads one source after another, so that only one is held.
        /// </summary>
        public async Task<FieldProvenance[]> FollowAsync(IReadOnlyList<Statement> statements)
        {
            var followed = new FieldProvenance[statements.Count];
            var order = Enumerable
                .Range(0, statements.Count)
                .OrderBy(i => BytesOf(observations.Or(statements[i].Seq, MissingRow.Observation)), StringComparer.Ordinal);
            foreach (var i in order)
            {
                followed[i] = await FollowAsync(statements[i]);
            }
            return followed;
        }

        private DocumentRecord? DocumentOf(ObservationRecord observation) =>
            observation.DocumentNo is { } no ? documents.Or(no, MissingRow.Document) : null;

        private string? BytesOf(ObservationRecord observation) =>
            observation.Digest is { } digest ? DocumentRecord.BytesOf(DocumentOf(observation), digest) : null;

        private async Task<FieldProvenance> FollowAsync(Statement statement)
        {
            var (field, seq, json, fragment) = statement;
            var observation = observations.Or(seq, MissingRow.Observation);
            var run = observation.RunNo is { } runNo ? runs.Or(runNo, MissingRow.Run) : null;
            var source = observation.SourceNo is { } sourceNo ? sources.Or(sourceNo, MissingRow.Source) : null;
            var document = DocumentOf(observation);
            var values = FieldList.Parse(observation.Fields);
            // The last place is that of the value itself.
            var stands = Evidence
                .Read(observation.Evidence, values)
                .Where(e => string.Equals(e.Field, field, StringComparison.Ordinal))
                .ToList();
            if (fragment is not null)
            {
                // Its place is kept beside its value.
                stands.Clear();
                if (fragment.Locator is { } at)
                {
                    stands.Add(
                        new FieldEvidence(field, new Parsing.ByteRange(at.Start, at.Length), fragment.Quote ?? JsonText.Plain(json))
                    );
                }
            }
            FieldEvidence? evidence = stands.Count == 0 ? null : stands[^1];
            var also = new List<QuotedPlace>();
            foreach (var other in stands.SkipLast(1))
            {
                var text = source is null ? null : (await QuoteAsync(source, document, other.Range)).Text;
                also.Add(
                    new QuotedPlace
                    {
                        Locator = new ByteLocator(other.Range.Start, other.Range.Length),
                        Places = await _places.OfAsync(document, other.Range),
                        Quote = text,
                        QuoteVerified = text is null ? null : string.Equals(text, other.Raw, StringComparison.Ordinal),
                    }
                );
            }
            var quoted = evidence is { } e && source is not null ? await QuoteAsync(source, document, e.Range) : null;
            var (places, parent) = await _places.WithParentAsync(document, evidence?.Range);
            return new FieldProvenance
            {
                Field = field,
                Value = JsonText.Element(json),
                Confidence = fragment is null ? observation.ConfidenceOf(field) : null,
                Doubt = fragment is null ? observation.DoubtOf(field) : null,
                FragmentReason = fragment?.Reason,
                ObservationId = Ids.Observation(seq),
                Class = (ObservationClass)observation.Class,
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
                Places = places,
                Parent = parent,
                Quote = quoted?.Text,
                QuoteBefore = quoted?.Before,
                QuoteAfter = quoted?.After,
                Also = also.Count == 0 ? null : also,
                QuoteVerified =
                    evidence is { } v
                    && quoted is not null
                    // The text of a fragment is kept only of one that is quarantined; others may have been tidied.
                    && !(fragment is { Quote: null } && !string.Equals(quoted.Text, v.Raw, StringComparison.Ordinal))
                        ? string.Equals(quoted.Text, v.Raw, StringComparison.Ordinal)
                            && also.TrueForAll(place => place.QuoteVerified != false)
                        : null,
            };
        }

        private async Task<Quoted> QuoteAsync(SourceRecord source, DocumentRecord? document, Parsing.ByteRange range)
        {
            var digest = DocumentRecord.BytesOf(document, source.Digest);
            if (_reader is not { } reader || !string.Equals(digest, _digest, StringComparison.Ordinal))
            {
                Dispose();
                (_reader, _digest) = (reader = await blobs.ReaderAsync(connection, digest, bytes.GetValueOrDefault(digest)), digest);
            }
            var encoding = Encodings.Get(document?.Encoding);
            var (before, after) = QuoteContext.Of(reader, encoding, range);
            return new Quoted(encoding.GetString(reader.Read(range.Start, range.Length)), before, after);
        }

        private sealed record Quoted(string Text, string Before, string After);

        public void Dispose()
        {
            _reader?.Dispose();
            (_reader, _digest) = (null, null);
        }
    }

    /// <summary>A field's value in an observation.</summary>
    /// <param name="Fragment">If it is no field of the schema.</param>
    private readonly record struct Statement(string Field, long Seq, string Json, FragmentView? Fragment = null);
}
