using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

/// <summary>What the rule "every key contains the user" and row-level security mean for the tables as they really are.</summary>
public class CatalogueTests
{
    /// <summary>The tables that belong to no user.</summary>
    private static readonly string[] Exceptions = ["strata_migrations", "instance"];

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_engines_have_the_same_tables_columns_and_keys()
    {
        await using var sqlite = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var postgreSql = await TestDatabase.CreateAsync(Engine.PostgreSql);

        var left = await CatalogueAsync(sqlite);
        var right = await CatalogueAsync(postgreSql);

        left.Count.ShouldBeGreaterThan(100);
        left.Except(right, StringComparer.Ordinal).ShouldBeEmpty("only in SQLite");
        right.Except(left, StringComparer.Ordinal).ShouldBeEmpty("only in PostgreSQL");
    }

    [Theory, DatabaseData]
    public async Task Every_key_contains_the_user(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        var facts = (await CatalogueAsync(test)).Where(f => !Exceptions.Contains(f.Split(' ')[0], StringComparer.Ordinal)).ToList();
        var keys = facts.Where(f => f.Contains(" key (", StringComparison.Ordinal)).ToList();

        keys.Count.ShouldBeGreaterThan(30);
        keys.Where(k => !Regex.IsMatch(k, @"\(user_id[,)]", RegexOptions.NonBacktracking)).ShouldBeEmpty();
        var tables = facts.Select(f => f.Split(' ')[0]).Distinct().ToList();
        tables
            .Where(t => !keys.Any(k => k.StartsWith(t + " primary key", StringComparison.Ordinal)))
            .ShouldBeEmpty("without a primary key");
        tables.Where(t => !facts.Contains(t + " column user_id text not null")).ShouldBeEmpty("without a user");
    }

    [Fact]
    public async Task Every_table_with_a_user_has_row_level_security_that_binds_its_owner_too()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);

        var open = await PostgreSqlAsync(
            test,
            """
            select c.relname::text
            from pg_class c
            where c.relnamespace = 'strata'::regnamespace and c.relkind in ('r', 'p') and c.relname not in ('strata_migrations', 'instance')
                and not (
                    c.relrowsecurity and c.relforcerowsecurity
                    and exists (
                        select from pg_policy p
                        where p.polrelid = c.oid and p.polcmd = '*' and p.polroles = array['strata_app'::regrole::oid]
                            and pg_get_expr(p.polqual, p.polrelid) = '(user_id = NULLIF(current_setting(''strata.user_id''::text, true), ''''::text))'
                            and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid)
                    )
                )
            """
        );

        open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Application_role_owns_nothing_and_can_neither_log_in_nor_pass_by_row_level_security()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);

        (await PostgreSqlAsync(test, "select relname::text from pg_class where relowner = 'strata_app'::regrole")).ShouldBeEmpty();
        (
            await PostgreSqlAsync(
                test,
                "select rolname::text from pg_roles where rolname like 'strata\\_%' and (rolcanlogin or rolsuper or rolbypassrls or rolcreaterole)"
            )
        ).ShouldBeEmpty();
        (
            await PostgreSqlAsync(
                test,
                "select 'member' where pg_has_role('strata_app', 'strata_owner', 'member') or pg_has_role('strata_app', 'strata_search', 'member')"
            )
        ).ShouldBeEmpty();
    }

    /// <summary>One line per table, column and key, spelt the same for both engines.</summary>
    private static async Task<IReadOnlyList<string>> CatalogueAsync(TestDatabase test)
    {
        // Reading everything that the engine calls its catalogue, so nothing is left out because we forgot to list it.
        return test.Engine == Engine.Sqlite ? await SqliteAsync(test) : await PostgreSqlAsync(test, PostgreSqlCatalogue);
    }

    private const string PostgreSqlCatalogue = """
        select c.relname || ' column ' || a.attname || ' '
            || case format_type(a.atttypid, a.atttypmod)
                when 'bigint' then 'integer' when 'bytea' then 'blob' when 'double precision' then 'real' else format_type(a.atttypid, a.atttypmod)
               end
            || case when a.attnotnull then ' not null' else '' end
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'strata'::regnamespace and c.relkind in ('r', 'p')
        union all
        select c.relname
            || case k.contype when 'p' then ' primary key (' when 'u' then ' unique key (' else ' foreign key (' end
            || (select string_agg(a.attname, ', ' order by o) from unnest(k.conkey) with ordinality u(n, o)
                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n)
            || ')'
            || case when k.contype = 'f' then ' references ' || k.confrelid::regclass::text || ' ('
                || (select string_agg(a.attname, ', ' order by o) from unnest(k.confkey) with ordinality u(n, o)
                    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n) || ')' else '' end
        from pg_constraint k join pg_class c on c.oid = k.conrelid
        where c.relnamespace = 'strata'::regnamespace and k.contype in ('p', 'u', 'f')
        union all
        select c.relname || ' unique key (' || string_agg(a.attname, ', ' order by a.attname) || ') index'
        from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
        where c.relnamespace = 'strata'::regnamespace and i.indisunique
            and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
        group by c.relname, i.indexrelid
        union all
        select c.relname || ' column with another order of text: ' || a.attname
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'strata'::regnamespace and c.relkind in ('r', 'p') and a.attcollation not in (0, '"C"'::regcollation)
        """;

    private static async Task<IReadOnlyList<string>> SqliteAsync(TestDatabase test)
    {
        await using var connection = new SqliteConnection($"Data Source={test.Location};Pooling=False");
        await connection.OpenAsync(Token);
        var facts = new List<string>();
        // Full text is FTS5's own, with the user in front of every term and of the row's number.
        const string Tables =
            "select m.name from sqlite_master m where m.type = 'table' and m.name not like 'sqlite_%' and m.name not glob '*_search' and m.name not glob '*_search_*'";
        facts.AddRange(
            await ListAsync(
                connection,
                $"""
                select t.name || ' column ' || c.name || ' ' || lower(c.type) || case when c."notnull" or c.pk > 0 then ' not null' else '' end
                from ({Tables}) t join pragma_table_info(t.name) c
                union all
                select t.name || ' primary key (' || (select group_concat(name, ', ') from (select name from pragma_table_info(t.name) where pk > 0 order by pk)) || ')'
                from ({Tables}) t
                union all
                select t.name || ' unique key (' || (select group_concat(name, ', ') from (select name from pragma_index_info(i.name) order by seqno)) || ')'
                    || case i.origin when 'u' then '' else ' index' end
                from ({Tables}) t join pragma_index_list(t.name) i where i."unique" = 1 and i.origin <> 'pk'
                union all
                select t.name || ' foreign key (' || group_concat(f."from", ', ') || ') references ' || f."table" || ' (' || group_concat(f."to", ', ') || ')'
                from ({Tables}) t join pragma_foreign_key_list(t.name) f group by t.name, f.id
                """
            )
        );
        return facts;
    }

    private static async Task<IReadOnlyList<string>> PostgreSqlAsync(TestDatabase test, string sql)
    {
        await using var connection = new NpgsqlConnection(
            PostgreSqlUrl.Parse(test.Location).ToString() + ";Pooling=false;Search Path=strata"
        );
        await connection.OpenAsync(Token);
        return await ListAsync(connection, sql);
    }

    private static async Task<IReadOnlyList<string>> ListAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Token);
        var lines = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            lines.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
        }
        return lines;
    }
}
