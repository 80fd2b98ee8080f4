using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>Typed relationships between existing entities, added and removed by decisions.</summary>
internal static class Relationships
{
    private const string ObservedKey = "observed_at";
    private const int MaxShown = 100;
    private const int MaxCycleSearch = 100_000;

    /// <summary>Throws if an end is deleted: its relationships would be shown nowhere.</summary>
    public static async Task RequireShownAsync(LedgerSession session, params WorkingEntity[] ends)
    {
        foreach (var end in ends)
        {
            if ((await session.RootAsync(end)).Record.State == EntityRecord.Deleted)
            {
                throw new StrataException(
                    ErrorCode.Conflict,
                    $"Entity '{end.Record.EntityId}' is deleted. Restore it before you relate it."
                );
            }
        }
    }

    /// <summary>
    /// States a relationship. One already in force between the same two entities is returned instead, unless <paramref name="observedAt"/>
    /// is earlier than its own time.
    /// </summary>
    /// <param name="observedAt">Unix microseconds; null for now.</param>
    /// <param name="anyTarget">Whether the target may be of a type that the schema does not name: what it is follows from its roles.</param>
    public static async Task<RelationshipView> RelateAsync(
        LedgerSession session,
        WorkingEntity from,
        WorkingEntity to,
        string type,
        long? observedAt,
        Decision decision,
        bool anyTarget = false
    )
    {
        if (!SchemaReader.IsName(type))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{(type.Length > MaxShown ? type[..MaxShown] + "…" : type)}' is not a valid relationship type: use 1 to 64 of a-z, 0-9, '_', '-' and '.', starting with a letter, e.g. works_at."
            );
        }
        var (fromRoot, toRoot) = (await session.RootAsync(from), await session.RootAsync(to));
        if (fromRoot == toRoot)
        {
            throw new StrataException(ErrorCode.Conflict, $"Entity '{fromRoot.Record.EntityId}' cannot be related to itself.");
        }
        var rule = Rule(session.Schemas, fromRoot.Record.EntityType, type);
        if (!anyTarget && rule is { To.Count: > 0 } && !rule.To.Contains(toRoot.Record.EntityType, StringComparer.Ordinal))
        {
            throw new StrataException(
                ErrorCode.SchemaValidationFailed,
                $"'{type}' relates {fromRoot.Record.EntityType} to {string.Join(" or ", rule.To)}, not to {toRoot.Record.EntityType}."
            );
        }
        await session.FlushAsync();
        var standing = await StandingAsync(session, from.No, to.No, type);
        if (standing.Count > 0 && (observedAt is not { } at || standing.Min(s => ObservedAt(s.Payload, s.RecordedAt)) <= at))
        {
            return View(standing[0].Seq, type, fromRoot, toRoot);
        }
        await RefuseCycleAsync(session, fromRoot, toRoot, type);
        var payload =
            $$"""{{{(observedAt is null ? "" : string.Create(CultureInfo.InvariantCulture, $"\"{ObservedKey}\":{observedAt},"))}}"type":{{JsonText.String(type)}}}""";
        var seq = Append(session, from.No, to.No, DecisionKind.Relate, null, decision with { Payload = payload });
        await session.Transaction.ExecuteAsync(
            """
            insert into relationships (user_id, seq, type, from_no, to_no, removed_seq, recorded_at)
            values (@user, @seq, @type, @from, @to, null, @recordedAt)
            """,
            new
            {
                seq = seq.Seq,
                type,
                from = from.No,
                to = to.No,
                recordedAt = seq.RecordedAt,
            }
        );
        return View(seq.Seq, type, fromRoot, toRoot);
    }

    private static async Task RefuseCycleAsync(LedgerSession session, WorkingEntity fromRoot, WorkingEntity toRoot, string type)
    {
        if (Rule(session.Schemas, fromRoot.Record.EntityType, type) is not { Acyclic: true })
        {
            return;
        }
        var isClosed = IsReferred(session, type)
            ? toRoot == fromRoot || await LeadsWithReferencesAsync(session, toRoot.No, fromRoot.No, type)
            : await LeadsToAsync(session, toRoot.No, fromRoot.No, type);
        if (isClosed)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"'{type}' from '{fromRoot.Record.EntityId}' to '{toRoot.Record.EntityId}' would create a cycle, which '{type}' does not allow."
            );
        }
    }

    /// <summary>
    /// Throws if merging two roots would close a cycle, because stated relationships of an acyclic type lead from one to the other.
    /// </summary>
    /// <returns>
    /// The types in which reference fields are part of such a path. Whether they still close a cycle depends on the values that win the
    /// merge: <see cref="RefuseClosedAsync"/> checks.
    /// </returns>
    /// <exception cref="StrataException">CONFLICT.</exception>
    public static async Task<IReadOnlyList<string>> RefuseCyclesAsync(LedgerSession session, WorkingEntity from, WorkingEntity to)
    {
        var byFields = new List<string>();
        var acyclic = session.Schemas.Get(to.Record.EntityType).Relationships.Values.Where(r => r.Acyclic).Select(r => r.Type).ToList();
        if (acyclic.Count == 0)
        {
            return byFields;
        }
        await session.FlushAsync();
        foreach (var type in acyclic)
        {
            if (await LeadsToAsync(session, from.No, to.No, type) || await LeadsToAsync(session, to.No, from.No, type))
            {
                throw Closes(from, to, type);
            }
            if (
                IsReferred(session, type)
                && (
                    await LeadsWithReferencesAsync(session, from.No, to.No, type)
                    || await LeadsWithReferencesAsync(session, to.No, from.No, type)
                )
            )
            {
                byFields.Add(type);
            }
        }
        return byFields;
    }

    /// <summary>Throws if one of the types leads from the merged root back to itself.</summary>
    /// <param name="root">The root, merged and reduced.</param>
    /// <param name="types">
    /// Result of <see cref="RefuseCyclesAsync"/> before the merge: a cycle that existed before comes from the data and is not refused.
    /// </param>
    /// <exception cref="StrataException">CONFLICT; the transaction rolls the merge back.</exception>
    public static async Task RefuseClosedAsync(LedgerSession session, WorkingEntity from, WorkingEntity root, IReadOnlyList<string> types)
    {
        if (types.Count == 0)
        {
            return;
        }
        await session.FlushAsync();
        foreach (var type in types)
        {
            if (await LeadsWithReferencesAsync(session, root.No, root.No, type))
            {
                throw Closes(from, root, type);
            }
        }
    }

    private static StrataException Closes(WorkingEntity from, WorkingEntity to, string type) =>
        new(
            ErrorCode.Conflict,
            $"Merging '{from.Record.EntityId}' into '{to.Record.EntityId}' would create a cycle of '{type}', which '{type}' does not allow: "
                + "they are related by it. Remove the relationship first."
        );

    /// <summary>Whether any schema has a reference field with this relationship type.</summary>
    private static bool IsReferred(LedgerSession session, string type) =>
        session.Schemas.All.Any(s => s.Fields.Values.Any(f => f.Reference?.Relationship == type));

    private static RelationshipView View(long seq, string type, WorkingEntity from, WorkingEntity to) =>
        new()
        {
            RelationshipId = Ids.Decision(seq),
            Type = type,
            From = from.Record.EntityId,
            To = to.Record.EntityId,
            Origin = RelationshipOrigin.Stated,
        };

    /// <summary>
    /// Returns the relationships in force between these two entities themselves, not between their roots: one stated about a merged entity
    /// leaves with it on unmerge.
    /// </summary>
    private static Task<IReadOnlyList<Standing>> StandingAsync(LedgerSession session, long from, long to, string type) =>
        session.Transaction.QueryAsync<Standing>(
            """
            select r.seq, r.recorded_at, d.payload from relationships r
            join decisions d on d.user_id = r.user_id and d.seq = r.seq
            where r.user_id = @user and r.from_no = @from and r.to_no = @to and r.type = @type and r.removed_seq is null
            order by r.seq
            """,
            new
            {
                from,
                to,
                type,
            }
        );

    public static Task<(Done, WorkingEntity?)> RemoveAsync(LedgerSession session, long relationshipSeq, Decision decision) =>
        SetRemovedAsync(session, relationshipSeq, remove: true, decision);

    public static Task<(Done, WorkingEntity?)> RestoreAsync(LedgerSession session, long relationshipSeq, Decision decision) =>
        SetRemovedAsync(session, relationshipSeq, remove: false, decision);

    private static async Task<(Done, WorkingEntity?)> SetRemovedAsync(
        LedgerSession session,
        long relationshipSeq,
        bool remove,
        Decision decision
    )
    {
        var row =
            await session.Transaction.QueryFirstOrDefaultAsync<Row>(
                "select from_no, to_no, type, removed_seq from relationships where user_id = @user and seq = @relationshipSeq",
                new { relationshipSeq }
            ) ?? throw new InvalidDataException($"Relationship {relationshipSeq} is missing.");
        if (row.RemovedSeq is null != remove)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Relationship '{Ids.Decision(relationshipSeq)}' is {(remove ? "already removed" : "not removed")}."
            );
        }
        if (!remove && await StandingAsync(session, row.FromNo, row.ToNo, row.Type) is [var again, ..])
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Relationship '{Ids.Decision(relationshipSeq)}' was stated again as '{Ids.Decision(again.Seq)}', which is in effect."
            );
        }
        var kind = remove ? DecisionKind.Unrelate : DecisionKind.Relate;
        var fromRoot = await session.RootAsync(await session.GetAsync(row.FromNo));
        var toRoot = await session.RootAsync(await session.GetAsync(row.ToNo));
        if (!remove)
        {
            await RefuseCycleAsync(session, fromRoot, toRoot, row.Type); // The reverse may have been stated since, or the two merged.
        }
        var (seq, _) = Append(session, row.FromNo, row.ToNo, kind, relationshipSeq, decision);
        await session.Transaction.ExecuteAsync(
            "update relationships set removed_seq = @removed where user_id = @user and seq = @relationshipSeq",
            new { removed = remove ? seq : (long?)null, relationshipSeq }
        );
        return (Decisions.Decided(kind, seq), null);
    }

    private static (long Seq, long RecordedAt) Append(
        LedgerSession session,
        long fromNo,
        long toNo,
        string kind,
        long? target,
        Decision decision
    ) => session.Decide(decision with { Kind = kind, EntityNo = fromNo, OtherNo = toNo, TargetSeq = target ?? session.Seq + 1 });

    private static RelationshipRule? Rule(SchemaSet schemas, string entityType, string type)
    {
        return schemas.Get(entityType).Relationships.GetValueOrDefault(type);
    }

    /// <summary>
    /// Whether relationships of the type lead from one root to another, or both are the same. Searches from both ends, the smaller frontier
    /// first: an entity with thousands of relationships one way has few the other way.
    /// </summary>
    private static async Task<bool> LeadsToAsync(LedgerSession session, long fromRoot, long toRoot, string type)
    {
        if (fromRoot == toRoot)
        {
            return true;
        }
        var (ahead, behind) = (new HashSet<long> { fromRoot }, new HashSet<long> { toRoot });
        List<long> next = [fromRoot];
        List<long> before = [toRoot];
        while (next.Count > 0 && before.Count > 0)
        {
            if (next.Count <= before.Count)
            {
                next = [.. (await StepAsync(session, next, type, "from_no", "to_no")).Where(ahead.Add)];
            }
            else
            {
                before = [.. (await StepAsync(session, before, type, "to_no", "from_no")).Where(behind.Add)];
            }
            if (next.Exists(behind.Contains) || before.Exists(ahead.Contains))
            {
                return true;
            }
            RefuseEndless(ahead.Count + behind.Count, type);
        }
        return false;
    }

    private static void RefuseEndless(int looked, string type)
    {
        if (looked > MaxCycleSearch)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Cannot check '{type}' for a cycle: more than {MaxCycleSearch} entities follow."
            );
        }
    }

    /// <summary>
    /// Whether stated relationships and reference fields of the type lead from one root to another in at least one step. Searches forward
    /// only, as referring entities are not looked up.
    /// </summary>
    private static async Task<bool> LeadsWithReferencesAsync(LedgerSession session, long fromRoot, long toRoot, string type)
    {
        var ahead = new HashSet<long>();
        for (List<long> next = [fromRoot]; next.Count > 0 && !ahead.Contains(toRoot); )
        {
            var stated = await StepAsync(session, next, type, "from_no", "to_no");
            next = [.. stated.Union(await ReferredAsync(session, next, type)).Where(ahead.Add)];
            RefuseEndless(ahead.Count, type);
        }
        return ahead.Contains(toRoot);
    }

    /// <summary>Returns the roots that reference fields of these roots name by the type.</summary>
    private static async Task<IReadOnlyList<long>> ReferredAsync(LedgerSession session, List<long> roots, string type)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var origins = await Origins.AllAsync(session.Transaction);
        foreach (var record in (await EntityRecords.ByNoAsync(session.Transaction, roots)).Values)
        {
            var fields = FieldList.Parse(record.Fields);
            foreach (var field in session.Schemas.Get(record.EntityType).Fields.Values)
            {
                if (
                    field.Reference is { } reference
                    && reference.Relationship == type
                    && fields[field.Name] is { } json
                    && session.Schemas.Find(reference.EntityType) is { } target
                )
                {
                    keys.UnionWith(References.KeysOf(target, json, origins));
                }
            }
        }
        return keys.Count == 0
            ? []
            : await session.Transaction.QueryAsync<long>(
                """
                select distinct e.root_no from entity_keys k
                join entities e on e.user_id = k.user_id and e.entity_no = k.entity_no
                where k.user_id = @user and k.key IN_LIST(@keys)
                """,
                new { keys }
            );
    }

    /// <summary>
    /// Returns the roots at the other ends of these roots' relationships, including relationships of entities merged into them.
    /// </summary>
    private static async Task<IReadOnlyList<long>> StepAsync(LedgerSession session, List<long> roots, string type, string near, string far)
    {
        var merged = await session.Transaction.QueryAsync<long>(
            "select entity_no from entities where user_id = @user and root_no IN_LIST(@roots) and parent_no is not null",
            new { roots }
        );
        return await session.Transaction.QueryAsync<long>(
            $"""
            select distinct e.root_no from relationships r
            join entities e on e.user_id = r.user_id and e.entity_no = r.{far}
            where r.user_id = @user and r.{near} IN_LIST(@nos) and r.type = @type and r.removed_seq is null
            """,
            new { type, nos = merged.Count == 0 ? roots : [.. roots, .. merged] }
        );
    }

    /// <summary>Returns when a relationship was observed, in Unix microseconds: the stated time, else the time it was recorded.</summary>
    /// <param name="payload">Payload of the decision that stated it.</param>
    public static long ObservedAt(string payload, long recordedAt) =>
        payload.Contains(ObservedKey, StringComparison.Ordinal) && JsonText.Element(payload).TryGetProperty(ObservedKey, out var at)
            ? at.GetInt64()
            : recordedAt;

    private sealed record Standing(long Seq, long RecordedAt, string Payload);

    private sealed record Row(long FromNo, long ToNo, string Type, long? RemovedSeq);
}
