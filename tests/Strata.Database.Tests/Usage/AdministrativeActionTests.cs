using Strata.Database;
using Strata.Runs;
using Strata.Testing;

namespace Strata.Quotas;

public sealed class AdministrativeActionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Whatever_is_administered_is_in_the_audit_log_with_who_did_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var zoe = new UserId("zoe");
        await store.Store.AddUserAsync(zoe, "Zoe", None);
        var user = store.Store.For(zoe, "rest:tok_0123456789abcdef");
        var run = (await user.IngestAsync("c.csv", RunSteps.Contacts(2), RunSteps.LinedUp())).Run.ShouldNotBeNull().RunId;

        await user.CancelRunAsync(run, None);
        await user.RecountUsageAsync(None);
        await user.RetryUploadsAsync(None);
        await user.SweepBlobsAsync(new SweepRequest { Delete = false, GraceHours = 24 }, None);
        await user.SweepBlobsAsync(new SweepRequest { Delete = true, GraceHours = 24 }, None);
        await Should.ThrowAsync<StrataException>(() => user.SweepBlobsAsync(new SweepRequest { Delete = true, GraceHours = 0 }, None));
        await user.RebuildAsync(null, None);
        await store.Store.BackupAsync(zoe, Stream.Null, null, None);

        var audit = (await user.ListAuditAsync(new AuditQuery(), None)).Items.Where(e => e.Actor is "operator" or "rest").Reverse();
        audit
            .Select(e => (e.Action, e.Actor, e.Detail?.GetRawText()))
            .ShouldBe(
                [
                    ("add_user", "operator", null),
                    ("cancel_run", "rest", $$"""{"run":"{{run}}"}"""),
                    ("recount_usage", "rest", """{"interpretations":0,"storage_bytes":0}"""),
                    ("retry_uploads", "rest", null),
                    ("sweep_blobs", "rest", """{"grace_hours":24}"""),
                    ("rebuild", "rest", null),
                    ("backup", "operator", null),
                ]
            );
        (await user.VerifyAsync(false, null, None)).Faults.ShouldBeEmpty();
    }
}
