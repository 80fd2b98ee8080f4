using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>
/// Compares the words and positions in the text index with those of the entities' fields. SQLite lists an index only in word order: one
/// pass per half a million entities.
/// </summary>
internal static class SearchWords
{
    private const long EntitiesAtOnce = 1_000;
    private const long EntitiesOfPass = 500_000;
    private const int UserShift = 40;

    /// <param name="differs">Called with the id of each entity whose words differ. Membership in the index is not checked.</param>
    public static async Task CompareAsync(UserConnection connection, Action<string> differs, IProgress<Progress>? progress)
    {
        var sums = new Dictionary<long, ulong>();
        (long done, long after) = (0, 0);
        while (true)
        {
            var rows = await connection.QueryAsync<EntityRow>(
                """
                select entity_no, entity_id, entity_type, fields from entities
                where user_id = @user and entity_no > @after and parent_no is null order by entity_no limit @most
                """,
                new { after, most = EntitiesAtOnce }
            );
            var untyped = rows.Where(r => SchemaSet.IsUntyped(r.EntityType)).Select(r => (r.EntityNo, FieldList.Parse(r.Fields)));
            var texts = await UntypedTexts.OfRootsAsync(connection, untyped);
            var terms = rows.Select(r => RowTerms.Of(texts.GetValueOrDefault(r.EntityNo) ?? FieldList.Parse(r.Fields)));
            if (connection.Engine == Engine.PostgreSql && rows.Count > 0)
            {
                await VectorsAsync(connection, rows, terms, differs);
            }
            else
            {
                foreach (var (row, own) in rows.Zip(terms))
                {
                    sums[row.EntityNo] = Sum(own.ToText(connection.UserNo));
                }
            }
            if (sums.Count > 0 && (rows.Count == 0 || sums.Count >= EntitiesOfPass))
            {
                await PassAsync(connection, sums, differs);
                sums.Clear();
            }
            if (rows.Count == 0)
            {
                return;
            }
            done += rows.Count;
            after = rows[^1].EntityNo;
            progress?.Report(new Progress("words", done, null));
        }
    }

    private static async Task VectorsAsync(
        UserConnection connection,
        IReadOnlyList<EntityRow> rows,
        IEnumerable<RowTerms> terms,
        Action<string> differs
    )
    {
        var others = (
            await connection.QueryAsync<long>(
                """
                select v.no from unnest(@nos, @vectors) as v(no, terms)
                join entity_search s on s.user_id = @user and s.entity_no = v.no
                where s.terms <> v.terms::tsvector
                """,
                new
                {
                    nos = rows.Select(r => r.EntityNo),
                    vectors = rows.Zip(terms, (r, own) => own.ToVector(connection.UserNo, r.EntityNo)),
                }
            )
        ).ToHashSet();
        foreach (var row in rows.Where(r => others.Contains(r.EntityNo)))
        {
            differs(row.EntityId);
        }
    }

    /// <param name="sums">Of neighbouring entities.</param>
    private static async Task PassAsync(UserConnection connection, Dictionary<long, ulong> sums, Action<string> differs)
    {
        var user = connection.UserNo.ToString(CultureInfo.InvariantCulture);
        var first = connection.UserNo << UserShift;
        // No digit lies between ':' and '~', so no other user's number matches.
        await foreach (
            var row in connection.StreamAsync<TermRow>(
                "select term, doc, \"offset\" as place from entity_search_terms where @user is not null and term >= @words and term < @wordsEnd",
                new { words = user + RowTerms.Word, wordsEnd = user + (char)(RowTerms.LacksPositions + 1) }
            )
        )
        {
            Take(row);
        }
        foreach (
            var row in await connection.QueryAsync<TermRow>(
                "select term, doc, \"offset\" as place from entity_search_terms where @user is not null and term = @lacking",
                new { lacking = user + RowTerms.LacksTerms }
            )
        )
        {
            Take(row);
        }
        foreach (var some in sums.Where(s => s.Value != 0).Select(s => s.Key).Order().Chunk((int)EntitiesAtOnce))
        {
            var ids = await connection.QueryAsync<string>(
                "select entity_id from entities where user_id = @user and entity_no IN_LIST(@some) order by entity_no",
                new { some }
            );
            foreach (var id in ids)
            {
                differs(id);
            }
        }
        void Take(TermRow row)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrNullRef(sums, row.Doc - first);
            if (!Unsafe.IsNullRef(ref sum))
            {
                sum -= Mix(row.Term, row.Place);
            }
        }
    }

    /// <summary>Sums the tokens that FTS5 makes of a text, with their positions.</summary>
    private static ulong Sum(string text)
    {
        (ulong sum, long place, int start) = (0, 0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && IsOfToken(text[i]))
            {
                continue;
            }
            if (i > start)
            {
                sum += Mix(text.AsSpan(start, i - start), place++);
            }
            start = i + 1;
        }
        return sum;
    }

    /// <summary>As in the index's tokenizer (migration 2).</summary>
    private static bool IsOfToken(char c) =>
        !char.IsAscii(c)
        || char.IsAsciiLetterOrDigit(c)
        || c is RowTerms.Word or RowTerms.Name or RowTerms.LacksPositions or RowTerms.LacksTerms;

    /// <summary>Sums of these tell sets apart (FNV-1a, then the last step of MurmurHash3; not against malice).</summary>
    private static ulong Mix(ReadOnlySpan<char> term, long place)
    {
        var mixed = 0xCBF29CE484222325UL ^ (ulong)place * 0x9E3779B97F4A7C15UL;
        foreach (var c in term)
        {
            mixed = (mixed ^ c) * 0x100000001B3UL;
        }
        mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCDUL;
        mixed = (mixed ^ (mixed >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return mixed ^ (mixed >> 33);
    }

    private sealed record EntityRow(long EntityNo, string EntityId, string EntityType, string Fields);

    private sealed record TermRow(string Term, long Doc, long Place);
}
