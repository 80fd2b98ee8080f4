using System.Diagnostics;
using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Backup;

/// <summary>The commands of deploy/backup.md, as they stand there, bring a store to another cluster.</summary>
public sealed class DumpRunbookTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");

    /// <summary>Who owns what, who may do what with it, and what row-level security lets through.</summary>
    private const string Rights = """
        select string_agg(x, chr(10) order by x) from (
            select concat_ws(' ', c.relname, c.relkind, c.relowner::regrole, c.relacl, c.relrowsecurity, c.relforcerowsecurity)
            from pg_class c where c.relnamespace = 'strata'::regnamespace
            union all
            select concat_ws(' ', p.oid::regprocedure, p.proowner::regrole, p.proacl, p.prosecdef, p.proconfig)
            from pg_proc p where p.pronamespace = 'strata'::regnamespace
            union all
            select concat_ws(' ', p.polname, p.polrelid::regclass, pg_get_expr(p.polqual, p.polrelid)) from pg_policy p
            union all
            select concat_ws(' ', nspname, nspowner::regrole, nspacl) from pg_namespace where nspname = 'strata'
        ) rights(x)
        """;

    [Fact]
    public async Task A_dump_is_restored_in_another_cluster_with_the_rights_that_everything_had()
    {
        await using var source = await PostgresCluster.StartAsync(new PostgresOptions());
        await using var target = await PostgresCluster.StartAsync(new PostgresOptions());
        var folder = TestFolder.New();
        try
        {
            await RunAsync(source, folder, "createdb --owner=strata strata");
            var options = new StoreOptions { DataFolder = folder, DatabaseUrl = source.UrlOf("strata") };
            string state;
            await using (var store = await StrataStore.OpenAsync(options, new TestTime(), None))
            {
                await store.Users.AddAsync(Alice, null, None);
                await store.For(Alice, "alice").IngestAsync("people.csv", "name,email\nAda,ada@example.com\nBob,bob@example.com\n");
                state = await store.For(Alice, "alice").StateHashAsync();
            }

            await RunAsync(source, folder, Commands("pg_dump --format"));
            await RunAsync(target, folder, Commands("createdb"));

            (await RightsAsync(target)).ShouldBe(await RightsAsync(source));
            await using var restored = await StrataStore.OpenAsync(
                options with
                {
                    DatabaseUrl = target.UrlOf("strata"),
                },
                new TestTime(),
                None
            );
            var alice = restored.For(Alice, "alice");
            (await alice.StateHashAsync()).ShouldBe(state);
            (await alice.Search.SearchAsync(new SearchQuery { Text = "ada" }, ReadAt.Now, None)).Items.ShouldNotBeEmpty();
            await alice.StoreAsync("contact", """{"name":"Cleo"}""");
            (await alice.Search.SearchAsync(new SearchQuery { Text = "cleo" }, ReadAt.Now, None)).Items.ShouldHaveSingleItem();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Those of PostgreSQL in the block of the runbook that begins like this.</summary>
    private static string Commands(string first)
    {
        var blocks = File.ReadAllText(Path.Combine(Root(), "deploy", "backup.md")).Split("```");
        var block = blocks.Single(b => b.StartsWith($"sh\n{first}", StringComparison.Ordinal));
        string[] programs = ["pg_", "psql", "createdb"];
        return string.Join('\n', block.Split('\n').Where(l => programs.Any(p => l.StartsWith(p, StringComparison.Ordinal))));
    }

    private static async Task RunAsync(PostgresCluster cluster, string folder, string commands)
    {
        var url = PostgreSqlUrl.Parse(cluster.Url);
        var start = new ProcessStartInfo("sh", ["-ec", commands.Replace("/backup/", folder + "/", StringComparison.Ordinal)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Root(),
        };
        start.Environment["PATH"] = PostgresCluster.Programs() + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"]) = (url.Host, $"{url.Port}", "postgres");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("There is no sh.");
        var ct = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = await process.StandardError.ReadToEndAsync(ct);
        await output;
        await process.WaitForExitAsync(ct);
        process.ExitCode.ShouldBe(0, error);
    }

    private static async Task<string?> RightsAsync(PostgresCluster cluster)
    {
        var url = PostgreSqlUrl.Parse(cluster.UrlOf("strata"));
        (url.Username, url.Pooling) = ("postgres", false);
        await using var connection = new NpgsqlConnection(url.ToString());
        await connection.OpenAsync(None);
        await using var command = new NpgsqlCommand(Rights, connection);
        return await command.ExecuteScalarAsync(None) as string;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Strata.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Strata.slnx is in no folder above the program.");
        }
        return folder;
    }
}
