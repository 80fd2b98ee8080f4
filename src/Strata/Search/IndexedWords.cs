using Strata.Database;
using Strata.Indexing.Postings;

namespace Strata.Search;

/// <summary>Compares the terms that the index has of entities, and their impacts, with those of their fields.</summary>
internal static class IndexedWords
{
    private const long AtOnce = 1_000;

    /// <param name="differs">Called with number and id of each entity whose terms differ, that is missing, or is there without being one.</param>
    /// <param name="words">Whether terms are compared; else only which entities there are.</param>
    public static async Task CompareAsync(
        UserConnection connection,
        bool words,
        Action<long, string> differs,
        IProgress<Progress>? progress
    )
    {
        var held = await IndexSums.OfAsync(connection, SegmentKind.Entities, words);
        (long done, long after) = (0, 0);
        while (true)
        {
            var rows = await connection.QueryAsync<SearchRebuild.EntityRow>(
                """
                select entity_no, entity_type, fields from entities
                where user_id = @user and entity_no > @after and parent_no is null order by entity_no limit @most
                """,
                new { after, most = AtOnce }
            );
            if (rows.Count == 0)
            {
                break;
            }
            var entities = words ? await SearchRebuild.IndexedAsync(connection, rows) : null;
            foreach (var row in rows)
            {
                var sum = entities is null
                    ? 0
                    : IndexSums.Of(DocumentTerms.OfEntity(entities[row.EntityNo].Fields, row.EntityType).EntityImpacts());
                if (!held.Remove(row.EntityNo, out var own) || own != sum)
                {
                    await NameAsync(row.EntityNo);
                }
            }
            done += rows.Count;
            after = rows[^1].EntityNo;
            progress?.Report(new Progress("words", done, null));
        }
        foreach (var no in held.Keys.Order())
        {
            await NameAsync(no);
        }

        async Task NameAsync(long no) =>
            differs(
                no,
                await connection.QueryFirstOrDefaultAsync<string>(
                    "select entity_id from entities where user_id = @user and entity_no = @no",
                    new { no }
                ) ?? no.ToString(CultureInfo.InvariantCulture)
            );
    }
}
