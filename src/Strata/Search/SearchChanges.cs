using Strata.Database;
using Strata.Ledger;

namespace Strata.Search;

/// <summary>What a flush changes in the text index.</summary>
internal sealed class SearchChanges
{
    public void Entity(long entityNo, FieldList? before, FieldList? after) => _ = (entityNo, before, after);

    public void Page(long pageNo, IReadOnlyList<string> blockTexts) => _ = (pageNo, blockTexts);

    public Task WriteAsync(UserTransaction tx) => Task.FromResult(tx);
}
