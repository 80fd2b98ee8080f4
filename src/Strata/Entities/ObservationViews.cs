using Strata.Database;
using Strata.Documents;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>The observations behind an entity, including those of entities merged into it.</summary>
internal sealed class ObservationViews(EntityReader reader)
{
    /// <summary>Largest page with evidence, which is re-read from the sources.</summary>
    private const int MaxWithEvidence = 100;

    /// <param name="quoting">Null to leave out evidence.</param>
    public async Task<Page<ObservationView>> ListAsync(
        UserConnection connection,
        string entityId,
        PageRequest page,
        ReadPoint point,
        Provenance? quoting
    )
    {
        var limit = Math.Min(Paging.Limit(page.Limit), quoting is null ? int.MaxValue : MaxWithEvidence);
        var after = Paging.Number(page.Cursor);
        var state = await reader.StateAsync(connection, entityId, point);
        var rows = await connection.QueryAsync<ObservationRecord>(
            $"""
            select {ObservationRecord.Columns} from {ObservationRecord.From}
            where o.user_id = @user and o.entity_no IN_LIST(@members) and o.seq > @after and o.seq <= @seq and o.observed_at <= @observedBy
            order by o.seq limit @limit
            """,
            new
            {
                members = state.Members,
                after,
                seq = point.Seq,
                observedBy = point.ObservedBy,
                limit = (long)limit + 1,
            }
        );
        return await PageAsync(connection, rows, limit, state.Members, point, quoting, _ => (state.Record.EntityNo, state.Record.EntityId));
    }

    /// <summary>What the latest run over a document stated, in its order, about whichever entities.</summary>
    public static async Task<Page<ObservationView>> OfDocumentAsync(
        UserConnection connection,
        string documentId,
        PageRequest page,
        ReadPoint point,
        Provenance quoting
    )
    {
        var limit = Math.Min(Paging.Limit(page.Limit), MaxWithEvidence);
        var after = Paging.Number(page.Cursor);
        var document = await DocumentQueries.FindAsync(connection, documentId);
        var rows = await connection.QueryAsync<ObservationRecord>(
            $"""
            select {ObservationRecord.Columns} from {ObservationRecord.From}
            where o.user_id = @user and o.document_no = @document and o.seq > @after and o.seq <= @seq and o.observed_at <= @observedBy
              and o.run_no = (select max(l.run_no) from observations l where l.user_id = @user and l.document_no = @document and l.seq <= @seq)
            order by o.seq limit @limit
            """,
            new
            {
                document = document.DocumentNo,
                after,
                seq = point.Seq,
                observedBy = point.ObservedBy,
                limit = (long)limit + 1,
            }
        );
        var nos = rows.Select(r => r.EntityNo).Distinct().ToList();
        var roots = (
            await connection.QueryAsync<RootRow>(
                """
                select e.entity_no, r.entity_no as root_no, r.entity_id from entities e
                join entities r on r.user_id = e.user_id and r.entity_no = coalesce(e.root_no, e.entity_no)
                where e.user_id = @user and e.entity_no IN_LIST(@nos)
                """,
                new { nos }
            )
        ).ToDictionary(r => r.EntityNo);
        return await PageAsync(
            connection,
            rows,
            limit,
            nos,
            point,
            quoting,
            no =>
            {
                var root = roots.Or(no, MissingRow.Entity);
                return (root.RootNo, root.EntityId);
            }
        );
    }

