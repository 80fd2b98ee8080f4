using System.Buffers.Binary;
using Strata.Database;
using Strata.Entities;
using Strata.Schemas;

namespace Strata.Duplicates;

/// <summary>Reads possible duplicates. Whether two have become one follows from the entities, however they were merged.</summary>
internal sealed class DuplicateQueries(SchemaStore schemas)
{
    /// <summary>Pairs with the current roots of both, so that a merge doesn't hide further possible duplicates.</summary>
    private const string Pairs = """
        select c.entity_no, c.other_no, c.rule, c.state, c.score, c.weight, c.model_version, c.evidence,
            r.entity_id, r.entity_type, r.fields, s.entity_id as other_id, s.fields as other_fields,
            case when a.root_no = b.root_no then 1 else 0 end as merged
        from duplicate_candidates c
        join entities a on a.user_id = c.user_id and a.entity_no = c.entity_no
        join entities b on b.user_id = c.user_id and b.entity_no = c.other_no
        join entities r on r.user_id = c.user_id and r.entity_no = case when a.root_no = b.root_no then a.entity_no else a.root_no end
        join entities s on s.user_id = c.user_id and s.entity_no = case when a.root_no = b.root_no then b.entity_no else b.root_no end
        """;

    /// <summary>
    /// Of the pairs with the same two roots, selects the one between the roots themselves, else the likeliest of each state. A decision
    /// about the roots themselves covers all.
    /// </summary>
    private const string Foremost = """
        ((a.parent_no is null and b.parent_no is null) or a.root_no = b.root_no or not exists (
            select 1 from duplicate_candidates d
            join entities x on x.user_id = d.user_id and x.entity_no = d.entity_no
            join entities y on y.user_id = d.user_id and y.entity_no = d.other_no
            where d.user_id = c.user_id
              and d.entity_no in (
                select m.entity_no from entities m where m.user_id = c.user_id and m.root_no in (a.root_no, b.root_no) and m.parent_no is not null
                union all select a.root_no union all select b.root_no)
              and x.root_no in (a.root_no, b.root_no) and y.root_no in (a.root_no, b.root_no) and x.root_no <> y.root_no
              and ((x.parent_no is null and y.parent_no is null)
                or (d.state = c.state and (d.score, d.entity_no, d.other_no) > (c.score, c.entity_no, c.other_no)))))
        """;

    private const string Between = """
        c.entity_no in (
            select m.entity_no from entities m where m.user_id = c.user_id and m.root_no in (@first, @second) and m.parent_no is not null
            union all select @first union all select @second)
        and ((a.root_no = @first and b.root_no = @second) or (a.root_no = @second and b.root_no = @first))
        """;

    private EntityReader Entities { get; } = new(schemas);

    public async Task<Page<DuplicateView>> ListAsync(UserConnection connection, DuplicateQuery query)
    {
        var limit = Paging.Limit(query.Limit);
        var (score, entityNo, otherNo) = After(query.Cursor);
        var one = query.EntityId is null ? null : await Entities.RecordNowAsync(connection, query.EntityId);
        var rows = await connection.QueryAsync<Row>(
            $"""
            {Pairs}
            where c.user_id = @user and c.score >= @least
              and (c.score, c.entity_no, c.other_no) < (@score, @entityNo, @otherNo)
              and (@type = '' or r.entity_type = @type)
              and (@only = 0 or c.entity_no = @only or c.other_no = @only or r.entity_no = @root or s.entity_no = @root)
              and (@state = 'all'
                or (@state = 'merged' and a.root_no = b.root_no)
                or (@state = 'dismissed' and c.state = 'dismissed' and a.root_no <> b.root_no)
                or (@state = 'open' and c.state = 'open' and a.root_no <> b.root_no and r.state = 0 and s.state = 0))
              and {Foremost}
            order by c.score desc, c.entity_no desc, c.other_no desc
            limit @limit
            """,
            new
            {
                least = query.MinProbability,
                score,
                entityNo,
                otherNo,
                type = query.EntityType ?? "",
                only = one?.EntityNo ?? 0,
                root = one?.RootNo ?? 0,
                state = query.State.Name(),
                limit = (long)limit + 1,
            }
        );
        var known = await schemas.CurrentAsync(connection);
        var items = await TitledAsync(connection, [.. rows.Take(limit).Select(r => View(r, known))]);
        return new Page<DuplicateView>(items, rows.Count > limit ? Cursor(rows[limit - 1]) : null);
    }

