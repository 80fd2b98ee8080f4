using Strata.Database;
using Strata.Testing;

namespace Strata.Proofs;

/// <summary>Defects of merging, deleting, correcting and looking back that an earlier system of this kind had.</summary>
public sealed class DefectsOfDecidingTests
{
    [Theory, DatabaseData, Trait("req", "D6")]
    public async Task D6_merging_recomputes_the_target_and_later_writes_by_the_merged_name_reach_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var a = (await store.Alice.StoreAsync("contact", """{"email":"ann@home.example","phone":"+4912345678","tags":["home"]}""")).EntityId;
        var b = (await store.Alice.StoreAsync("contact", """{"email":"ann@work.example","job_title":"CTO","tags":["work"]}""")).EntityId;

        var merged = await store.Alice.MergeAsync(a, b);
        merged.Entity.ShouldNotBeNull().Json("phone").ShouldBe("\"+4912345678\"");
        (await store.Alice.GetAsync(b)).Json("tags").ShouldBe("""["home","work"]""");

        var later = await store.Alice.StoreAsync("contact", """{"email":"ann@home.example","city":"Graz"}""");
        later.EntityId.ShouldBe(b);
        var target = await store.Alice.GetAsync(b);
        target.Json("city").ShouldBe("\"Graz\"");
        target.MergedFrom.ShouldBe([a]);
        (await store.Alice.ListAsync("contact")).ShouldHaveSingleItem().EntityId.ShouldBe(b);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "D7")]
    public async Task D7_merging_into_itself_or_what_is_merged_already_is_refused(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ids = new List<string>();
        foreach (var name in (string[])["a", "b", "c"])
        {
            ids.Add((await store.Alice.StoreAsync("contact", $$"""{"email":"{{name}}@example.com"}""")).EntityId);
        }
        await store.Alice.MergeAsync(ids[0], ids[1]);

        (await Proven.CodeAsync(() => store.Alice.MergeAsync(ids[1], ids[1]))).ShouldBe(ErrorCode.Conflict);
        (await Proven.CodeAsync(() => store.Alice.MergeAsync(ids[0], ids[0]))).ShouldBe(ErrorCode.Conflict);
        (await Proven.CodeAsync(() => store.Alice.MergeAsync(ids[0], ids[2]))).ShouldBe(ErrorCode.EntityAlreadyMerged);
        (await Proven.CodeAsync(() => store.Alice.MergeAsync(ids[2], ids[0]))).ShouldBe(ErrorCode.MergeTargetAlreadyMerged);
        (await Proven.CodeAsync(() => store.Alice.MergeAsync(ids[1], ids[0]))).ShouldBe(ErrorCode.MergeTargetAlreadyMerged);
        (await store.Alice.GetAsync(ids[0])).EntityId.ShouldBe(ids[1]);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "D9")]
    public async Task D9_a_past_state_stays_what_it_was_after_a_merge_a_schema_change_and_a_deletion(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("shop", Shop("highest_priority", "string"));
        var a = (await store.Alice.StoreAsync("shop", """{"code":"a","size":"big","tags":["x"]}""", "2026-01-01")).EntityId;
        var b = (await store.Alice.StoreAsync("shop", """{"code":"b","size":"small"}""", "2026-01-02")).EntityId;
        await store.Alice.CorrectAsync(a, """{"size":"huge"}""");
        var seq = await store.Alice.HeadAsync(a);
        store.Time.Advance(TimeSpan.FromHours(1));
        var time = store.Time.GetUtcNow().ToString("O");
        store.Time.Advance(TimeSpan.FromHours(1));
        async Task<string> PastAsync() =>
            string.Join(
                '\n',
                Proven.Answer(await store.Alice.GetAsync(a, provenance: true, knownAt: $"{seq}")),
                Proven.Answer(await store.Alice.GetAsync(a, knownAt: time)),
                Proven.Answer(await store.Alice.GetAsync(b, knownAt: time)),
                Proven.Answer(await store.Alice.GetAsync(a, knownAt: time, validAt: "2026-01-01T00:00:00Z")),
                string.Join('\n', (await store.Alice.ListAsync("shop", time)).Select(Proven.Answer))
            );
        var past = await PastAsync();

        await store.Alice.StoreAsync("shop", """{"code":"a","size":"late"}""", "2025-01-01");
        (await PastAsync()).ShouldBe(past);
        var merge = await store.Alice.MergeAsync(a, b);
        (await PastAsync()).ShouldBe(past);
        await store.Alice.RegisterAsync("shop", Shop("last_write", "number"));
        (await PastAsync()).ShouldBe(past);
        await store.Alice.DeleteAsync(b);
        (await PastAsync()).ShouldBe(past);
        await store.Alice.RestoreAsync(b);
        await store.Alice.RetractAsync(merge.Id);
        (await PastAsync()).ShouldBe(past);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "D13")]
    public async Task D13_delete_restore_delete_hides_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var id = (await store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"Ann"}""")).EntityId;
        for (var round = 0; round < 3; round++)
        {
            await store.Alice.DeleteAsync(id);
            (await Proven.CodeAsync(() => store.Alice.GetAsync(id))).ShouldBe(ErrorCode.EntityNotFound);
            (await store.Alice.ListAsync("contact")).ShouldBeEmpty();
            (await store.Alice.SearchAsync(new SearchQuery { Text = "Ann", Kind = "entities" }, ReadAt.Now, CancellationToken.None)).ShouldBeEmpty();
            var hidden = await store.Alice.StoreAsync("contact", $$"""{"email":"a@example.com","city":"C{{round}}"}""", $"2026-02-0{round + 1}");
            hidden.EntityState.ShouldBe("deleted");
            hidden.EntityId.ShouldBe(id);
            (await store.Alice.ListAsync("contact")).ShouldBeEmpty();
            if (round < 2)
            {
                await store.Alice.RestoreAsync(id);
                (await store.Alice.GetAsync(id)).Json("city").ShouldBe($"\"C{round}\"");
            }
        }
        (await Proven.CodeAsync(() => store.Alice.DeleteAsync(id))).ShouldBe(ErrorCode.Conflict);
    }

    [Theory, DatabaseData, Trait("req", "D14")]
    public async Task D14_a_corrected_field_has_provenance_before_and_after_retraction(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync("c.csv", "email,name\nann@example.com,Ann\n", new IngestRequest { EntityType = "contact" });
        var id = result.Run.ShouldNotBeNull().Entities[0].EntityId;
        var correction = await store.Alice.CorrectAsync(
            id,
            new CorrectRequest { Fields = Say.Fields("""{"name":"Anna","email":"ann@example.com"}"""), Reason = "she said so" },
            CancellationToken.None
        );

        var corrected = await store.Alice.GetFieldProvenanceAsync(id, "name", ReadAt.Now, CancellationToken.None);
        corrected.Class.ShouldBe("correction");
        corrected.ObservationId.ShouldBe(correction.Id);
        corrected.Actor.ShouldBe("alice");
        corrected.Reason.ShouldBe("she said so");
        (await store.Alice.GetAsync(id, provenance: true)).Provenance.ShouldNotBeNull()["name"].Value.GetString().ShouldBe("Anna");
        await store.Alice.CorrectAsync(id, """{"name":null}""");
        (await store.Alice.GetFieldProvenanceAsync(id, "name", ReadAt.Now, CancellationToken.None)).Class.ShouldBe("correction");

        foreach (var observation in (await store.Alice.ObservationsAsync(id)).Where(o => o.Class == "correction"))
        {
            await store.Alice.RetractAsync(observation.ObservationId);
        }
        var origin = await store.Alice.GetFieldProvenanceAsync(id, "name", ReadAt.Now, CancellationToken.None);
        (origin.Quote, origin.QuoteVerified, origin.SourceId).ShouldBe(("Ann", true, result.SourceId));
    }

    private static string Shop(string strategy, string sizeType) =>
        """
        {"type":"object","x-strata":{"identity":[["code"]],"strategy":{"size":"STRATEGY","tags":"merge_array"}},
         "properties":{"code":{"type":"string"},"size":{"type":"SIZE"},"tags":{"type":"array","items":{"type":"string"}}}}
        """
            .Replace("STRATEGY", strategy, StringComparison.Ordinal)
            .Replace("SIZE", sizeType, StringComparison.Ordinal);
}
