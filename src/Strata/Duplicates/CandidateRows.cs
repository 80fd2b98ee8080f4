using Strata.Database;
using Strata.Duplicates.Matching;
using Strata.Entities;

namespace Strata.Duplicates;

/// <summary>A pair found by a model, by entity number.</summary>
internal sealed record FoundPair(long EntityNo, long OtherNo, double Weight, IReadOnlyList<FieldWeight> Evidence);

/// <summary>A pair filed earlier for an entity.</summary>
/// <param name="Partner">Current root of the other entity.</param>
internal sealed record FiledPair(long EntityNo, long OtherNo, long Partner);

/// <summary>
/// Writes <c>duplicate_candidates</c>. Keeps what identity rules filed and people decided; a model only adds its evidence.
/// </summary>
internal static class CandidateRows
{
    public const string Similarity = "similarity";

    private static readonly BulkTable Table = new(
        "duplicate_candidates",
        ["entity_no", "other_no"],
        [
            new("entity_no", BulkType.Integer),
            new("other_no", BulkType.Integer),
            new("seq", BulkType.Integer),
            new("rule", BulkType.Text),
            new("state", BulkType.Text),
            new("score", BulkType.Real),
            new("weight", BulkType.Real),
            new("model_version", BulkType.Integer),
            new("evidence", BulkType.Text),
        ]
    );

    /// <summary>Files pairs; returns how many are new.</summary>
    public static async Task<long> FileAsync(UserTransaction tx, IReadOnlyList<FoundPair> pairs, long version)
    {
        if (pairs.Count == 0)
        {
            return 0;
        }
        var seq = await tx.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user");
        var added = 0L;
        foreach (var chunk in pairs.Chunk(5_000))
        {
            var nos = chunk.Select(p => p.EntityNo).Distinct().ToList();
            var known = (
                await tx.QueryAsync<Known>(
                    "select entity_no, other_no, seq, rule, state from duplicate_candidates where user_id = @user and entity_no IN_LIST(@nos)",
                    new { nos }
                )
            ).ToDictionary(k => (k.EntityNo, k.OtherNo));
            var rows = chunk.Select(p =>
            {
                var before = known.GetValueOrDefault((p.EntityNo, p.OtherNo));
                added += before is null ? 1 : 0;
                return (object?[])
                    [
                        p.EntityNo,
                        p.OtherNo,
                        before?.Seq ?? seq,
                        before?.Rule ?? Similarity,
                        before?.State ?? Dismissals.Open,
                        Matching.MatchModel.Probability(p.Weight),
                        Math.Round(p.Weight, 2),
                        version,
                        Write(p.Evidence),
                    ];
            });
            await tx.BulkAsync(Table, BulkMode.Upsert, [.. rows]);
        }
        return added;
    }

    /// <summary>Deletes open pairs of the type that an earlier model found and this one does not.</summary>
    public static Task<int> ForgetAsync(UserTransaction tx, string entityType, long version) =>
        tx.ExecuteAsync(
            """
            delete from duplicate_candidates
            where user_id = @user and rule = 'similarity' and state = 'open' and model_version < @version
              and entity_no in (select e.entity_no from entities e where e.user_id = @user and e.entity_type = @entityType)
            """,
            new { entityType, version }
        );

    /// <summary>Returns open pairs that a model filed for an entity or one merged into it.</summary>
    public static Task<IReadOnlyList<FiledPair>> OfAsync(UserConnection connection, long entityNo) =>
        connection.QueryAsync<FiledPair>(
            """
            with members as (
                select entity_no from entities where user_id = @user and root_no = @entityNo and parent_no is not null
                union all select @entityNo
            )
            select c.entity_no, c.other_no, e.root_no as partner from duplicate_candidates c
            join entities e on e.user_id = c.user_id and e.entity_no = c.other_no
            where c.user_id = @user and c.rule = 'similarity' and c.state = 'open' and c.entity_no in (select entity_no from members)
            union all
            select c.entity_no, c.other_no, e.root_no as partner from duplicate_candidates c
            join entities e on e.user_id = c.user_id and e.entity_no = c.entity_no
            where c.user_id = @user and c.rule = 'similarity' and c.state = 'open' and c.other_no in (select entity_no from members)
            """,
            new { entityNo }
        );

    /// <summary>Deletes open pairs whose entities no longer resemble each other.</summary>
    public static async Task ForgetAsync(UserTransaction tx, IReadOnlyList<FiledPair> pairs)
    {
        foreach (var pair in pairs)
        {
            await tx.ExecuteAsync(
                """
                delete from duplicate_candidates
                where user_id = @user and rule = 'similarity' and state = 'open' and entity_no = @entityNo and other_no = @otherNo
                """,
                new { pair.EntityNo, pair.OtherNo }
            );
        }
    }

    public static IReadOnlyList<FieldWeight> Read(string? evidence)
    {
        if (evidence is null)
        {
            return [];
        }
        return
        [
            .. JsonText
                .Element(evidence)
                .EnumerateArray()
                .Select(e => new FieldWeight(e[0].GetString() ?? "", e[1].GetString() ?? "", e[2].GetDouble()))
                .OrderByDescending(e => Math.Abs(e.Weight)),
        ];
    }

    private static string Write(IReadOnlyList<FieldWeight> evidence)
    {
        var json = new StringBuilder("[");
        foreach (var field in evidence)
        {
            json.Append(json.Length > 1 ? "," : "")
                .Append('[')
                .Append(JsonText.String(field.Field))
                .Append(',')
                .Append(JsonText.String(field.Level))
                .Append(',')
                .Append(field.Weight.ToString(CultureInfo.InvariantCulture))
                .Append(']');
        }
        return json.Append(']').ToString();
    }

    private sealed record Known(long EntityNo, long OtherNo, long Seq, string Rule, string State);
}
