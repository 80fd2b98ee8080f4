using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>
/// The roles of a cluster: <c>strata_owner</c> owns the tables and migrates, <c>strata_app</c> does everything else under row-level
/// security, <c>strata_search</c> owns what full-text search reads, <c>strata_queue</c> lets workers see the jobs of all users and nothing
/// else. None can log in; the login role is a member of all.
/// </summary>
internal static class PostgreSqlRoles
{
    public const string Owner = "strata_owner";
    public const string App = "strata_app";
    public const string Search = "strata_search";
    public const string Queue = "strata_queue";
    public const string Schema = "strata";

    private const int Attempts = 20;

    private static readonly string[] Grants =
    [
        $"create role {Owner} nologin",
        $"create role {App} nologin",
        $"create role {Search} nologin",
        $"create role {Queue} nologin",
        $"grant {Search} to {Owner}",
    ];

    /// <summary>
    /// Creates missing roles, grants and the schema. Roles belong to the whole cluster, so another database may be creating the same ones
    /// now.
    /// </summary>
    /// <exception cref="InvalidOperationException">Roles are missing and the login may not create them.</exception>
    public static async Task EnsureAsync(NpgsqlConnection login, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                foreach (var statement in await MissingAsync(login, ct).ConfigureAwait(false))
                {
                    await login.RunAsync(statement, ct).ConfigureAwait(false);
                }
                return;
            }
            catch (PostgresException e) when (attempt < Attempts && IsRace(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), ct).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new InvalidOperationException(Advice(login, e.MessageText), e);
            }
        }
    }

    private static async Task<List<string>> MissingAsync(NpgsqlConnection login, CancellationToken ct)
    {
        var missing = await login
            .ListAsync(
                $"""
                select 'create role ' || r || ' nologin'
                from unnest(array['{Owner}', '{App}', '{Search}', '{Queue}']) as r
                where not exists (select from pg_roles where rolname = r)
                """,
                ct
            )
            .ConfigureAwait(false);
        if (missing.Count > 0)
        {
            return [.. missing, .. await GrantsAsync(login, ct).ConfigureAwait(false)];
        }
        var unreachable = await login
            .ListAsync(
                $"""
                select r
                from unnest(array['{Owner}', '{App}', '{Search}', '{Queue}']) as r
                where not pg_has_role(session_user, r, 'member')
                union all
                select 'search' where not pg_has_role('{Owner}', '{Search}', 'member')
                union all
                select 'schema' where to_regnamespace('{Schema}') is null
                union all
                select 'usage'
                from unnest(array['{App}', '{Queue}']) as r
                where not coalesce(has_schema_privilege(r, to_regnamespace('{Schema}'), 'usage'), false)
                """,
                ct
            )
            .ConfigureAwait(false);
        return unreachable.Count == 0 ? [] : await GrantsAsync(login, ct).ConfigureAwait(false);
    }

    private static Task<List<string>> GrantsAsync(NpgsqlConnection login, CancellationToken ct) =>
        login.ListAsync(
            $"""
            select 'grant {Search} to {Owner}'
            union all
            select format('grant {Owner}, {App}, {Search}, {Queue} to %I', session_user)
            union all
            select format('grant create on database %I to {Owner}', current_database())
            union all
            select 'create schema if not exists {Schema} authorization {Owner}'
            union all
            select 'grant usage on schema {Schema} to {App}, {Queue}'
            union all
            select 'grant usage, create on schema {Schema} to {Search}'
            """,
            ct
        );

    /// <summary>Created by someone else first, or changed at the same time ("tuple concurrently updated").</summary>
    private static bool IsRace(PostgresException e) =>
        e.SqlState
            is PostgresErrorCodes.DuplicateObject
                or PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.DuplicateSchema
                or PostgresErrorCodes.InternalError;

    private static string Advice(NpgsqlConnection login, string reason) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            The PostgreSQL login '{login.UserName}' may not make the roles that Strata needs ({reason}).
            Ask an administrator to run, once, in database '{login.Database}':
              {string.Join(";\n  ", Grants)};
              grant {Owner}, {App}, {Search}, {Queue} to "{login.UserName}";
              grant create on database "{login.Database}" to {Owner};
              create schema {Schema} authorization {Owner};
              grant usage on schema {Schema} to {App}, {Queue};
              grant usage, create on schema {Schema} to {Search};
            """
        );
}
