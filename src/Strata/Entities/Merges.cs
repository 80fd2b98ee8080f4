using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Merges and unmerges entities: decisions that move a whole group under another root and back. No observation is rewritten.
/// </summary>
internal static class Merges
{
    public static async Task<long> MergeAsync(LedgerSession session, WorkingEntity from, WorkingEntity to, Decision decision)
    {
        Check(from, to);
        var byFields = await Relationships.RefuseCyclesAsync(session, from, to);
        var seq = await JoinAsync(session, from, to, to, decision);
        await session.ReduceAgainAsync(to);
        await Relationships.RefuseClosedAsync(session, from, to, byFields);
        return seq;
    }

    /// <summary>What <see cref="MergeAsync"/> would leave standing, as far as one read can tell.</summary>
    public static async Task<MergePreview> PreviewAsync(UserConnection connection, EntityReader entities, string from, string to)
    {
        var source = await RootAsync(connection, await entities.RecordNowAsync(connection, from));
        var target = await RootAsync(connection, await entities.RecordNowAsync(connection, to));
        if (source.EntityNo == target.EntityNo)
        {
            throw new StrataException(ErrorCode.EntityAlreadyMerged, $"'{from}' and '{to}' are one entity already.");
        }
        IReadOnlyList<long> members =
        [
            .. await EntityGroups.MembersAsync(connection, target.EntityNo),
            .. await EntityGroups.MembersAsync(connection, source.EntityNo),
        ];
        var observed = await ObservationReader.StandingAsync(connection, members, long.MaxValue, long.MaxValue);
        var schema = (await entities.Schemas.CurrentAsync(connection)).Get(target.EntityType);
        return new MergePreview(target.EntityId, target.EntityType, Reducer.Reduce(schema, [.. observed.Standing]).ToFields().ToElements());
    }

    private static async Task<EntityRecord> RootAsync(UserConnection connection, EntityRecord record) =>
        record.RootNo == record.EntityNo ? record : await EntityReader.RecordAsync(connection, record.RootNo);

    /// <summary>
    /// Merges one of many entities into another; the caller reduces the target at the end. Keeps a cycle that this closes, like one in the
    /// data: a promotion merges without anyone deciding about these two.
    /// </summary>
    public static async Task<long> MergeUnreducedAsync(LedgerSession session, WorkingEntity from, WorkingEntity to, Decision decision)
    {
        Check(from, to);
        return await JoinAsync(session, from, to, to, decision);
    }

    /// <summary>
    /// Undoes an unmerge: moves <paramref name="from"/> back under its former parent, even if that is merged further or deleted itself,
    /// which a new merge would refuse.
    /// </summary>
    public static async Task<long> RejoinAsync(LedgerSession session, WorkingEntity from, WorkingEntity parent, Decision decision)
    {
        var root = await session.RootAsync(parent);
        if (from.Record.IsMerged || from.Record.State == EntityRecord.Deleted || root == from)
        {
            var reason =
                from.Record.IsMerged ? "is merged again"
                : root == from ? "is what the other is merged into now"
                : "is deleted";
            throw new StrataException(
                ErrorCode.Conflict,
                $"Entity '{from.Record.EntityId}' cannot be merged back into '{parent.Record.EntityId}': it {reason}. Undo that first."
            );
        }
        var byFields = await Relationships.RefuseCyclesAsync(session, from, root);
        var seq = await JoinAsync(session, from, parent, root, decision);
        await session.ReduceAgainAsync(root);
        await Relationships.RefuseClosedAsync(session, from, root, byFields);
        return seq;
    }

    private static async Task<long> JoinAsync(
        LedgerSession session,
        WorkingEntity from,
        WorkingEntity parent,
        WorkingEntity root,
        Decision decision
    )
    {
        await session.FlushAsync();
        var members = await EntityGroups.MembersAsync(session.Transaction, from.No);
        var (seq, recordedAt) = session.Decide(decision with { Kind = DecisionKind.Merge, EntityNo = from.No, OtherNo = parent.No });
        foreach (var no in members)
        {
            var member = await session.GetAsync(no);
            member.Record = member.Record with { RootNo = root.No };
            session.Touch(member, seq, recordedAt);
        }
        from.Record = from.Record with { ParentNo = parent.No };
        session.Touch(root, seq, recordedAt);
        return seq;
    }

