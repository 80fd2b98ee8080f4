namespace Strata.Database.Sqlite;

/// <summary>Administration: the only statements that see more than one user.</summary>
internal static class SqliteUsers
{
    public static long Number(SqliteSession session, UserId user, UserNumbers numbers) =>
        numbers.TryGet(user, out var known) ? known : numbers.Learn(user, Find(session, user)?.UserNo);

    public static UserRecord? Find(SqliteSession session, UserId user)
    {
        using var statement = session.Prepare("select user_id, user_no, display_name, created_at from users where user_id = ?1");
        statement.Bind(1, user.Value);
        return Read(statement).FirstOrDefault();
    }

    public static List<UserRecord> List(SqliteSession session)
    {
        using var statement = session.Prepare("select user_id, user_no, display_name, created_at from users order by user_id");
        return Read(statement);
    }

    public static async Task<UserRecord> AddAsync(
        SqliteSession session,
        UserId user,
        string? displayName,
        long now,
        Func<UserTransaction, Task>? prepare,
        TimeProvider time,
        CancellationToken ct
    )
    {
        await session.BeginWriteAsync(time, ct).ConfigureAwait(false);
        try
        {
            if (Find(session, user) is not null)
            {
                throw new StrataException(ErrorCode.Conflict, $"There is a user '{user}' already.");
            }
            Run(
                session,
                "insert into users (user_id, user_no, display_name, created_at) select ?1, coalesce(max(user_no), 0) + 1, ?2, ?3 from users",
                user.Value,
                displayName,
                now
            );
            Run(session, "insert into ledger_heads (user_id, seq, recorded_at) values (?1, 0, ?2)", user.Value, now);
            var added = Find(session, user)!; // it was inserted just above
            if (prepare is not null)
            {
                var scope = new UserScope(user, added.UserNo);
                await prepare(new SqliteTransaction(session, scope, ct)).ConfigureAwait(false);
                await scope.FlushAsync().ConfigureAwait(false);
            }
            session.Commit();
            return added;
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }

    private static void Run(SqliteSession session, string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = session.Prepare(sql);
        for (var i = 0; i < values.Length; i++)
        {
            statement.Bind(i + 1, values[i]);
        }
        statement.Step();
    }

    private static List<UserRecord> Read(SqliteStatement statement)
    {
        var map = RowMapper.For<UserRecord>(statement.Columns());
        var users = new List<UserRecord>();
        while (statement.Step())
        {
            users.Add(map(statement));
        }
        return users;
    }
}
