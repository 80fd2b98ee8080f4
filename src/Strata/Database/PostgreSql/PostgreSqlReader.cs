namespace Strata.Database.PostgreSql;

/// <summary>One user's view of a snapshot.</summary>
internal sealed class PostgreSqlReader(PostgreSqlQueries queries, UserId user, CachedUser known, CancellationToken ct) : UserConnection
{
    public override UserId User => user;

    public override long UserNo => known.UserNo;

    internal override LastActivation? LastActivation => known.Activation;

    public override Engine Engine => Engine.PostgreSql;

    public override CancellationToken Cancellation => ct;

    public override async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null) =>
        await queries.QueryAsync<T>(SqlText.For(Engine, sql), args).ConfigureAwait(false);

    public override async Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? args = null)
        where T : default => (await queries.QueryAsync<T>(SqlText.For(Engine, sql), args, limit: 1).ConfigureAwait(false)).FirstOrDefault();

    public override PendingResult<T> Ask<T>(string sql, object? args = null)
    {
        var question = queries.Ask<T>(SqlText.For(Engine, sql), args);
        return new(async () => await queries.AnswerAsync(question).ConfigureAwait(false));
    }

    public override IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args = null) => StreamAsync<T>(sql, args, map: null);

    internal override IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args, Func<RowReader, T>? map) =>
        queries.StreamAsync(SqlText.For(Engine, sql), args, map, ct);

    internal override Task EachAsync(string sql, object? args, Action<RowReader> read) =>
        queries.EachAsync(SqlText.For(Engine, sql), args, read);
}
