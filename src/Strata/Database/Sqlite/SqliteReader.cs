namespace Strata.Database.Sqlite;

/// <summary>One user's view of a snapshot.</summary>
internal sealed class SqliteReader(SqliteSession session, UserId user, long userNo, CancellationToken ct) : UserConnection
{
    private readonly SqliteQueries _queries = new(session, user, ct);

    public override UserId User => user;

    public override long UserNo => userNo;

    public override Engine Engine => Engine.Sqlite;

    public override CancellationToken Cancellation => ct;

    public override Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null) =>
        Task.FromResult<IReadOnlyList<T>>(_queries.Query<T>(SqlText.For(Engine, sql), args));

    public override Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? args = null)
        where T : default => Task.FromResult(_queries.Query<T>(SqlText.For(Engine, sql), args, limit: 1).FirstOrDefault());

    public override IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args = null) => StreamAsync<T>(sql, args, map: null);

    internal override IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args, Func<RowReader, T>? map) =>
        _queries.StreamAsync(SqlText.For(Engine, sql), args, map, ct);

    internal override Task EachAsync(string sql, object? args, Action<RowReader> read)
    {
        _queries.Each(SqlText.For(Engine, sql), args, read);
        return Task.CompletedTask;
    }
}
