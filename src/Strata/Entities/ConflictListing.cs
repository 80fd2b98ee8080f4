using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// Finds entities whose fields are disputed, by looking at those that have been observed more than once, the latest changed first. A page
/// ends where enough is found or looked at.
/// </summary>
internal sealed class ConflictListing(EntityReader entities)
{
    /// <summary>Entities that one page looks at.</summary>
    private const int MaxLooked = 10_000;

    /// <summary>Entities of one page whose observations are weighed.</summary>
    private const int MaxWeighed = 500;

    /// <summary>Entities whose observations are read at once.</summary>
    private const int Batch = 200;

    public async Task<Page<EntityConflict>> ListAsync(UserConnection connection, ListConflicts request)
    {
        var limit = Paging.Limit(request.Limit);
        var point = await ReadPoint.AtAsync(connection, ReadAt.Now, entities.Schemas);
        var looked = await connection.QueryAsync<Looked>(
            $"""
            select e.entity_no, e.seq,
                case when e.observations > 1 or exists (
                    select 1 from entities m where m.user_id = @user and m.root_no = e.entity_no and m.parent_no is not null)
                then 1 else 0 end as is_candidate
            from entities e
            where e.user_id = @user and e.seq < @before and e.parent_no is null and e.state = {EntityRecord.Active}
                {(request.EntityType is null ? "" : "and e.entity_type = @type")}
            order by e.seq desc limit @most
            """,
            new
            {
                before = Paging.Number(request.Cursor, long.MaxValue),
                type = request.EntityType,
                most = MaxLooked + 1L,
            }
        );
        var found = new List<EntityConflict>();
        var weighed = 0;
        Looked? last = null;
        foreach (var batch in looked.Take(MaxLooked).Chunk(Batch))
        {
            var suspected = await SuspectedAsync(connection, [.. batch.Where(l => l.IsCandidate == 1).Select(l => l.EntityNo)]);
            foreach (var one in batch)
            {
                if (suspected.Contains(one.EntityNo))
                {
                    found.AddRange(await OfAsync(connection, one.EntityNo, point) is { } conflict ? [conflict] : []);
                    weighed++;
                }
                last = one;
                if (found.Count == limit || weighed == MaxWeighed)
                {
                    return Answer();
                }
            }
        }
        return Answer();

        Page<EntityConflict> Answer() =>
            new(found, last is null || last == looked[^1] ? null : last.Seq.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Returns the roots of which any two observations of one class, retracted or not, state different values.</summary>
    private static async Task<IReadOnlySet<long>> SuspectedAsync(UserConnection connection, IReadOnlyList<long> rootNos)
    {
        var suspected = new HashSet<long>();
        if (rootNos.Count == 0)
        {
            return suspected;
        }
        var stated = new Dictionary<(long, long, string), string>();
        await foreach (
            var one in connection.StreamAsync<Stated>(
                """
                select e.root_no, o.class, o.fields from entities e
                join observations o on o.user_id = e.user_id and o.entity_no = e.entity_no
                where e.user_id = @user and e.entity_no IN_LIST(@rootNos)
                union all
                select m.root_no, o.class, o.fields from entities m
                join observations o on o.user_id = m.user_id and o.entity_no = m.entity_no
                where m.user_id = @user and m.root_no IN_LIST(@rootNos) and m.parent_no is not null
                """,
                new { rootNos }
            )
        )
        {
            if (suspected.Contains(one.RootNo))
            {
                continue;
            }
            foreach (var (name, json) in FieldList.Parse(one.Fields).Span)
            {
                if (
                    !stated.TryAdd((one.RootNo, one.Class, name), json)
                    && !string.Equals(stated[(one.RootNo, one.Class, name)], json, StringComparison.Ordinal)
                )
                {
                    suspected.Add(one.RootNo);
                    break;
                }
            }
        }
        return suspected;
    }

    private static async Task<EntityConflict?> OfAsync(UserConnection connection, long entityNo, ReadPoint point)
    {
        var state = await EntityReader.CurrentAsync(connection, await EntityReader.RecordAsync(connection, entityNo), point.Schemas);
        var standing = await ObservationReader.StandingAsync(connection, state.Members, point.Seq, point.ObservedBy);
        // A field that somebody has corrected is decided; one number written in two ways is no dispute.
        var disputed = (await DisputedField.OfAsync(connection, state, standing, point))
            .Where(f => state.Snapshot.Fields[f.Name].Stamp.Class != ObservationClass.Correction)
            .Where(f => f.Values.Select(v => Normalisation.Of(state.Schema.Fields[f.Name].Normaliser, v.Json)).Distinct().Skip(1).Any())
            .ToList();
        if (disputed.Count == 0)
        {
            return null;
        }
        var view = EntityReader.View(state);
        return new()
        {
            EntityId = view.EntityId,
            EntityType = view.EntityType,
            Title = view.Title,
            Fields = [.. disputed.Select(f => new ConflictingField(f.Name, [.. f.Values.Select(v => JsonText.Element(v.Json))]))],
        };
    }

    private sealed record Looked(long EntityNo, long Seq, long IsCandidate);

    private sealed record Stated(long RootNo, long Class, string Fields);
}
