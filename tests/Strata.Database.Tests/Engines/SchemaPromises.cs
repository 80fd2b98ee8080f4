using Microsoft.Data.Sqlite;
using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

/// <summary>What a schema gives to programs, and what it demands of the rows that they write.</summary>
/// <param name="Given">Columns and rights: what they are, by table.</param>
/// <param name="Demanded">Values that must be there, keys, checks, triggers.</param>
internal sealed record SchemaPromises(IReadOnlySet<(string Table, string What)> Given, IReadOnlySet<(string Table, string What)> Demanded)
{
    private const string Sqlite = """
        with tables as (
            select name, sql from sqlite_schema
            where type = 'table' and sql not like 'create virtual%' and name not like '%\_search\_%' escape '\' and name not like 'sqlite\_%' escape '\'
        )
        select t.name, 'column ' || c.name || ' ' || c.type, 0 from tables t, pragma_table_info(t.name) c
        union all
        select t.name, 'column ' || c.name, 1 from tables t, pragma_table_info(t.name) c where c."notnull" = 1 and c.dflt_value is null
        union all
        select t.name, 'key ' || group_concat(c.name), 1 from tables t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
        where i."unique" = 1 group by t.name, i.name
        union all
        select t.name, 'checks ' || (length(t.sql) - length(replace(t.sql, 'check (', ''))), 1 from tables t where t.sql like '%check (%'
        union all
        select s.tbl_name, 'trigger ' || s.name, 1 from sqlite_schema s join tables t on t.name = s.tbl_name where s.type = 'trigger'
        """;

    private const string PostgreSql = """
        with tables as (
            select oid, relname::text as name, relacl from pg_class
            where relnamespace = 'strata'::regnamespace and relkind in ('r', 'p') and relname <> 'strata_migrations'
        )
        select t.name, 'column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod), 0 from tables t join pg_attribute a on a.attrelid = t.oid
        where a.attnum > 0 and not a.attisdropped
        union all
        select t.name, 'column ' || a.attname, 1 from tables t join pg_attribute a on a.attrelid = t.oid
        where a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef and a.attidentity = ''
        union all
        select t.name, 'right ' || r.rolname || ' ' || g.privilege_type, 0 from tables t cross join aclexplode(t.relacl) g join pg_roles r on r.oid = g.grantee
        where r.rolname <> 'strata_owner'
        union all
        select t.name, 'right ' || r.rolname || ' ' || g.privilege_type || ' ' || a.attname, 0
        from tables t join pg_attribute a on a.attrelid = t.oid cross join aclexplode(a.attacl) g join pg_roles r on r.oid = g.grantee
        union all
        select t.name, 'key ' || pg_get_indexdef(i.indexrelid), 1 from tables t join pg_index i on i.indrelid = t.oid where i.indisunique
        union all
        select t.name, 'constraint ' || pg_get_constraintdef(c.oid), 1 from tables t join pg_constraint c on c.conrelid = t.oid where c.contype in ('c', 'f', 'x')
        union all
        select t.name, 'trigger ' || g.tgname, 1 from tables t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal
        """;

    public static SchemaPromises None { get; } = new(new HashSet<(string, string)>(), new HashSet<(string, string)>());

    public static async Task<SchemaPromises> OfAsync(TestDatabase test, CancellationToken ct)
    {
        await using System.Data.Common.DbConnection connection =
            test.Engine == Engine.Sqlite
                ? new SqliteConnection($"Data Source={test.Location};Mode=ReadOnly;Pooling=False")
                : new NpgsqlConnection(PostgreSqlUrl.Parse(test.Location) + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = test.Engine == Engine.Sqlite ? Sqlite : PostgreSql;
        var (given, demanded) = (new HashSet<(string, string)>(), new HashSet<(string, string)>());
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            (reader.GetInt32(2) == 0 ? given : demanded).Add((reader.GetString(0), reader.GetString(1)));
        }
        return new SchemaPromises(given, demanded);
    }

    /// <summary>What programs that know the schema of before can't do with this one.</summary>
    public IEnumerable<string> Broken(SchemaPromises before)
    {
        var tables = before.Given.Select(g => g.Table).ToHashSet(StringComparer.Ordinal);
        return before
            .Given.Where(g => !Given.Contains(g))
            .Select(g => $"takes {g.Table}: {g.What}")
            .Concat(
                Demanded.Where(d => tables.Contains(d.Table) && !before.Demanded.Contains(d)).Select(d => $"demands of {d.Table}: {d.What}")
            );
    }
}