    private static async Task<Page<ObservationView>> PageAsync(
        UserConnection connection,
        IReadOnlyList<ObservationRecord> rows,
        int limit,
        IReadOnlyList<long> members,
        ReadPoint point,
        Provenance? quoting,
        Func<long, (long No, string Id)> rootOf
    )
    {
        var retracted = await ObservationReader.RetractedAsync(connection, members, point.Seq);
        var ids = await IdsAsync(connection, rows.Select(r => r.EntityNo));
        var sources = await SourceIdsAsync(connection, rows.Select(r => r.SourceNo));
        var fragments = await PlacedAsync(connection, rows);
        var evidence = quoting is null ? null : await quoting.EvidenceAsync(connection, [.. rows.Take(limit)]);
        var items = rows.Take(limit)
            .Select(r =>
            {
                var root = rootOf(r.EntityNo);
                return new ObservationView
                {
                    ObservationId = Ids.Observation(r.Seq),
                    Seq = r.Seq,
                    EntityId = root.Id,
                    RecordedAgainst = r.EntityNo == root.No ? null : ids.Or(r.EntityNo, MissingRow.Entity),
                    EntityType = r.EntityType,
                    Class = (ObservationClass)r.Class,
                    Fields = FieldList.Parse(r.Fields).ToElements(),
                    Fragments = fragments.GetValueOrDefault(r.Seq),
                    Doubts = r.DoubtList is { Count: > 0 } doubts
                        ? doubts.ToElements().ToDictionary(d => d.Key, d => d.Value.GetString() ?? "", StringComparer.Ordinal)
                        : null,
                    Evidence = evidence?.GetValueOrDefault(r.Seq),
                    SchemaVersion = (int)r.SchemaVersion,
                    ObservedAt = UnixTime.Time(r.ObservedAt),
                    RecordedAt = UnixTime.Time(r.RecordedAt),
                    Rule = r.Rule,
                    SourceId = r.SourceNo is { } no ? sources.Or(no, MissingRow.Source) : null,
                    RunId = r.RunNo is { } run ? Ids.Run(run) : null,
                    Actor = r.Actor,
                    Retracted = retracted.Contains(r.Seq),
                };
            })
            .ToList();
        return new Page<ObservationView>(items, rows.Count > limit ? items[^1].Seq.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Returns the fragments of each observation that has any, with their places in the original.</summary>
    private static async Task<Dictionary<long, IReadOnlyDictionary<string, FragmentView>>> PlacedAsync(
        UserConnection connection,
        IReadOnlyList<ObservationRecord> observations
    )
    {
        var nos = observations.Where(o => o.Fragments is not null).Select(o => o.DocumentNo).OfType<long>().Distinct().ToList();
        var documents =
            nos.Count == 0
                ? []
                : await connection.QueryAsync<DocumentRecord>(
                    $"select {DocumentRecord.Columns} from documents where user_id = @user and document_no IN_LIST(@nos)",
                    new { nos }
                );
        var places = new PlaceFinder(connection);
        var placed = new Dictionary<long, IReadOnlyDictionary<string, FragmentView>>();
        foreach (var observation in observations)
        {
            if (observation.Fragments is not { } json)
            {
                continue;
            }
            var document = documents.FirstOrDefault(d => d.DocumentNo == observation.DocumentNo);
            var views = new Dictionary<string, FragmentView>(StringComparer.Ordinal);
            foreach (var (name, fragment) in Fragments.Read(json))
            {
                views[name] = fragment.Locator is not { } at
                    ? fragment
                    : fragment with
                    {
                        LocatorIn = DocumentRecord.LocatorIn(document),
                        Places = await places.OfAsync(document, new ByteRange(at.Start, at.Length)),
                    };
            }
            placed[observation.Seq] = views;
        }
        return placed;
    }

    /// <summary>
    /// Returns the undeclared fields of all observations that are not retracted; the latest wins. Null if there are none.
    /// </summary>
    public static Task<IReadOnlyDictionary<string, JsonElement>?> FragmentsAsync(
        UserConnection connection,
        EntityState state,
        ReadPoint point
    ) => LatestAsync(LatestFragments.Ask(connection, state.Members, point.Seq, point.ObservedBy));

    /// <param name="asked">Result of <see cref="LatestFragments.Ask"/>.</param>
    public static async Task<IReadOnlyDictionary<string, JsonElement>?> LatestAsync(PendingResult<StoredFragments> asked) =>
        LatestFragments.Shown(LatestFragments.Of(await asked.RowsAsync()));

    public static async Task<IReadOnlyDictionary<long, string>> IdsAsync(UserConnection connection, IEnumerable<long> entityNos)
    {
        var nos = entityNos.Distinct().ToList();
        var rows = await connection.QueryAsync<IdRow>(
            "select entity_no, entity_id from entities where user_id = @user and entity_no IN_LIST(@nos)",
            new { nos }
        );
        return rows.ToDictionary(r => r.EntityNo, r => r.EntityId);
    }

    public static async Task<IReadOnlyDictionary<long, string>> SourceIdsAsync(UserConnection connection, IEnumerable<long?> sourceNos)
    {
        var nos = sourceNos.OfType<long>().Distinct().ToList();
        var rows = await connection.QueryAsync<SourceRecord>(
            $"select {SourceRecord.Columns} from sources where user_id = @user and source_no IN_LIST(@nos)",
            new { nos }
        );
        return rows.ToDictionary(r => r.SourceNo, r => r.SourceId);
    }

    private sealed record RootRow(long EntityNo, long RootNo, string EntityId);

    private sealed record IdRow(long EntityNo, string EntityId);
}
