using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Strata.Testing;

namespace Strata.Quotas;

/// <summary>What a plan allows, what is charged, and what is refused.</summary>
public sealed class QuotaTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");
    private static readonly byte[] BrokenPng = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    [Theory, DatabaseData, Trait("req", "IT-010")]
    public async Task IT_010_interpretations_end_with_the_quota_and_begin_again_with_the_month(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", null, 2, None);
        await store.Alice.IngestAsync("1.csv", Csv(1));
        await store.Alice.IngestAsync("2.csv", Csv(2));

        var refused = await Should.ThrowAsync<StrataException>(() => store.Alice.IngestAsync("3.csv", Csv(3)));

        var april = Say.At("2026-04-01T00:00:00Z");
        refused.Code.ShouldBe(ErrorCode.InterpretationQuotaExceeded);
        refused.Quota.ShouldBe(new QuotaRefusal("interpretations", Used: 2, Limit: 2, Requested: 1, ResetsAt: april));
        (await SourcesAsync(store)).ShouldBe(2);
        Files(store).ShouldBe(2);

        // What needs no interpreter goes on: bytes alone, records, and what has been interpreted before.
        (await store.Alice.IngestAsync("3.csv", Csv(3), new IngestRequest { Interpret = false })).Run.ShouldBeNull();
        await store.Alice.StoreAsync("contact", """{"email":"ann@example.com"}""");
        (await store.Alice.IngestAsync("1.csv", Csv(1))).Deduplicated.ShouldBeTrue();
        var again = await Should.ThrowAsync<StrataException>(() => ReinterpretAsync(store.Alice, Csv(1)));
        again.Code.ShouldBe(ErrorCode.InterpretationQuotaExceeded);
        (await store.Bob.IngestAsync("1.csv", Csv(1))).Run.ShouldNotBeNull();

        store.Time.Advance(april - store.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<StrataException>(() => ReinterpretAsync(store.Alice, Csv(3)));
        (await store.Alice.Usage.GetAsync(None)).Interpretations.Remaining.ShouldBe(0);
        store.Time.Advance(TimeSpan.FromSeconds(2));

        var usage = await store.Alice.Usage.GetAsync(None);
        (usage.Month, usage.Interpretations.Used, usage.Interpretations.ResetsAt).ShouldBe(("2026-04", 0, Say.At("2026-05-01T00:00:00Z")));
        (await ReinterpretAsync(store.Alice, Csv(3))).Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed);
        (await store.Alice.Usage.GetAsync(None)).Interpretations.Used.ShouldBe(1);
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "IT-010")]
    public async Task IT_010_storage_ends_with_the_quota_and_no_month_brings_it_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", 2_500, null, None);
        await KeepAsync(store.Alice, 1, 1_000);
        await KeepAsync(store.Alice, 2, 1_000);

        var refused = await Should.ThrowAsync<StrataException>(() => KeepAsync(store.Alice, 3, 501));
        var records = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.StoreAsync("note", $$"""{"title":"{{new string('x', 600)}}"}""")
        );

        refused.Code.ShouldBe(ErrorCode.StorageQuotaExceeded);
        refused.Quota.ShouldBe(new QuotaRefusal("storage", Used: 2_000, Limit: 2_500, Requested: 501, ResetsAt: null));
        records.Code.ShouldBe(ErrorCode.StorageQuotaExceeded);
        (await SourcesAsync(store)).ShouldBe(2);
        Files(store).ShouldBe(2);
        store.Time.Advance(TimeSpan.FromDays(60));
        await Should.ThrowAsync<StrataException>(() => KeepAsync(store.Alice, 3, 501));
        (await KeepAsync(store.Alice, 1, 1_000)).Deduplicated.ShouldBeTrue();
        await KeepAsync(store.Alice, 4, 500);

        var usage = await store.Alice.Usage.GetAsync(None);
        (usage.Storage.Used, usage.Storage.Limit, usage.Storage.Remaining).ShouldBe((2_500, 2_500, 0));
        (await store.Bob.Usage.GetAsync(None)).Storage.Used.ShouldBe(0);
        await store.Alice.StateHashAsync();

        // A plan with more room is there at once.
        await store.Store.Usage.SetPlanAsync(Alice, "pro", null, null, None);
        await KeepAsync(store.Alice, 3, 501);
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task A_run_that_fails_is_not_charged(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", null, 1, None);

        var failed = await store.Alice.IngestAsync("a.png", BrokenPng);

        failed.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Failed);
        (await store.Alice.Usage.GetAsync(None)).Interpretations.Used.ShouldBe(0);
        (await store.Alice.IngestAsync("1.csv", Csv(1))).Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed);
        (await store.Alice.Usage.GetAsync(None)).Interpretations.Used.ShouldBe(1);
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task A_run_that_waits_is_charged_and_given_back_when_it_is_cancelled(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", null, 1, None);

        var lined = await store.Alice.IngestAsync("1.csv", Csv(1), new IngestRequest { Wait = false });
        (await Should.ThrowAsync<StrataException>(() => store.Alice.IngestAsync("2.csv", Csv(2)))).Code.ShouldBe(
            ErrorCode.InterpretationQuotaExceeded
        );
        await store.Alice.Runs.CancelAsync(lined.Run.ShouldNotBeNull().RunId, None);

        (await store.Alice.Usage.GetAsync(None)).Interpretations.Used.ShouldBe(0);
        await store.Alice.StateHashAsync();

        // What is begun in another month than it was asked for in counts there.
        await store.Alice.IngestAsync("2.csv", Csv(2), new IngestRequest { Wait = false });
        store.Time.Advance(TimeSpan.FromDays(31));
        await store.Store.RunWorkerAsync(
            new WorkerOptions { Once = true, Poll = TimeSpan.FromMilliseconds(20) },
            NullLogger.Instance,
            None
        );
        (await store.Alice.IngestAsync("2.csv", Csv(2))).Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed);
        var usage = await store.Alice.Usage.GetAsync(None);
        (usage.Month, usage.Interpretations.Used).ShouldBe(("2026-04", 1));
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Answers_warn_from_four_fifths_on_and_the_crossing_is_counted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", 1_000, 5, None);
        var crossings = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "strata.quota.warnings")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        // Other tests count on the same meter.
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => crossings += Equals(tags[0].Value, "storage") ? (int)count : 0);
        listener.Start();

        var lines = new List<string>();
        store.Store.LogTo(new CapturedLog(lines.Add));
        (await KeepAsync(store.Alice, 1, 799)).Warnings.ShouldBeNull();
        store.Time.Advance(TimeSpan.FromHours(1));
        var warned = await KeepAsync(store.Alice, 2, 1);
        store.Time.Advance(TimeSpan.FromHours(1));
        (await KeepAsync(store.Alice, 3, 10)).Warnings.ShouldNotBeNull();

        var since = warned.Warnings.ShouldHaveSingleItem().Since.ShouldNotBeNull();
        (since - store.Time.GetUtcNow().AddHours(-1)).Duration().ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
        warned.Warnings[0].ShouldBe(new QuotaWarning("storage", 800, 1_000, null, since));
        (await store.Alice.Usage.GetAsync(None))
            .Warnings.ShouldNotBeNull()
            .ShouldHaveSingleItem()
            .ShouldBe(new QuotaWarning("storage", 810, 1_000, null, since));
        var noted = (await store.Alice.Audit.ListAsync(new AuditQuery { Action = "quota_warning" }, None)).Items.ShouldHaveSingleItem();
        (noted.Actor, noted.Detail?.GetRawText()).ShouldBe(("strata", """{"limit":1000,"quota":"storage","used":800}"""));
        lines.ShouldBe(["A user has used 80 % of the storage quota; strata users list --usage shows who"]);
        crossings.ShouldBeGreaterThanOrEqualTo(1);

        // More room, and that used up: a second time.
        await store.Store.Usage.SetPlanAsync(Alice, "free", 2_000, 5, None);
        (await store.Alice.Usage.GetAsync(None)).Warnings.ShouldBeNull();
        (await KeepAsync(store.Alice, 4, 790)).Warnings.ShouldHaveSingleItem().Since.ShouldNotBe(since);
        (await store.Alice.Audit.ListAsync(new AuditQuery { Action = "quota_warning" }, None)).Items.Count.ShouldBe(2);
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "G1")]
    public async Task Log_that_fails_fails_no_write(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", 1_000, null, None);
        store.Store.LogTo(new CapturedLog(_ => throw new InvalidOperationException("No room for the log.")));

        (await KeepAsync(store.Alice, 1, 900)).Warnings.ShouldNotBeNull();
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Runs_that_fail_at_the_edge_do_not_come_near_it_anew(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", null, 5, None);
        for (var i = 1; i <= 3; i++)
        {
            await store.Alice.IngestAsync($"{i}.csv", Csv(i));
        }

        for (byte i = 0; i < 3; i++)
        {
            var failed = await store.Alice.IngestAsync("a.png", [.. BrokenPng, i]);
            failed.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Failed);
        }

        (await WarningsAsync(store)).ShouldBe(["""{"limit":5,"quota":"interpretations","used":4}"""]);
        (await store.Alice.Usage.GetAsync(None)).Warnings.ShouldBeNull();
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Last_months_runs_count_for_no_warning_and_hide_none(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", null, 1, None);
        await store.Alice.IngestAsync("1.csv", Csv(1));
        store.Time.Advance(TimeSpan.FromDays(31));
        await store.Alice.IngestAsync("2.csv", Csv(2));
        const string Used = """{"limit":1,"quota":"interpretations","used":1}""";
        (await WarningsAsync(store)).ShouldBe([Used, Used]);

        store.Time.Advance(TimeSpan.FromDays(31));
        await store.Store.Usage.SetPlanAsync(Alice, "free", null, 2, None);
        await store.Store.Usage.SetPlanAsync(Alice, "free", null, 1, None);

        (await WarningsAsync(store)).Count.ShouldBe(2);
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Users_start_on_the_stores_plan_and_local_has_no_limits(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine, options => options with { DefaultPlan = "free" });

        var alice = await store.Alice.Usage.GetAsync(None);
        var local = await store.Store.For(UserId.Local, "cli").Usage.GetAsync(None);

        (alice.Plan, alice.Storage.Limit, alice.Interpretations.Limit).ShouldBe(("free", 1L << 30, 100));
        (local.Plan, local.Storage.Limit, local.Interpretations.Limit).ShouldBe(("enterprise", null, null));
        (await Should.ThrowAsync<StrataException>(() => store.Store.Usage.SetPlanAsync(Alice, "gold", null, null, None))).Code.ShouldBe(
            ErrorCode.InvalidContent
        );
        (
            await Should.ThrowAsync<StrataException>(() => store.Store.Usage.SetPlanAsync(new UserId("nobody"), "free", null, null, None))
        ).Code.ShouldBe(ErrorCode.Unauthenticated);
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Usage_that_differs_from_what_is_there_is_found_and_mended(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("1.csv", Csv(1));
        var before = await store.Alice.Usage.GetAsync(None);
        await store.Store.Database.WriteAsync(
            Alice,
            tx => tx.ExecuteAsync("update ledger_heads set storage_bytes = storage_bytes + 7, interpretations = 3 where user_id = @user"),
            None
        );

        var report = await store.Alice.Verification.VerifyAsync(null, None);
        var recount = await store.Alice.Usage.RecountAsync(None);

        report.Faults.Select(f => f.Path).ShouldBe(["usage/storage", "usage/interpretations"]);
        (recount.StorageCorrection, recount.InterpretationsCorrection).ShouldBe((-7, -2));
        recount.Usage.Storage.Used.ShouldBe(before.Storage.Used);
        (await store.Alice.Verification.VerifyAsync(null, None)).Ok.ShouldBeTrue();
    }

    internal static string Csv(int number) => $"Invoice No;Vendor;Total;Due date\nINV-{number};Acme GmbH;{number},50;2026-03-31\n";

    internal static Task<IngestResult> KeepAsync(IStrata strata, int seed, int bytes)
    {
        var content = new byte[bytes];
        new Random(seed).NextBytes(content);
        return strata.IngestAsync($"{seed}.bin", content, new IngestRequest { Interpret = false });
    }

    [Theory, DatabaseData, Trait("req", "G8")]
    public async Task An_answer_is_given_again_though_nothing_more_fits(Engine engine)
    {
        const int size = 5 << 20; // enough that room is asked for while it comes in
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", size + 1_000, 0, None);
        var bytes = new byte[size];
        var request = new IngestRequest { Interpret = false, IdempotencyKey = "once" };
        var first = await store.Alice.IngestAsync("a.bin", bytes, request);

        var again = await store.Alice.IngestAsync("a.bin", bytes, request);

        (again with { Warnings = null }).ShouldBe(first with { Warnings = null });
        again.Warnings.ShouldNotBeNull().ShouldBe(first.Warnings);
        var other = await Should.ThrowAsync<StrataException>(() => store.Alice.IngestAsync("a.bin", [.. bytes, 1], request));
        other.Code.ShouldBe(ErrorCode.IdempotencyMismatch);
        Files(store).ShouldBe(1);
        (await store.Alice.Usage.GetAsync(None)).Storage.ShouldSatisfyAllConditions(
            s => s.Used.ShouldBe(size),
            s => s.Reserved.ShouldBe(0)
        );
    }

    private static async Task<IReadOnlyList<string?>> WarningsAsync(TestStore store) =>
        [
            .. (await store.Alice.Audit.ListAsync(new AuditQuery { Action = "quota_warning" }, None)).Items.Select(i =>
                i.Detail?.GetRawText()
            ),
        ];

    private static async Task<IngestResult> ReinterpretAsync(IStrata strata, string content)
    {
        var held = await strata.IngestAsync("x.csv", content, new IngestRequest { Interpret = false });
        return await strata.Sources.ReinterpretAsync(new() { SourceId = held.SourceId }, null, None);
    }

    private static async Task<int> SourcesAsync(TestStore store) =>
        (await store.Alice.Sources.ListAsync(new PageRequest(), None)).Items.Count;

    private static int Files(TestStore store) =>
        Directory.GetFiles(Path.Combine(store.Folder, "blobs", "alice"), "*", SearchOption.AllDirectories).Length;
}
