namespace Strata.Database.Sqlite;

/// <summary>Administration: the only statements that see more than one user.</summary>
internal static class SqliteUsers
{
    private static readonly string Contraction = "select " + ProgramFence.Contraction;

    /// <summary>Also checks for a contraction: a separate statement would be noticeable in small transactions.</summary>
    private static readonly string Entry =
        $"select u.user_no, h.erased_from, {ProgramFence.Contraction} from users u join ledger_heads h on h.user_id = u.user_id where u.user_id = ?1";

    /// <summary>Returns the user's number as the session's transaction sees it.</summary>
    /// <exception cref="StrataException">
    /// UNAUTHENTICATED: the user does not exist or is being erased. PROGRAM_OUTDATED: a newer program has contracted the database.
    /// </exception>
    public static long Enter(SqliteSession session, UserId user)
    {
        using var statement = session.Prepare(Entry);
        statement.Bind(1, user.Value);
        if (!statement.Step())
        {
            Pass(session); // without a row, nothing was checked
            return UserEntry.Admit(user, null);
        }
        return UserEntry.Admit(user, new UserEntry(statement.Integer(0), Number(1), Contraction: Number(2)));

        long? Number(int column) => statement.IsNull(column) ? null : statement.Integer(column);
    }

    /// <summary>Checks, within a transaction, that this program may still use the database.</summary>
    /// <exception cref="StrataException">PROGRAM_OUTDATED: it may not.</exception>
    public static void Pass(SqliteSession session)
    {
        using var statement = session.Prepare(Contraction);
        ProgramFence.Pass(statement.Step() && !statement.IsNull(0) ? statement.Integer(0) : null);
    }

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
            Pass(session);
            if (Find(session, user) is not null)
            {
                throw new StrataException(ErrorCode.Conflict, $"User '{user}' already exists.");
            }
            if (IsErased(session, user))
            {
                throw UserEntry.StillErased(user);
            }
            Run(
                session,
                """
                insert into instance (name, number) select 'user_no', coalesce(max(user_no), 0) + 1 from users where true
                on conflict (name) do update set number = max(number + 1, excluded.number)
                """
            );
            Run(
                session,
                "insert into users (user_id, user_no, display_name, created_at) select ?1, number, ?2, ?3 from instance where name = 'user_no'",
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

    /// <summary>Returns the store-wide value of that name.</summary>
    public static byte[]? Kept(SqliteSession session, string name)
    {
        using var statement = session.Prepare("select bytes from instance where name = ?1");
        statement.Bind(1, name);
        return statement.Step() ? statement.Bytes(0) : null;
    }

    /// <summary>Stores the value and returns it, or that of the process that came first.</summary>
    public static async Task<byte[]> KeepAsync(SqliteSession session, string name, byte[] made, TimeProvider time, CancellationToken ct)
    {
        await session.BeginWriteAsync(time, ct).ConfigureAwait(false);
        try
        {
            Run(session, "insert into instance (name, bytes) values (?1, ?2) on conflict (name) do nothing", name, made);
            session.Commit();
            return Kept(session, name) ?? made;
        }
        finally
        {
            session.Rollback();
        }
    }

    private static bool IsErased(SqliteSession session, UserId user)
    {
        using var statement = session.Prepare("select 1 from erasures where user_id = ?1");
        statement.Bind(1, user.Value);
        return statement.Step();
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
