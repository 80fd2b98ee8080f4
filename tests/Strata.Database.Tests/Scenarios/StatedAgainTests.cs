using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>
/// A → B → A through files is three observations (docs/concepts/ledger.md): bytes that are held are stated again with another time.
/// </summary>
[Trait("req", "D2")]
public sealed class StatedAgainTests
{
    private const string A = "email,name,job title\nann@example.com,Ann Lee,Clerk\n,Nameless,Cook\n";
    private static readonly string B = A.Replace("Clerk", "Chief", StringComparison.Ordinal);

    [Theory, DatabaseData]
    public async Task The_same_bytes_with_another_time_are_another_statement(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await IngestAsync(store, A, "2026-01-01");
        await IngestAsync(store, B, "2026-02-01");
        var third = await IngestAsync(store, A, "2026-03-01");
        var again = await IngestAsync(store, A, "2026-03-01");
        var plain = await IngestAsync(store, A, null);
        var original = await IngestAsync(store, A, "2026-01-01");

        third.Deduplicated.ShouldBeTrue();
        third.SourceId.ShouldBe(first.SourceId);
        third.Run!.RunId.ShouldNotBe(first.Run!.RunId);
        third.Run.Entities.ShouldAllBe(e => !e.Created);
        again.Run!.RunId.ShouldBe(third.Run.RunId);
        plain.Run!.RunId.ShouldBe(first.Run.RunId);
        original.Run!.RunId.ShouldBe(first.Run.RunId);
        var ann = (
            await store.Alice.FindEntitiesAsync("ann@example.com", "contact", ReadAt.Now, CancellationToken.None)
        ).ShouldHaveSingleItem();
        (await TitleAsync(null)).ShouldBe("\"Clerk\"");
        (await TitleAsync("2026-02-15")).ShouldBe("\"Chief\"");
        (await TitleAsync("2026-01-15")).ShouldBe("\"Clerk\"");
        var observations = await store.Alice.Entities.ListObservationsAsync(
            ann.EntityId,
            false,
            new PageRequest(100),
            ReadAt.Now,
            CancellationToken.None
        );
        observations.Items.Select(o => o.ObservedAt).ShouldBe([Say.At("2026-01-01"), Say.At("2026-02-01"), Say.At("2026-03-01")]);
        (await store.Bob.ListAsync("contact")).ShouldBeEmpty();
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();

        async Task<string?> TitleAsync(string? validAt) =>
            (await store.Alice.Entities.GetAsync(ann.EntityId, false, new ReadAt(null, validAt), CancellationToken.None))
                .Fields["job_title"]
                .GetRawText();
    }

    [Theory, DatabaseData]
    public async Task What_is_inside_a_container_is_stated_again_with_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (a, b) = (
            Office.Zip(("people.csv", System.Text.Encoding.UTF8.GetBytes(A))),
            Office.Zip(("people.csv", System.Text.Encoding.UTF8.GetBytes(B)))
        );
        await store.Alice.IngestAsync("a.zip", a, new IngestRequest { EntityType = "contact", ObservedAt = Say.At("2026-01-01") });
        await store.Alice.IngestAsync("b.zip", b, new IngestRequest { EntityType = "contact", ObservedAt = Say.At("2026-02-01") });
        await store.Alice.IngestAsync("a.zip", a, new IngestRequest { EntityType = "contact", ObservedAt = Say.At("2026-03-01") });

        (await store.Alice.FindEntitiesAsync("ann@example.com", "contact", ReadAt.Now, CancellationToken.None))
            .ShouldHaveSingleItem()
            .Json("job_title")
            .ShouldBe("\"Clerk\"");
    }

    private static Task<IngestResult> IngestAsync(TestStore store, string content, string? observedAt) =>
        store.Alice.IngestAsync(
            "people.csv",
            content,
            new IngestRequest { EntityType = "contact", ObservedAt = observedAt is null ? null : Say.At(observedAt) }
        );
}
