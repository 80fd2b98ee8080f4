namespace Strata.Database;

/// <summary>A question whose answer is waited for later (<see cref="UserConnection.Ask"/>).</summary>
public sealed class PendingResult<T>(Func<Task<IReadOnlyList<T>>> answer)
{
    private Task<IReadOnlyList<T>>? _rows;

    public Task<IReadOnlyList<T>> RowsAsync() => _rows ??= answer();
}
