using Strata.Testing;

namespace Strata.Documents;

public sealed class SourceListTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Sources_are_paged_in_every_order_without_gaps_or_repeats(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var random = new Random(20261125);
        string[] names = ["b.txt", "A.txt", "a.txt", "", "ä.txt", "Z.txt", "_.txt", "10.txt", "日.txt"];
        for (var i = 0; i < 40; i++)
        {
            await store.Alice.IngestAsync(
                names[random.Next(names.Length)],
                new string('x', random.Next(1, 5)) + i.ToString("D2", CultureInfo.InvariantCulture),
                new IngestRequest { Interpret = false }
            );
        }
        await store.Bob.IngestAsync("bobs.txt", "bobs", new IngestRequest { Interpret = false });
        var all = (await store.Alice.Sources.ListAsync(new ListSources { Limit = 1000, Sort = "recorded" }, None)).Items;
        all.Count.ShouldBe(40);

        foreach (var sort in (string?[])[null, "recorded", "-recorded", "name", "-name", "size", "-size"])
        {
            var sorted = sort?.TrimStart('-') switch
            {
                "name" => all.OrderBy(s => (s.FileName ?? "").ToLowerInvariant().Replace('Ä', 'ä'), StringComparer.Ordinal),
                "size" => all.OrderBy(s => s.ByteSize),
                _ => all.OrderBy(_ => 0),
            };
            var expected = sort is null || sort.StartsWith('-') ? sorted.Reverse() : sorted;
            foreach (var limit in (int[])[1, 7, 40])
            {
                var found = await PagesAsync(store, new ListSources { Sort = sort, Limit = limit });
                found.Select(s => s.SourceId).ShouldBe(expected.Select(s => s.SourceId), $"{sort}, {limit}");
            }
        }

        var byName = await store.Alice.Sources.ListAsync(new ListSources { Sort = "name", Limit = 1 }, None);
        foreach (var query in (ListSources[])[new() { Sort = "-name" }, new(), new() { Sort = "size" }, new() { Sort = "recorded" }])
        {
            (
                await Should.ThrowAsync<StrataException>(() =>
                    store.Alice.Sources.ListAsync(query with { Cursor = byName.NextCursor }, None)
                )
            ).Code.ShouldBe(ErrorCode.InvalidContent);
        }
        var refused = await Should.ThrowAsync<StrataException>(() =>
            store.Alice.Sources.ListAsync(new ListSources { Sort = "digest" }, None)
        );
        refused.Message.ShouldBe("sort: 'digest' is not one of recorded, -recorded, name, -name, size, -size.");
    }

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Sources_are_found_by_name_path_media_type_time_and_state_and_counted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var unread = new IngestRequest { Interpret = false };
        await store.Alice.IngestAsync("Übersicht_100%.txt", "one", unread);
        await store.Alice.IngestAsync("notes.md", "# Two", unread with { Origin = "disk", OriginPath = "Reisen/2026/notes.md" });
        var read = await store.Alice.IngestAsync("people.csv", "name,email\nAnn,ann@example.com\n");
        store.Time.Advance(TimeSpan.FromDays(1));
        var tomorrow = store.Time.GetUtcNow();
        await store.Alice.IngestAsync("page.html", "<p>Three</p>", unread);
        await store.Bob.IngestAsync("übersicht of Bob.txt", "four", unread);

        await FoundAsync(new() { Text = "ÜBERSICHT" }, "Übersicht_100%.txt");
        await FoundAsync(new() { Text = "t_1" }, "Übersicht_100%.txt");
        await FoundAsync(new() { Text = "0%" }, "Übersicht_100%.txt");
        await FoundAsync(new() { Text = "reisen/2026" }, "notes.md");
        await FoundAsync(new() { Text = "E", Sort = "name" }, "notes.md", "page.html", "people.csv", "Übersicht_100%.txt");
        await FoundAsync(new() { MediaType = "text/csv" }, "people.csv");
        await FoundAsync(new() { MediaType = "TEXT/*", Sort = "size" }, "Übersicht_100%.txt", "notes.md", "page.html", "people.csv");
        await FoundAsync(new() { MediaType = "image/*" });
        await FoundAsync(new() { Since = tomorrow }, "page.html");
        await FoundAsync(new() { Before = tomorrow, Text = ".md" }, "notes.md");
        await FoundAsync(new() { State = SourceRunState.Completed }, "people.csv");
        await FoundAsync(new() { State = SourceRunState.None, Sort = "name" }, "notes.md", "page.html", "Übersicht_100%.txt");
        await FoundAsync(new() { State = SourceRunState.Failed });
        await store.Alice.RunDeletions.DeleteAsync(new DeleteRun { RunId = read.Run.ShouldNotBeNull().RunId }, None);
        await FoundAsync(new() { State = SourceRunState.None, Text = "people" }, "people.csv");

        async Task FoundAsync(ListSources query, params string[] names)
        {
            foreach (var limit in (int[])[1, 50])
            {
                var page = await store.Alice.Sources.ListAsync(query with { Limit = limit, Count = true }, None);
                page.Total.ShouldBe(new Total(names.Length, AtLeast: false), query.ToString());
                (await PagesAsync(store, query with { Limit = limit })).Select(s => s.FileName).ShouldBe(names, query.ToString());
            }
            (await store.Alice.Sources.ListAsync(query, None)).Total.ShouldBeNull();
        }
    }

    [Theory, DatabaseData, Trait("req", "G4")]
    public async Task Sources_are_listed_as_they_were_known_and_observed_then(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await store.Alice.IngestAsync("first.csv", "name,email\nAnn,ann@example.com\n");
        var early = store.Time.GetUtcNow().AddHours(1);
        store.Time.Advance(TimeSpan.FromDays(1));
        var then = (await store.Alice.Sources.ListAsync(new ListSources(), None)).ReadAt.ShouldNotBeNull().KnownAt;
        var second = await store.Alice.IngestAsync("second.txt", "two", new IngestRequest { Interpret = false });
        var known = new ListSources { KnownAt = then.ToString(CultureInfo.InvariantCulture), Count = true };

        (await NamesAsync(new())).ShouldBe([("second.txt", SourceRunState.None), ("first.csv", SourceRunState.Completed)]);
        (await NamesAsync(known)).ShouldBe([("first.csv", null)]);
        (await NamesAsync(new() { ValidAt = early.ToString("O", CultureInfo.InvariantCulture) })).ShouldBe([("first.csv", null)]);
        (await NamesAsync(known with { Text = "second" })).ShouldBeEmpty();
        (await store.Alice.Sources.ListAsync(known, None)).Total.ShouldBe(new Total(1, AtLeast: false));
        await store.Alice.RunDeletions.DeleteAsync(new DeleteRun { RunId = first.Run.ShouldNotBeNull().RunId }, None);
        (await NamesAsync(known)).ShouldBe([("first.csv", null)]);
        (await NamesAsync(new())).ShouldBe([("second.txt", SourceRunState.None), ("first.csv", SourceRunState.None)]);
        foreach (var query in (ListSources[])[known with { State = SourceRunState.Completed }, known with { Project = "any" }])
        {
            (await Should.ThrowAsync<StrataException>(() => store.Alice.Sources.ListAsync(query, None))).Code.ShouldBe(
                ErrorCode.InvalidContent
            );
        }

        async Task<List<(string?, SourceRunState?)>> NamesAsync(ListSources query) =>
            [.. (await store.Alice.Sources.ListAsync(query, None)).Items.Select(s => (s.FileName, s.State))];
    }

    [Theory, InlineData(0, 0, false), InlineData(10_000, 10_000, false), InlineData(10_001, 10_000, true)]
    public void Counts_are_exact_up_to_10_000(long found, long count, bool atLeast) => Total.Of(found).ShouldBe(new Total(count, atLeast));

    private static async Task<List<SourceView>> PagesAsync(TestStore store, ListSources query)
    {
        var found = new List<SourceView>();
        do
        {
            var page = await store.Alice.Sources.ListAsync(query, None);
            page.Items.Count.ShouldBeLessThanOrEqualTo(query.Limit);
            found.AddRange(page.Items);
            query = query with { Cursor = page.NextCursor };
        } while (query.Cursor is not null);
        return found;
    }
}
