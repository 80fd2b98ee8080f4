namespace Strata.Database;

/// <summary>A query whose rows are awaited later (<see cref="UserConnection.Ask"/>).</summary>
public sealed class PendingResult<T>(Func<Task<IReadOnlyList<T>>> answer)
{
    private Task<IReadOnlyList<T>>? _rows;

    public Task<IReadOnlyList<T>> RowsAsync() => _rows ??= answer();
}
