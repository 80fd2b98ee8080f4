using Strata.Database;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>What a flush changes in the text index: the difference between what it holds of a row and what it should.</summary>
internal sealed class SearchChanges
{
    private const int Batch = 2_000;

    private readonly SortedDictionary<long, EntityChange> _entities = [];
    private readonly SortedDictionary<long, RowTerms> _pages = [];

    /// <param name="before">What the index holds of the entity; null: nothing yet.</param>
    /// <param name="after">What it is to hold; null: nothing more.</param>
    public void Entity(long entityNo, FieldList? before, FieldList? after)
    {
        if (_entities.TryGetValue(entityNo, out var earlier))
        {
            before = earlier.Before;
        }
        _entities[entityNo] = new EntityChange(before, after);
    }

    /// <summary>A page of consecutive blocks, which is added once and never changes.</summary>
    /// <param name="blockTexts">In block order; of records the raw text.</param>
    public void Page(long pageNo, IReadOnlyList<string> blockTexts) => _pages[pageNo] = RowTerms.Of(blockTexts);

    public async Task WriteAsync(UserTransaction tx)
    {
        if (_entities.Count > 0)
        {
            await (tx.Engine == Engine.Sqlite ? WriteFtsEntitiesAsync(tx) : WriteVectorEntitiesAsync(tx));
            _entities.Clear();
        }
        if (_pages.Count > 0)
        {
            await (tx.Engine == Engine.Sqlite ? WriteFtsPagesAsync(tx) : WriteVectorPagesAsync(tx));
            _pages.Clear();
        }
    }

    /// <summary>
    /// In ascending order of rows, each deleted just before it is added again: anything else makes FTS5 write a segment in between.
    /// One row of VALUES each: INSERT … SELECT opens a statement savepoint, for which FTS5 does four times the work.
    /// </summary>
    private async Task WriteFtsEntitiesAsync(UserTransaction tx)
    {
        foreach (var (no, (before, after)) in _entities)
        {
            var old = before is null ? null : RowTerms.Of(before).ToText(tx.UserNo);
            var terms = after is null ? null : RowTerms.Of(after).ToText(tx.UserNo);
            if (string.Equals(old, terms, StringComparison.Ordinal))
            {
                continue;
            }
            if (old is not null)
            {
                await tx.ExecuteAsync(
                    """
                    insert into entity_search (entity_search, rowid, terms)
                    values ('delete', ((select user_no from users where user_id = @user) << 40) | @no, @old)
                    """,
                    new { no, old }
                );
            }
            if (terms is not null)
            {
                await tx.ExecuteAsync(
                    "insert into entity_search (rowid, terms) values (((select user_no from users where user_id = @user) << 40) | @no, @terms)",
                    new { no, terms }
                );
            }
        }
    }

    private async Task WriteFtsPagesAsync(UserTransaction tx)
    {
        foreach (var (no, page) in _pages)
        {
            await tx.ExecuteAsync(
                "insert into block_search (rowid, terms) values (((select user_no from users where user_id = @user) << 40) | @no, @terms)",
                new { no, terms = page.ToText(tx.UserNo) }
            );
        }
    }

    private async Task WriteVectorEntitiesAsync(UserTransaction tx)
    {
        var removed = new List<long>();
        var put = new List<KeyValuePair<long, string>>();
        foreach (var (no, (before, after)) in _entities)
        {
            if (after is null)
            {
                removed.Add(no);
                continue;
            }
            var terms = RowTerms.Of(after).ToVector(tx.UserNo, no);
            if (before is null || !string.Equals(RowTerms.Of(before).ToVector(tx.UserNo, no), terms, StringComparison.Ordinal))
            {
                put.Add(new(no, terms));
            }
        }
        if (removed.Count > 0)
        {
            await tx.ExecuteAsync(
                "select search_remove_entities(@removed) where @user = current_setting('strata.user_id', true)",
                new { removed }
            );
        }
        foreach (var chunk in put.Chunk(Batch))
        {
            await tx.ExecuteAsync(
                "select search_put_entities(@nos, @vectors) where @user = current_setting('strata.user_id', true)",
                new { nos = chunk.Select(c => c.Key), vectors = chunk.Select(c => c.Value) }
            );
        }
    }

    private async Task WriteVectorPagesAsync(UserTransaction tx)
    {
        foreach (var (no, page) in _pages)
        {
            await tx.ExecuteAsync(
                "select search_put_pages(@nos, @vectors) where @user = current_setting('strata.user_id', true)",
                new { nos = new[] { no }, vectors = new[] { page.ToVector(tx.UserNo, no) } }
            );
        }
    }

    private sealed record EntityChange(FieldList? Before, FieldList? After);
}