    public static async Task<long> UnmergeAsync(LedgerSession session, WorkingEntity from, Decision decision)
    {
        var (seq, root) = await UnmergeUnreducedAsync(session, from, decision);
        await session.ReduceAgainAsync(root);
        return seq;
    }

    /// <summary>Returns a hint at the entities that may have been meant: those merged into this one.</summary>
    private static async Task<string> MergedIntoItAsync(LedgerSession session, WorkingEntity entity)
    {
        await session.FlushAsync();
        var ids = await session.Transaction.QueryAsync<string>(
            "select entity_id from entities where user_id = @user and parent_no = @no order by entity_no limit 10",
            new { no = entity.No }
        );
        return ids.Count == 0 ? "" : $"; {string.Join(", ", ids)} {(ids.Count == 1 ? "is" : "are")} merged into it";
    }

    /// <summary>Unmerges one of many entities; the caller reduces the returned root at the end.</summary>
    public static async Task<(long Seq, WorkingEntity Root)> UnmergeUnreducedAsync(
        LedgerSession session,
        WorkingEntity from,
        Decision decision
    )
    {
        if (from.Record.ParentNo is not { } parentNo)
        {
            var meant = await MergedIntoItAsync(session, from);
            throw new StrataException(ErrorCode.Conflict, $"Entity '{from.Record.EntityId}' is not merged into another{meant}.");
        }
        await session.FlushAsync();
        var root = await session.RootAsync(from);
        var (seq, recordedAt) = session.Decide(decision with { Kind = DecisionKind.Unmerge, EntityNo = from.No, OtherNo = parentNo });
        foreach (var no in await SubtreeAsync(session, root.No, from.No))
        {
            var member = await session.GetAsync(no);
            member.Record = member.Record with { RootNo = from.No };
            session.Touch(member, seq, recordedAt);
        }
        from.Record = from.Record with { ParentNo = null };
        session.Touch(root, seq, recordedAt);
        await session.ReduceAgainAsync(from);
        return (seq, root);
    }

    private static void Check(WorkingEntity from, WorkingEntity to)
    {
        if (from == to)
        {
            throw new StrataException(ErrorCode.Conflict, $"Entity '{from.Record.EntityId}' cannot be merged into itself.");
        }
        if (from.Record.IsMerged)
        {
            throw new StrataException(
                ErrorCode.EntityAlreadyMerged,
                $"Entity '{from.Record.EntityId}' is already merged. Unmerge it first, or merge the entity it was merged into."
            );
        }
        if (to.Record.IsMerged)
        {
            throw new StrataException(
                ErrorCode.MergeTargetAlreadyMerged,
                $"Entity '{to.Record.EntityId}' is itself merged into another entity. Merge into that one."
            );
        }
        foreach (var entity in (WorkingEntity[])[from, to])
        {
            if (entity.Record.State == EntityRecord.Deleted)
            {
                throw new StrataException(
                    ErrorCode.Conflict,
                    $"Entity '{entity.Record.EntityId}' is deleted. Restore it before you merge it."
                );
            }
        }
        if (
            !string.Equals(from.Record.EntityType, to.Record.EntityType, StringComparison.Ordinal)
            && !string.Equals(from.Record.EntityType, Schemas.SchemaSet.GenericType, StringComparison.Ordinal)
        )
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"A {from.Record.EntityType} cannot be merged into a {to.Record.EntityType}: both must have the same type."
            );
        }
    }

    /// <summary>Returns <paramref name="no"/> and all entities merged into it, directly or not.</summary>
    private static async Task<IReadOnlyList<long>> SubtreeAsync(LedgerSession session, long rootNo, long no)
    {
        var edges = (
            await session.Transaction.QueryAsync<Edge>(
                "select entity_no, parent_no from entities where user_id = @user and root_no = @rootNo and parent_no is not null",
                new { rootNo }
            )
        ).ToLookup(e => e.ParentNo, e => e.EntityNo);
        var subtree = new List<long> { no };
        for (var i = 0; i < subtree.Count; i++)
        {
            subtree.AddRange(edges[subtree[i]]);
        }
        return subtree;
    }

    private sealed record Edge(long EntityNo, long ParentNo);
}
