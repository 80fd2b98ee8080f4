using Strata.Testing;

namespace Strata.Verification;

/// <summary>What is changed past the program is named, whatever and how much it is.</summary>
public sealed class HashChainTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Table, statement, and how the path of a fault begins.</summary>
    private static readonly (string Table, string Sql, string Path)[] Damages =
    [
        ("observations", "update observations set fragments = '{}' where user_id = 'alice' and fragments is not null", "observations/obs_"),
        ("observations", "update observations set evidence = null where user_id = 'alice' and evidence is not null", "observations/obs_"),
        ("observations", "update observations set actor = 'mallory' where user_id = 'alice'", "observations/obs_"),
        ("observations", "update observations set fields = 'no JSON' where user_id = 'alice' and class = 1", "observations/obs_"),
        ("observations", "delete from observations where user_id = 'alice' and class = 2", "observations/obs_"),
        ("decisions", "update decisions set reason = 'another' where user_id = 'alice' and kind = 'delete'", "decisions/dec_"),
        ("decisions", "delete from decisions where user_id = 'alice' and kind = 'delete'", "decisions/dec_"),
        (
            "decisions",
            "insert into decisions (user_id, seq, kind, payload, recorded_at) values ('alice', 999999, 'noted', '{}', 1)",
            "decisions/dec_999999"
        ),
        ("schemas", "update schemas set body = '{\"type\":\"object\"}' where user_id = 'alice' and entity_type = 'contact'", "schemas/"),
        ("schemas", "update schemas set body = 'no JSON' where user_id = 'alice' and entity_type = 'contact'", "schemas/"),
        ("schema_activations", "delete from schema_activations where user_id = 'alice'", "schema_activations/"),
        ("runs", "update runs set configuration = '{\"schemas\":[]}' where user_id = 'alice'", "runs/run_"),
        ("runs", "update runs set configuration = '{}' where user_id = 'alice'", "runs/run_"),
        ("runs", "update runs set observations = 7 where user_id = 'alice'", "runs/run_"),
        ("runs", "update runs set status = 'running' where user_id = 'alice'", "runs/run_"),
        ("runs", "delete from runs where user_id = 'alice'", "runs/run_"),
        ("sources", "update sources set file_name = 'other.csv' where user_id = 'alice'", "sources/"),
        ("documents", "delete from documents where user_id = 'alice'", "documents/"),
        ("ledger_heads", "update ledger_heads set seq = seq - 3 where user_id = 'alice'", "ledger"),
        ("ledger_heads", "update ledger_heads set chain_no = 0, chain_hash = null where user_id = 'alice'", "chain"),
        ("ledger_chain", "delete from ledger_chain where user_id = 'alice' and link_no = 3", "chain/4"),
        ("ledger_chain", "update ledger_chain set seq = seq + 1 where user_id = 'alice' and link_no = 3", "chain/3"),
        ("entities", "update entities set fields = 'no JSON' where user_id = 'alice'", "entities"),
    ];

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task Whatever_is_changed_in_the_database_is_named_by_verify_which_never_aborts(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RichStore.FillAsync(store.Alice, store.Time);
        var whole = await store.Alice.Verification.VerifyAsync(null, None);
        whole.Faults.ShouldBeEmpty();
        whole.Chain.Rows.ShouldBeGreaterThan(100);

        foreach (var (table, sql, path) in Damages)
        {
            await TamperAsync(store, $"create table saved as select * from {table}");
            await TamperAsync(store, sql);
            await store.ReopenAsync(); // As a program that has cached nothing.

            var report = await store.Alice.Verification.VerifyAsync(null, None);

            report.Ok.ShouldBeFalse(sql);
            report.Faults.ShouldContain(f => f.Path.StartsWith(path), $"{sql}: {string.Join("; ", report.Faults)}");
            await TamperAsync(store, $"delete from {table}; insert into {table} select * from saved; drop table saved");
        }
        await store.ReopenAsync();
        (await store.Alice.Verification.VerifyAsync(null, None)).Chain.ShouldBe(whole.Chain);
    }

    [Theory, DatabaseData]
    public async Task Of_many_faults_each_check_names_some_and_counts_all(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var rows = string.Join('\n', Enumerable.Range(0, 600).Select(i => $"p{i}@example.com,P {i}"));
        await store.Alice.IngestAsync("people.csv", $"email,name\n{rows}\n");
        await TamperAsync(store, "update observations set actor = 'mallory' where user_id = 'alice'");
        await TamperAsync(store, "update schemas set body = 'no JSON' where user_id = 'alice' and entity_type = 'contact'");

        var report = await store.Alice.Verification.VerifyAsync(null, None);

        report.FaultCount.ShouldBeGreaterThanOrEqualTo(601);
        report.Faults.Count.ShouldBeLessThan(600);
        report.Faults.ShouldContain(f => f.Path == "chain" && f.Reason.Contains("more faults"));
        report.Faults.ShouldContain(f => f.Path.StartsWith("schemas/"));
    }

    [Theory, DatabaseData]
    public async Task Reads_of_a_damaged_store_answer_with_an_error_that_says_so(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var read = await store.Alice.IngestAsync("people.csv", "email,name\nada@example.com,Ada\n");
        var ada = (await store.Alice.ListAsync("contact")).ShouldHaveSingleItem().EntityId;
        await TamperAsync(store, "delete from runs where user_id = 'alice'");
        await TamperAsync(store, "delete from documents where user_id = 'alice'");
        await store.ReopenAsync();

        var refusal = await Should.ThrowAsync<StrataException>(() => store.Alice.GetAsync(ada, provenance: true));

        refusal.Code.ShouldBe(ErrorCode.StorageUploadFailed);
        refusal.Message.ShouldContain("strata verify");
        read.Run.ShouldNotBeNull();
    }

    [Theory, DatabaseData, Trait("req", "G2"), Trait("req", "D22")]
    public async Task A_value_that_its_quote_does_not_say_is_a_fault_even_after_a_rebuild(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("sold.csv", "invoice_number;vendor;total;date\nR-1;Ada AG;1.200,50;03.02.2026\n");
        var honest = await store.Alice.Verification.VerifyAsync(null, None);
        honest.Faults.ShouldBeEmpty();
        honest.Derived.ShouldBe(4);
        honest.Unread.ShouldBe(0);
        await TamperAsync(store, "update observations set fields = replace(fields, '1200.5', '9900.5') where user_id = 'alice'");
        await store.Alice.Verification.RebuildAsync(null, None);

        var report = await store.Alice.Verification.VerifyAsync(null, None);

        report.Faults.ShouldContain(f => f.Path.EndsWith("/total") && f.Reason.Contains("1.200,50") && f.Reason.Contains("9900.5"));
        report.Faults.ShouldContain(f => f.Reason.Contains("changed after it was recorded"));
    }

    [Theory, DatabaseData]
    public async Task Rows_older_than_the_chain_are_added_to_it_by_a_job(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RichStore.FillAsync(store.Alice, store.Time);
        var rows = (await store.Alice.Verification.VerifyAsync(null, None)).Chain.Rows;
        await TamperAsync(store, "delete from ledger_chain; update ledger_heads set chain_no = 0, chain_hash = null");
        foreach (
            var (kind, table, number) in new[]
            {
                (1, "observations", "seq"),
                (2, "decisions", "seq"),
                (3, "schemas", "seq"),
                (4, "schema_activations", "seq"),
                (5, "sources", "source_no"),
                (6, "documents", "document_no"),
                (7, "runs", "run_no"),
                (8, "runs", "run_no"),
            }
        )
        {
            await TamperAsync(
                store,
                $"insert into chain_backlogs (user_id, kind, after_no, last_no) select user_id, {kind}, 0, max({number}) from {table} group by user_id"
            );
        }
        var before = await store.Alice.Verification.VerifyAsync(null, None);
        before.Faults.ShouldBeEmpty();
        before.Chain.Unchained.ShouldBe(rows);
        await store.Alice.StoreAsync("contact", """{"name":"Meanwhile","email":"meanwhile@example.com"}""");

        await store.Alice.Jobs.StartAsync(new JobRequest { Kind = "chain" }, None);
        await store.WorkAsync();

        var after = await store.Alice.Verification.VerifyAsync(null, None);
        after.Faults.ShouldBeEmpty();
        after.Chain.Unchained.ShouldBe(0);
        after.Chain.Rows.ShouldBeGreaterThan(rows);
        await TamperAsync(store, "update observations set actor = 'mallory' where user_id = 'alice' and class = 2");
        (await store.Alice.Verification.VerifyAsync(null, None)).Ok.ShouldBeFalse();
    }

    [Theory, DatabaseData]
    public async Task A_backup_carries_the_head_of_the_chain_and_a_restore_continues_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RichStore.FillAsync(store.Alice, store.Time);
        using var file = new MemoryStream();
        var taken = await store.Store.BackupAsync(new UserId("alice"), file, null, None);
        file.Position = 0;

        var restored = await store.Store.RestoreAsync(new UserId("carol"), file, null, None);

        taken.ChainHead.ShouldNotBeNullOrEmpty();
        restored.Verified.Faults.ShouldBeEmpty();
        restored.Verified.Chain.Unchained.ShouldBe(0);
        var carol = store.Store.For(new UserId("carol"), "carol");
        await carol.StoreAsync("contact", """{"name":"Next","email":"next@example.com"}""");
        var next = await carol.Verification.VerifyAsync(null, None);
        next.Faults.ShouldBeEmpty();
        next.Chain.Links.ShouldBeGreaterThan(restored.Verified.Chain.Links);
    }

    /// <summary>As somebody who has the database, whatever its triggers and policies say.</summary>
    private static Task<int> TamperAsync(TestStore store, string sql) =>
        WriteFaults.DamageAsync(
            store,
            store.Options.DatabaseUrl is null
                ? $"""
                pragma foreign_keys = off;
                drop trigger if exists observations_stay; drop trigger if exists observations_last; drop trigger if exists observations_once;
                drop trigger if exists runs_stay; drop trigger if exists runs_end; drop trigger if exists documents_end;
                drop trigger if exists decisions_stay; drop trigger if exists decisions_last; drop trigger if exists decisions_once;
                drop trigger if exists ledger_chain_stay; drop trigger if exists ledger_chain_last; drop trigger if exists ledger_chain_once;
                {sql}
                """
                : $"""
                alter table runs disable trigger user;
                alter table documents disable trigger user;
                do $$
                declare
                    one record;
                begin
                    for one in select conrelid::regclass as name, conname from pg_constraint
                        where contype = 'f' and connamespace = 'strata'::regnamespace
                    loop
                        execute format('alter table %s drop constraint %I', one.name, one.conname);
                    end loop;
                    for one in select oid::regclass as name from pg_class where relforcerowsecurity
                    loop
                        execute format('alter table %s no force row level security', one.name);
                    end loop;
                end
                $$;
                {sql}
                """,
            role: "strata_owner"
        );
}
