namespace Strata.Database.Sqlite;

/// <summary>Migrates a database file to this program's schema, all steps or none, under the write lock.</summary>
internal static class SqliteMigrator
{
    public static async Task RunAsync(SqliteSession session, IReadOnlyList<Migration> ours, TimeProvider time, CancellationToken ct)
    {
        await session.BeginWriteAsync(time, ct).ConfigureAwait(false);
        try
        {
            session.Script(
                """
                create table if not exists strata_migrations (
                    number     integer not null primary key,
                    name       text    not null,
                    checksum   text    not null,
                    applied_at integer not null
                )
                """
            );
            var applied = Applied(session);
            foreach (var migration in Migration.Missing(ours, applied))
            {
                session.Script(migration.Sql);
                using var record = session.Prepare(
                    "insert into strata_migrations (number, name, checksum, applied_at) values (?1, ?2, ?3, ?4)"
                );
                record.Bind(1, migration.Number);
                record.Bind(2, migration.Name);
                record.Bind(3, migration.Checksum);
                record.Bind(4, UnixTime.Microseconds(time.GetUtcNow()));
                record.Step();
            }
            foreach (var migration in Migration.Renamed(ours, applied))
            {
                using var rename = session.Prepare("update strata_migrations set name = ?2 where number = ?1");
                rename.Bind(1, migration.Number);
                rename.Bind(2, migration.Name);
                rename.Step();
            }
            session.Commit();
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }

    public static List<AppliedMigration> Applied(SqliteSession session)
    {
        using var rows = session.Prepare("select number, name, checksum from strata_migrations order by number");
        var map = RowMapper.For<AppliedMigration>(rows.Columns());
        var applied = new List<AppliedMigration>();
        while (rows.Step())
        {
            applied.Add(map(rows));
        }
        return applied;
    }
}
