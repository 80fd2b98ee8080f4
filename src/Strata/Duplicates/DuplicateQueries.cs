using System.Buffers.Binary;
using Strata.Database;
using Strata.Entities;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Duplicates;

/// <summary>Reads the pairs that may be the same. Whether two have become one is read off the entities, however they were merged.</summary>
internal sealed class DuplicateQueries(SchemaStore schemas)
{
    private const string Pairs = """
        select c.entity_no, c.other_no, c.rule, c.state, c.score, c.weight, c.model_version, c.evidence,
            a.entity_id, a.entity_type, a.fields, b.entity_id as other_id, b.fields as other_fields,
            case when a.root_no = b.root_no then 1 else 0 end as merged
        from duplicate_candidates c
        join entities a on a.user_id = c.user_id and a.entity_no = c.entity_no
        join entities b on b.user_id = c.user_id and b.entity_no = c.other_no
        """;

    public async Task<Page<DuplicateView>> ListAsync(UserConnection connection, DuplicateQuery query)
    {
        var limit = Paging.Limit(query.Limit);
        if (query.State is not ("open" or "merged" or "dismissed" or "all"))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'state' is open, merged, dismissed or all, not '{query.State}'.");
        }
        var (score, entityNo, otherNo) = After(query.Cursor);
        var only = query.EntityId is null ? 0 : (await EntityReader.RecordAsync(connection, query.EntityId)).EntityNo;
        var rows = await connection.QueryAsync<Row>(
            $"""
            {Pairs}
            where c.user_id = @user and c.score >= @least
              and (c.score, c.entity_no, c.other_no) < (@score, @entityNo, @otherNo)
              and (@type = '' or a.entity_type = @type)
              and (@only = 0 or c.entity_no = @only or c.other_no = @only)
              and (@state = 'all'
                or (@state = 'merged' and a.root_no = b.root_no)
                or (@state = 'dismissed' and c.state = 'dismissed' and a.root_no <> b.root_no)
                or (@state = 'open' and c.state = 'open' and a.root_no <> b.root_no and a.state = 0 and b.state = 0))
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
                only,
                state = query.State,
                limit = (long)limit + 1,
            }
        );
        var known = await schemas.CurrentAsync(connection);
        var items = rows.Take(limit).Select(r => View(r, known)).ToList();
        return new Page<DuplicateView>(items, rows.Count > limit ? Cursor(rows[limit - 1]) : null);
    }

    public async Task<DuplicateView> GetAsync(UserConnection connection, string entityId, string otherId)
    {
        var (first, second) = ((await EntityReader.RecordAsync(connection, entityId)).EntityNo, (await EntityReader.RecordAsync(connection, otherId)).EntityNo);
        var row = await connection.QueryFirstOrDefaultAsync<Row>(
            $"{Pairs} where c.user_id = @user and c.entity_no = @a and c.other_no = @b",
            new { a = Math.Min(first, second), b = Math.Max(first, second) }
        );
        return row is null
            ? throw new StrataException(ErrorCode.EntityNotFound, $"'{entityId}' and '{otherId}' are not filed as possible duplicates.")
            : View(row, await schemas.CurrentAsync(connection));
    }

    private static DuplicateView View(Row row, SchemaSet schemas) =>
        new()
        {
            EntityId = row.EntityId,
            OtherId = row.OtherId,
            EntityType = row.EntityType,
            Title = schemas.Find(row.EntityType)?.TitleOf(FieldList.Parse(row.Fields).ToElements()),
            OtherTitle = schemas.Find(row.EntityType)?.TitleOf(FieldList.Parse(row.OtherFields).ToElements()),
            State = row.Merged != 0 ? "merged" : row.State,
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
