using Strata.Database;
using Strata.Indexing;
using Strata.Indexing.Postings;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>What an observation states of an entity with a type beside its schema's fields.</summary>
internal sealed record UndeclaredFields(long EntityNo, IReadOnlyList<SearchText> Texts, double Score, int Words)
{
    /// <summary>Reads those that are not retracted.</summary>
    public static async Task<IReadOnlyList<UndeclaredFields>> ReadAsync(UserConnection c, IReadOnlyList<FoundDocument> found)
    {
        if (found.Count == 0)
        {
            return [];
        }
        var rows = await c.QueryAsync<Row>(
            """
            select o.seq, e.root_no, o.fragments from observations o
            join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
            where o.user_id = @user and o.seq IN_LIST(@seqs) and o.fragments is not null
              and coalesce((
                select d.kind from decisions d
                where d.user_id = o.user_id and d.target_seq = o.seq and d.kind in ('retract', 'reinstate')
                order by d.seq desc limit 1), '') <> 'retract'
            """,
            new { seqs = found.Select(f => f.Row).ToList() }
        );
        var byRow = found.ToDictionary(f => f.Row);
        return
        [
            .. rows.Select(r => new UndeclaredFields(
                r.RootNo,
                FieldTexts.Of(UntypedTexts.Of(Fragments.Read(r.Fragments))),
                byRow[r.Seq].Score,
                byRow[r.Seq].Words
            )),
        ];
    }

    private sealed record Row(long Seq, long RootNo, string Fragments);
}
