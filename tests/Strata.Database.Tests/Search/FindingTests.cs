using Strata.Indexing.Postings;
using Strata.Testing;

namespace Strata.Database.Tests.Search;

/// <summary>What a person finds by words that they remember only roughly, and how the index keeps up.</summary>
public sealed class FindingTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData, Trait("req", "N-139")]
    public async Task Any_word_in_any_form_finds(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            ("note", """{"title":"Privathaftpflichtversicherung","text":"Police bei der Allgrund"}"""),
            ("note", """{"title":"Küche","text":"Fronten in Eiche, die Kuechenlampe flackert"}"""),
            ("task", """{"title":"Call the surveyors","due_date":"2026-04-02"}"""),
            ("organization", """{"name":"Stadtwerke Köln"}"""),
        ]);
        foreach (
            var (text, title) in new[]
            {
                ("haftpflicht", "Privathaftpflichtversicherung"),
                ("haftpflichtversicherungen", "Privathaftpflichtversicherung"),
                ("privat haftpflicht versicherung", "Privathaftpflichtversicherung"),
                ("kueche", "Küche"),
                ("küchenlampe", "Küche"),
                ("what did the surveyor want", "Call the surveyors"),
                ("surveyer", "Call the surveyors"),
                ("Wie heißen die Stadtwerke in Koeln noch mal", "Stadtwerke Köln"),
                ("stadtwerke OR allgrund type:note", "Privathaftpflichtversicherung"),
                ("type:task", "Call the surveyors"),
                ("call after:2026-04", "Call the surveyors"),
                ("surv* -köln before:2026-05", "Call the surveyors"),
            }
        )
        {
            (await FindAsync(store.Alice, text)).Items.Select(h => h.Entity?.Title).FirstOrDefault().ShouldBe(title, text);
        }
        (await FindAsync(store.Alice, "call after:2026-05")).Items.ShouldBeEmpty();
        (await FindAsync(store.Bob, "haftpflicht")).Items.ShouldBeEmpty();
        var nothing = await FindAsync(store.Alice, "zebra type:note");
        var tried = nothing.Tried.ShouldNotBeNull();
        tried.Words.Keys.ShouldBe(["zebra"]);
        tried.Filters.ShouldBe(["type:note"]);
        nothing.Facets.ShouldBeNull();
    }

    [Theory, DatabaseData, Trait("req", "N-139")]
    public async Task Thing_is_one_hit_with_its_passage_date_amount_and_why(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var paper = await store.Alice.IngestAsync(
            "stadtwerke-märz.md",
            "# Rechnung\n\nStadtwerke Köln GmbH\nRechnungsnummer: RE-1001\nRechnungsdatum: 15.03.2025\nGesamtbetrag: 89,50 EUR\n\nDer Zähler wird im April getauscht.\n"
        );
        await store.Alice.IngestAsync("rows.csv", "name,price,note\nChair,20,from the balcony\nTable,199,oak from the market\n");
        await store.Alice.IngestAsync("talk.md", "# Market\n\nThe market opens at eight.\n\n# Other\n\nNothing else.\n");

        var hit = (await FindAsync(store.Alice, "zähler getauscht")).Items.ShouldHaveSingleItem();
        hit.Entity.ShouldNotBeNull().EntityType.ShouldBe("invoice");
        (hit.Date, hit.Amount, hit.SourceId).ShouldBe(("2025-03-15", "89.50 EUR", paper.SourceId));
        hit.Snippet.ShouldNotBeNull().ShouldContain("April getauscht");
        hit.Matched.ShouldContain("passage");
        hit.Locator.ShouldNotBeNull();
        (await FindAsync(store.Alice, "stadtwerke märz")).Items[0].Matched.ShouldContain("file name");

        var found = await FindAsync(store.Alice, "market");
        found.Items.Count.ShouldBe(2, "the row is its entity's passage");
        found.Items.Count(h => h.FileName == "rows.csv").ShouldBe(1);
        var facets = found.Facets.ShouldNotBeNull();
        (facets.Hits, facets.AtLeast).ShouldBe((2, false));
        facets.Sources.Select(s => s.Value).ShouldBe(["rows.csv", "talk.md"]);
    }

    [Theory, DatabaseData, Trait("req", "N-139")]
    public async Task Mail_is_found_by_the_day_it_was_written_and_named_by_its_subject(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        static string Mail(string subject, string date, string text) =>
            $"From: Ben <ben@example.org>\nTo: ann@example.org\nSubject: {subject}\nDate: {date}\n\n{text}\n";
        await store.Alice.IngestAsync("1.eml", Mail("The old lamp", "Tue, 03 Nov 2015 09:00:00 +0100", "A lantern for the garden."));
        await store.Alice.IngestAsync(
            "all.mbox",
            $"From ben@example.org Tue Nov 03 09:00:00 2015\n{Mail("A new lamp", "Mon, 05 Mar 2018 09:00:00 +0100", "A lantern for the hall.")}\n"
                + $"From ben@example.org Tue Nov 03 09:00:00 2015\n{Mail("The last lamp", "Wed, 06 Mar 2019 09:00:00 +0100", "A lantern for the roof.")}"
        );

        (await FindAsync(store.Alice, "lantern hall")).Items[0].Date.ShouldBe("2018-03-05");
        (await FindAsync(store.Alice, "lantern before:2016-01-01")).Items.ShouldHaveSingleItem().FileName.ShouldBe("1.eml");
        (await FindAsync(store.Alice, "lantern after:2018-01-01"))
            .Items.Select(h => h.Entity?.Title)
            .ShouldBe(["The last lamp", "A new lamp"]);
        (await FindAsync(store.Alice, "lantern after:2019-01-01"))
            .Items.ShouldHaveSingleItem()
            .Snippet.ShouldNotBeNull()
            .ShouldContain("roof");
        var mails = await store.Alice.Search.ListAsync(new EntityQuery { EntityType = "generic" }, ReadAt.Now, Token);
        mails.Items.Select(m => m.Title).ShouldBe(["The old lamp", "A new lamp", "The last lamp"]);
    }

    [Theory, DatabaseData, Trait("req", "N-139")]
    public async Task Days_that_few_of_many_mails_have_are_found_or_the_answer_says_that_it_is_incomplete(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("some.mbox", Mails(200));
        var found = await FindAsync(store.Alice, "lantern before:2016-01-01");
        found.Items.ShouldHaveSingleItem().Date.ShouldBe("2015-11-03");
        found.Incomplete.ShouldBeNull();

        await store.Alice.IngestAsync("many.mbox", Mails(600));
        (await FindAsync(store.Alice, "lantern before:2016-01-01")).Incomplete.ShouldNotBeNull().ShouldContain("passages");

        // The one of 2015 is the longest, and comes last by its words.
        static string Mails(int count) =>
            string.Concat(
                Enumerable
                    .Range(0, count)
                    .Select(i =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"From a@example.org Tue Nov 03 09:00:00 2015\nFrom: a@example.org\nSubject: {count} {i}\nDate: Tue, 03 Nov {(i == count / 2 ? 2015 : 2020)} 09:00:00 +0100\n\nlantern {i} {(i == count / 2 ? string.Join(' ', Enumerable.Range(0, 60)) : "")}\n\n"
                        )
                    )
            );
    }

    [Theory, DatabaseData, Trait("req", "D27")]
    public async Task Undeclared_fields_are_found_until_they_are_retracted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var stored = await store.Alice.StoreAsync("contact", """{"name":"Ann","shoe_size":"fortytwo"}""");
        (await FindAsync(store.Alice, "fortytwo")).Items.ShouldHaveSingleItem().Entity?.EntityId.ShouldBe(stored.EntityId);
        (await FindAsync(store.Alice, "shoe")).Items.ShouldHaveSingleItem().Matched.ShouldNotBeEmpty();
        await store.Alice.RetractAsync(stored.ObservationId);
        (await FindAsync(store.Alice, "fortytwo")).Items.ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Nothing_of_another_user_changes_a_score(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        async Task<string> ScoresAsync() =>
            string.Join(' ', (await FindAsync(store.Alice, "fjord harbor")).Items.Select(h => $"{h.Entity?.Title}:{h.Score}"));
        await store.Alice.StoreManyAsync([("note", """{"title":"fjord"}"""), ("note", """{"title":"harbor"}""")]);
        var before = await ScoresAsync();
        await store.Bob.StoreManyAsync([.. Enumerable.Range(0, 50).Select(i => ("note", $$"""{"title":"fjord {{i}}"}"""))]);
        (await ScoresAsync()).ShouldBe(before);
    }

    [Theory, DatabaseData, Trait("req", "G3")]
    public async Task Order_of_arrival_changes_neither_hits_nor_scores(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        List<(string, string)> notes =
        [
            .. Enumerable
                .Range(0, 40)
                .Select(i =>
                    (
                        "note",
                        $$"""{"title":"Note {{i}}","text":"{{(i % 3 == 0 ? "rechnung" : "rechnungen")}} {{(i % 7 == 0 ? "mahnung" : "x")}}"}"""
                    )
                ),
        ];
        foreach (var note in notes)
        {
            await store.Alice.StoreManyAsync([note]);
        }
        notes.Reverse();
        await store.Bob.StoreManyAsync(notes);
        foreach (var text in (string[])["rechnung", "mahnung rechnungen", "mahnnug"])
        {
            var (one, other) = (await FindAsync(store.Alice, text), await FindAsync(store.Bob, text));
            one.Items.Select(h => (h.Entity?.Title, h.Score))
                .OrderBy(h => h.Title)
                .ShouldBe(other.Items.Select(h => (h.Entity?.Title, h.Score)).OrderBy(h => h.Title), text);
        }
    }

    [Theory, DatabaseData]
    public async Task Index_of_an_earlier_version_answers_until_a_job_has_made_it_anew(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("notes.md", "# Purple rain\n\nA paragraph about gardens.\n");
        await store.Alice.StoreManyAsync([.. Enumerable.Range(0, 30).Select(i => ("note", $$"""{"title":"Note {{i}}","text":"green"}"""))]);
        await WriteFaults.DamageAsync(store, "update search_segments set version = 0 where user_id = 'alice'");
        var before = await FindAsync(store.Alice, "gardens");
        before.Items.ShouldHaveSingleItem();
        before.Incomplete.ShouldNotBeNull().ShouldContain("being made");
        var user = new UserId("alice");
        (await store.Store.Database.ReadAsync(user, SegmentMerge.IsDueAsync, Token)).ShouldBeTrue();

        var writes = new UserWrites(store.Store.Database, user, Token);
        var rebuild = new SearchRebuild(store.Store.Blobs);
        await rebuild.RunAsync(writes);
        await store.Alice.StoreAsync("note", """{"title":"Late","text":"green"}""");

        var after = await FindAsync(store.Alice, "gardens");
        (after.Items.ShouldHaveSingleItem().Snippet, after.Incomplete).ShouldBe((before.Items[0].Snippet, null));
        (await FindAsync(store.Alice, "green")).Facets.ShouldNotBeNull().Hits.ShouldBe(31);
        (await store.Alice.Verification.VerifyAsync(deep: true, null, Token)).Faults.ShouldBeEmpty();
    }

    /// <summary>A cache knows a segment by its number, and would take a new one for the one that it has read.</summary>
    [Theory, DatabaseData]
    public async Task Number_of_a_segment_is_given_once_even_if_nothing_is_left_of_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var numbers = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            var segment = new Segment();
            if (i % 8 < 4)
            {
                segment.Add((i + 1L) << Segment.PlaceBits, [("wword", 1)]);
            }
            else
            {
                segment.Remove(i - 3, ["wword"]);
            }
            var writes = new UserWrites(store.Store.Database, new UserId("alice"), Token);
            numbers.Add(
                await writes.WriteAsync(async tx =>
                {
                    await SegmentWriter.AddAsync(tx, SegmentKind.Entities, segment);
                    return await tx.QueryFirstOrDefaultAsync<long>(
                        "select coalesce(max(segment_no), 0) as n from search_segments where user_id = @user"
                    );
                })
            );
        }
        numbers.ShouldBe(numbers.Distinct().Order());
    }

    [Theory, DatabaseData]
    public async Task Large_segments_are_merged_in_steps_and_hold_the_same(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ids = new List<string>();
        for (var batch = 0; batch < 9; batch++)
        {
            var stored = await store.Alice.StoreManyAsync([
                .. Enumerable
                    .Range(0, 600)
                    .Select(i => ("note", $$"""{"title":"Note {{batch}} {{i}}","text":"green {{(i == 7 ? "rare" : "")}} w{{i}}x"}""")),
            ]);
            ids.AddRange(stored.Entities.Select(e => e.EntityId));
        }
        await store.Alice.CorrectAsync(ids[7], """{"text":"blue"}""");
        var user = new UserId("alice");
        var before = await AnswersAsync(store.Alice);
        before.ShouldContain(":8");

        var writes = new UserWrites(store.Store.Database, user, Token);
        (await SegmentMerge.NextAsync(writes, whole: false)).ShouldBeTrue();
        (await AnswersAsync(store.Alice)).ShouldBe(before);
        (await store.Alice.Verification.VerifyAsync(deep: true, null, Token)).Faults.ShouldBeEmpty();

        (await SegmentMerge.NextAsync(writes, whole: true)).ShouldBeTrue();
        (await AnswersAsync(store.Alice)).ShouldBe(before);
        (await SegmentMerge.NextAsync(writes, whole: true)).ShouldBeFalse();
        (await store.Alice.Verification.VerifyAsync(deep: true, null, Token)).Faults.ShouldBeEmpty();
    }

    /// <summary>
    /// Scores are rounded: a replaced document counts for how rare words are until a merge drops it. Of hundreds that are equally good, which
    /// are the best is up to the segments.
    /// </summary>
    private static async Task<string> AnswersAsync(IStrata strata)
    {
        var answers = new List<string>();
        foreach (var text in (string[])["rare", "blue", "w5x", "\"note 3 5\""])
        {
            var found = await strata.Search.SearchAsync(new SearchQuery { Text = text, Limit = 50 }, ReadAt.Now, Token);
            answers.Add(
                $"{text}:{found.Items.Count} {string.Join(',', found.Items.Select(h => $"{h.Entity?.Title}={Math.Round(h.Score, 2)}"))}"
            );
        }
        return string.Join('\n', answers);
    }

    private static Task<SearchResults> FindAsync(IStrata strata, string text) =>
        strata.Search.SearchAsync(new SearchQuery { Text = text }, ReadAt.Now, Token);
}