    public async Task<DuplicateView> GetAsync(UserConnection connection, string entityId, string otherId)
    {
        var (a, b) = (await Entities.RecordNowAsync(connection, entityId), await Entities.RecordNowAsync(connection, otherId));
        var row =
            a.RootNo == b.RootNo
                ? await connection.QueryFirstOrDefaultAsync<Row>(
                    $"{Pairs} where c.user_id = @user and c.entity_no = @first and c.other_no = @second",
                    new { first = Math.Min(a.EntityNo, b.EntityNo), second = Math.Max(a.EntityNo, b.EntityNo) }
                )
                : await connection.QueryFirstOrDefaultAsync<Row>(
                    $"{Pairs} where c.user_id = @user and {Between} and {Foremost} order by c.state desc, c.score desc limit 1",
                    new { first = a.RootNo, second = b.RootNo }
                );
        return row is null
            ? throw new StrataException(ErrorCode.EntityNotFound, $"'{entityId}' and '{otherId}' are not listed as possible duplicates.")
            : (await TitledAsync(connection, [View(row, await schemas.CurrentAsync(connection))]))[0];
    }

    private static async Task<IReadOnlyList<DuplicateView>> TitledAsync(UserConnection connection, IReadOnlyList<DuplicateView> pairs)
    {
        var titles = await FileTitles.OfAsync(
            connection,
            [.. pairs.Where(p => p.Title is null).Select(p => p.EntityId), .. pairs.Where(p => p.OtherTitle is null).Select(p => p.OtherId)]
        );
        return titles.Count == 0
            ? pairs
            :
            [
                .. pairs.Select(p =>
                    p with
                    {
                        Title = p.Title ?? FileTitles.Of(titles, p.EntityId),
                        OtherTitle = p.OtherTitle ?? FileTitles.Of(titles, p.OtherId),
                    }
                ),
            ];
    }

    private static DuplicateView View(Row row, SchemaSet schemas) =>
        new()
        {
            EntityId = row.EntityId,
            OtherId = row.OtherId,
            EntityType = row.EntityType,
            Title = schemas.Find(row.EntityType)?.TitleOf(FieldList.Parse(row.Fields).ToElements()),
            OtherTitle = schemas.Find(row.EntityType)?.TitleOf(FieldList.Parse(row.OtherFields).ToElements()),
            State = row.Merged != 0 ? DuplicateState.Merged : EnumNames.Parse<DuplicateState>(row.State),
            Probability = Math.Round(row.Score, 6),
            Weight = row.Weight,
            Reason = row.Rule,
            ModelVersion = (int?)row.ModelVersion,
            Evidence = CandidateRows.Read(row.Evidence),
        };

    private static string Cursor(Row row)
    {
        var key = new byte[16];
        BinaryPrimitives.WriteDoubleBigEndian(key, row.Score);
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(8), row.EntityNo);
        return Paging.Write(key, row.OtherNo);
    }

    private static (double Score, long EntityNo, long OtherNo) After(string? cursor)
    {
        if (cursor is null)
        {
            return (2, 0, 0);
        }
        var (key, no) = Paging.Read(cursor);
        return key.Length == 16
            ? (BinaryPrimitives.ReadDoubleBigEndian(key), BinaryPrimitives.ReadInt64BigEndian(key.AsSpan(8)), no)
            : throw Paging.Refused();
    }

    private sealed record Row(
        long EntityNo,
        long OtherNo,
        string Rule,
        string State,
        double Score,
        double? Weight,
        long? ModelVersion,
        string? Evidence,
        string EntityId,
        string EntityType,
        string Fields,
        string OtherId,
        string OtherFields,
        long Merged
    );
}
