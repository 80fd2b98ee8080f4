using Strata.Database;

namespace Strata.Indexing;

/// <summary>A flush's changes to the text index: the difference between its rows and what they should be.</summary>
internal sealed class SearchChanges
{
    private const int Batch = 2_000;

    private readonly SortedDictionary<long, EntityChange> _entities = [];
    private readonly List<(long No, string? Old, string? Terms)> _changed = [];
    private readonly SortedDictionary<long, RowTerms> _pages = [];

    /// <param name="before">What the index has of the entity; null: nothing yet.</param>
    /// <param name="after">What it should have; null: nothing.</param>
    public void Entity(long entityNo, FieldList? before, FieldList? after)
    {
        if (_entities.TryGetValue(entityNo, out var earlier))
        {
            before = earlier.Before;
        }
        _entities[entityNo] = new EntityChange(before, after);
    }

    /// <summary>Adds a page of consecutive blocks; pages never change.</summary>
    /// <param name="terms">Made before the transaction began: that takes as long as the page's text.</param>
    public void Page(long pageNo, RowTerms terms) => _pages[pageNo] = terms;

    /// <summary>Computes the entities' terms, the slowest step, which needs no database.</summary>
    public void Prepare(Engine engine, long userNo)
    {
        var isLater = _changed.Count > 0 && _entities.Count > 0;
        foreach (var (no, (before, after)) in _entities)
        {
            var old = Terms(engine, userNo, no, before);
            var terms = Terms(engine, userNo, no, after);
            if (!string.Equals(old, terms, StringComparison.Ordinal))
            {
                _changed.Add((no, old, terms));
            }
        }
        _entities.Clear();
        if (isLater)
        {
            _changed.Sort(static (a, b) => a.No.CompareTo(b.No));
        }
    }

    public async Task WriteAsync(UserTransaction tx)
    {
        Prepare(tx.Engine, tx.UserNo);
        if (_changed.Count > 0)
        {
            await (tx.Engine == Engine.Sqlite ? WriteFtsEntitiesAsync(tx) : WriteVectorEntitiesAsync(tx));
            _changed.Clear();
        }
        if (_pages.Count > 0)
        {
            await (tx.Engine == Engine.Sqlite ? WriteFtsPagesAsync(tx) : WriteVectorPagesAsync(tx));
            _pages.Clear();
        }
    }

    private static string? Terms(Engine engine, long userNo, long no, FieldList? fields) =>
        fields is null ? null
        : engine == Engine.Sqlite ? RowTerms.Of(fields).ToText(userNo)
        : RowTerms.Of(fields).ToVector(userNo, no);

    /// <summary>
    /// Writes rows in ascending order, each deleted right before it is added again: otherwise FTS5 writes a segment in between. One row per
    /// VALUES: INSERT … SELECT opens a statement savepoint, which costs FTS5 four times the work.
    /// </summary>
    private async Task WriteFtsEntitiesAsync(UserTransaction tx)
    {
        foreach (var (no, old, terms) in _changed)
        {
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
        var removed = _changed.Where(c => c.Terms is null).Select(c => c.No).ToList();
        var put = _changed.Where(c => c.Terms is not null).ToList();
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
                new { nos = chunk.Select(c => c.No), vectors = chunk.Select(c => c.Terms ?? "") }
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
