namespace Strata.Database.Tests.Engines;

/// <summary>Passes statements on, and keeps what they were.</summary>
internal sealed class RecordingConnection(UserConnection inner) : UserConnection
{
    public List<(string Sql, object? Args)> Statements { get; } = [];

    public override UserId User => inner.User;
    public override long UserNo => inner.UserNo;
    public override Engine Engine => inner.Engine;
    public override CancellationToken Cancellation => inner.Cancellation;

    public override Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null)
    {
        Keep(sql, args);
        return inner.QueryAsync<T>(sql, args);
    }

    public override Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? args = null)
        where T : default
    {
        Keep(sql, args);
        return inner.QueryFirstOrDefaultAsync<T>(sql, args);
    }

    public override IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args = null) => StreamAsync<T>(sql, args, map: null);

    internal override IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args, Func<RowReader, T>? map)
    {
        Keep(sql, args);
        return inner.StreamAsync(sql, args, map);
    }

    /// <summary>A dictionary is copied, because walks change theirs.</summary>
    private void Keep(string sql, object? args) =>
        Statements.Add(
            (sql, args is IReadOnlyDictionary<string, object?> d ? new Dictionary<string, object?>(d, StringComparer.Ordinal) : args)
        );
}
