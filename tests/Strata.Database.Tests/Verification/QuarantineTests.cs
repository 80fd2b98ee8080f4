using Strata.Testing;

namespace Strata.Verification;

/// <summary>G2, G7: what does not stand in the source where it is said to is kept, with the reason, and is nowhere a fact.</summary>
public sealed class QuarantineTests
{
    /// <summary>So many blocks fill the first commit, with the first row; two more take in the others.</summary>
    private const int Rows = 2_000;
    private const string Amount = "777.25";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "N-121"), Trait("req", "G2"), Trait("req", "G7")]
    public async Task Value_whose_quote_is_not_in_the_source_is_a_fragment_and_never_a_field(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        var content = Encoding.UTF8.GetBytes(Statement());

        // The file changes under the run: what the last row was read as stands there no more when it is to be stored.
        var ingested = await store.Alice.Sources.IngestAsync(
            new IngestRequest { FileName = "statement.md", EntityType = "transaction" },
            new MemoryStream(content),
            new AtFirstCommit(() => Alter(store, content, Amount, "111.11")),
            None
        );
        Alter(store, content, Amount, Amount);

        var run = ingested.Run.ShouldNotBeNull();
        (run.Status, run.ObservationCount).ShouldBe((RunStatus.Partial, Rows), string.Join("; ", run.Errors));
        run.Errors.ShouldHaveSingleItem().ShouldStartWith($"'amount': what it quotes, “{Amount}”, does not stand at bytes ");
        var entity = (
            await EntitiesAsync(store, new FieldFilter("description", "eq", Say.Fields("""{"v":"Row last"}""")["v"]))
        ).ShouldHaveSingleItem();
        entity.Json("amount").ShouldBeNull();
        (await EntitiesAsync(store, new FieldFilter("amount", "eq", Say.Fields("""{"v":777.25}""")["v"]))).ShouldBeEmpty();
        (await store.Alice.GetAsync(entity.EntityId, provenance: true)).Fragments.ShouldNotBeNull()["amount"].GetRawText().ShouldBe(Amount);

        var observation = (await store.Alice.ObservationsAsync(entity.EntityId)).ShouldHaveSingleItem();
        observation.Fields.Keys.ShouldNotContain("amount");
        observation.RunId.ShouldBe(run.RunId);
        var kept = observation.Fragments.ShouldNotBeNull()["amount"];
        (kept.Value.GetRawText(), kept.Quote).ShouldBe((Amount, Amount));
        kept.Reason.ShouldStartWith("quarantined: what it quotes does not stand at bytes ");
        var at = kept.Locator.ShouldNotBeNull();
        Encoding.UTF8.GetString(content, (int)at.Start, (int)at.Length).ShouldBe(Amount, "the bytes are as they were again");

        // No damage, and nothing that a rebuild would make a field of; nor does a promotion.
        var before = await store.Alice.Verification.VerifyAsync(null, None);
        before.Faults.ShouldBeEmpty();
        var rebuilt = await store.Alice.Verification.RebuildAsync(null, None);
        (rebuilt.Changed, rebuilt.StateHash).ShouldBe((0, before.StateHash));
        (await store.Alice.Promotions.DiscoverAsync("transaction", null, None)).Fields.ShouldBeEmpty();
    }

    private static string Statement()
    {
        var text = new StringBuilder("# Postings\n\n| Date | Description | Amount | Currency |\n|---|---|---|---|\n");
        for (var row = 1; row < Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"| 2026-01-{1 + (row % 28):00} | Row {row} | -{row}.50 | EUR |\n");
        }
        return text.Append(CultureInfo.InvariantCulture, $"| 2026-01-31 | Row last | {Amount} | EUR |\n").ToString();
    }

    private static async Task<IReadOnlyList<EntityView>> EntitiesAsync(TestStore store, FieldFilter filter) =>
        (await store.Alice.Search.ListAsync(new EntityQuery { EntityType = "transaction", Filters = [filter] }, ReadAt.Now, None)).Items;

    private static void Alter(TestStore store, byte[] content, string from, string to)
    {
        var at = content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
        using var file = new FileStream(
            Directory
                .EnumerateFiles(Path.Combine(store.Folder, "blobs"), "*", SearchOption.AllDirectories)
                .Single(f => new FileInfo(f).Length == content.Length),
            FileMode.Open,
            FileAccess.Write,
            FileShare.ReadWrite
        );
        file.Position = at;
        file.Write(Encoding.UTF8.GetBytes(to));
    }

    /// <summary>Reading is at most one commit ahead of what is stored, so what comes two commits later is read after this.</summary>
    private sealed class AtFirstCommit(Action act) : IProgress<Progress>
    {
        private Action? _act = act;

        public void Report(Progress value)
        {
            if (value.Stage == "interpret")
            {
                Interlocked.Exchange(ref _act, null)?.Invoke();
            }
        }
    }
}
