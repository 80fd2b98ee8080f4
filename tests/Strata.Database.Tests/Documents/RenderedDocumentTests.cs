using System.Buffers.Binary;
using Strata.Parsing;
using Strata.Testing;

namespace Strata.Documents;

/// <summary>Documents whose bytes are not their text: kept as text and pages, interpreted from there, values with places.</summary>
public sealed class RenderedDocumentTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task A_workbooks_values_lead_to_sheet_and_cell(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync("transactions.xlsx", Workbook(40));

        var run = result.Run.ShouldNotBeNull();
        run.Status.ShouldBe(RunStatus.Completed, string.Join("; ", run.Errors));
        run.EntityCount.ShouldBe(40);
        var found = (await store.Alice.FindEntitiesAsync("t-7", "transaction", ReadAt.Now, None)).ShouldHaveSingleItem();
        var from = await store.Alice.Entities.GetProvenanceAsync(found.EntityId, "description", ReadAt.Now, None);
        from.Quote.ShouldBe("Zahlung 7 €");
        from.QuoteVerified.ShouldBe(true);
        from.QuoteBefore.ShouldNotBeNull().ShouldContain("t-7");
        from.LocatorIn.ShouldBe("text");
        var place = from.Places.ShouldNotBeNull().ShouldHaveSingleItem();
        (place.Sheet, place.Cells).ShouldBe(("Umsätze", "C9"));
        var row = from.Parent.ShouldNotBeNull().ShouldHaveSingleItem();
        (row.Sheet, row.Cells, row.Box).ShouldBe(("Umsätze", "A9:E9", null));

        var document = (
            await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = result.SourceId }, None)
        ).Items.ShouldHaveSingleItem();
        (document.Parser, document.LocatorIn, document.IsRecords, document.Complete).ShouldBe(("xlsx", "text", true, true));
        document.Facts["detected_by"].ShouldBe("content");
        (await store.Alice.Documents.GetAsync(document.DocumentId, None)).BlockCount.ShouldBe(document.BlockCount);

        var hit = (
            await store.Alice.Search.SearchAsync(new SearchQuery { Text = "\"Zahlung 7\"", Kind = "blocks" }, ReadAt.Now, None)
        ).Items.ShouldHaveSingleItem();
        hit.LocatorIn.ShouldBe("text");
        hit.Places.ShouldNotBeNull()[0].Sheet.ShouldBe("Umsätze");
        await ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData, Trait("req", "B-1")]
    public async Task A_source_is_parsed_once_however_often_it_is_interpreted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync("transactions.xlsx", Workbook(10));
        var before = await store.Alice.Documents.ListAsync(new DocumentQuery(), None);

        // Another name for the same bytes would show if the original were read: it is no workbook any more.
        var original = Path.Combine(store.Folder, "blobs", "alice", result.Digest[..2], result.Digest);
        var bytes = await File.ReadAllBytesAsync(original, None);
        await File.WriteAllTextAsync(original, "no workbook", None);
        var again = await store.Alice.Sources.ReinterpretAsync(
            new() { SourceId = result.SourceId, EntityType = "transaction" },
            null,
            None
        );
        File.Delete(original);
        var shown = await ShownAsync(store.Alice, result.SourceId, "markdown");
        var blocks = await store.Alice.Blocks.ListAsync(result.SourceId, new BlockQuery { Type = "record" }, None);
        await File.WriteAllBytesAsync(original, bytes, None);

        shown.ShouldContain("Zahlung 7 €", customMessage: "What is kept as text is shown without the original, which may lie far away.");
        blocks.Items.Count.ShouldBe(10);
        again.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed);
        again.Run.ObservationCount.ShouldBe(10);
        (await store.Alice.Documents.ListAsync(new DocumentQuery(), None))
            .Items.Select(d => d.DocumentId)
            .ShouldBe(before.Items.Select(d => d.DocumentId));
        await ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData]
    public async Task Blocks_are_filtered_on_the_server_and_followed_by_cursor(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync("transactions.xlsx", Workbook(1_500));
        var id = (await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = result.SourceId }, None)).Items[0].DocumentId;

        var all = new List<BlockView>();
        string? cursor = null;
        do
        {
            var page = await store.Alice.Blocks.ListAsync(
                id,
                new BlockQuery
                {
                    Type = "record",
                    Limit = 400,
                    Cursor = cursor,
                },
                None
            );
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        } while (cursor is not null);
        all.Count.ShouldBe(1_500);
        all.Select(b => b.Index).ShouldBe(all.Select(b => b.Index).Order());
        all[700].Fields.ShouldNotBeNull().Select(f => f.Text).ShouldContain("Zahlung 700 €");

        var found = await store.Alice.Blocks.ListAsync(id, new BlockQuery { Text = "ZAHLUNG 1234 " }, None);
        found.Items.ShouldHaveSingleItem().BlockId.ShouldBe($"{id}/{found.Items[0].Index}");
        (
            await Should.ThrowAsync<StrataException>(() => store.Alice.Blocks.ListAsync(id, new BlockQuery { Type = "chapter" }, None))
        ).Code.ShouldBe(ErrorCode.InvalidContent);
        (await Should.ThrowAsync<StrataException>(() => store.Bob.Blocks.ListAsync(id, new BlockQuery(), None))).Code.ShouldBe(
            ErrorCode.SourceNotFound
        );
    }

    [Fact, Trait("req", "G10")]
    public async Task Pictures_of_pages_go_when_there_are_too_many_the_least_recently_seen_first()
    {
        await using var store = await TestStore.CreateAsync(Engine.Sqlite, options => options with { MaxPictureBytes = 40_000 });
        var pdf = Office.Pdf([.. Enumerable.Range(1, 8).Select(n => new[] { $"Page {n}" })]);
        var id = (await store.Alice.IngestAsync("pages.pdf", pdf)).SourceId;
        var document = (await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = id }, None))
            .Items.ShouldHaveSingleItem()
            .DocumentId;
        var sizes = new List<long>();
        for (var page = 1; page <= 8; page++)
        {
            sizes.Add(await LengthAsync(page));
            store.Time.Advance(TimeSpan.FromMinutes(1));
            (await LengthAsync(1)).ShouldBe(sizes[0], "the first is looked at all the time");
            store.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var kept = new DirectoryInfo(Path.Combine(store.Options.Folder, "cache", "pages"))
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .ToList();
        sizes.Sum().ShouldBeGreaterThan(40_000, "else nothing has to go");
        kept.Sum(file => file.Length).ShouldBeLessThan(40_000 + sizes.Max());
        kept.ShouldContain(file => file.Name.Contains("-1-", StringComparison.Ordinal));
        kept.ShouldContain(file => file.Name.Contains("-8-", StringComparison.Ordinal));
        kept.ShouldNotContain(file => file.Name.Contains("-2-", StringComparison.Ordinal));

        async Task<long> LengthAsync(int page)
        {
            var (_, _, picture) = await store.Alice.Blocks.ShowPageAsync(document, page, None);
            await using (picture)
            {
                return picture.Length;
            }
        }
    }

    [Theory, DatabaseData, Trait("req", "G10")]
    public async Task A_pages_picture_has_the_width_asked_for_but_never_more_dots_than_print_needs(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var pdf = Encoding.ASCII.GetString(Office.Pdf(["A page"]));
        var page = await IngestAsync("page.pdf", "[0 0 595 842]");

        (await SizeAsync(page, null)).ShouldBe((910, 1287));
        foreach (var (width, height) in new[] { (200, 283), (900, 1273), (1800, 2547), (2700, 3821) })
        {
            (await SizeAsync(page, width)).ShouldBe((width, height));
            (await SizeAsync(page, width)).ShouldBe((width, height), "drawn once, then cached");
        }
        (await SizeAsync(await IngestAsync("turned.pdf", "[0 0 595 842] /Rotate 90"), 900)).ShouldBe((900, 636));
        (await SizeAsync(await IngestAsync("moved.pdf", "[-100 50 495 892]"), 900)).ShouldBe((900, 1273));
        (await SizeAsync(await IngestAsync("stamp.pdf", "[0 0 36 36]"), 2700)).ShouldBe((300, 300), "half an inch at 600 dpi");
        var (across, down) = await SizeAsync(await IngestAsync("long.pdf", "[0 0 600 14400]"), 2700);
        (across * (long)down).ShouldBeInRange(24_000_000, 26_000_000);

        var refused = await Should.ThrowAsync<StrataException>(() => SizeAsync(page, 300));
        refused.Code.ShouldBe(ErrorCode.InvalidContent);
        refused.Message.ShouldContain("200, 900, 1800, 2700");
        (await Should.ThrowAsync<StrataException>(() => store.Bob.Blocks.ShowPageAsync(page, 1, None, 900))).Code.ShouldBe(
            ErrorCode.SourceNotFound
        );

        async Task<string> IngestAsync(string name, string box)
        {
            var bytes = Encoding.ASCII.GetBytes(pdf.Replace("[0 0 595 842]", box, StringComparison.Ordinal));
            return (await store.Alice.IngestAsync(name, bytes, new IngestRequest { Interpret = false })).SourceId;
        }

        async Task<(int Width, int Height)> SizeAsync(string document, int? width)
        {
            var (_, _, picture) = await store.Alice.Blocks.ShowPageAsync(document, 1, None, width);
            await using (picture)
            {
                var head = new byte[24];
                await picture.ReadExactlyAsync(head, None);
                return (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(20)));
            }
        }
    }

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task A_PDFs_values_lead_to_page_and_box_and_its_pages_can_be_drawn(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var pdf = Office.Pdf(
            ["Terms and conditions apply."],
            ["Invoice", "Invoice number: 4711", "Vendor: Acme GmbH", "Total: 12.50 EUR", "Date: 2026-01-05"]
        );
        var result = await store.Alice.IngestAsync("invoice.pdf", pdf);

        var run = result.Run.ShouldNotBeNull();
        run.Status.ShouldBe(RunStatus.Completed, string.Join("; ", run.Errors));
        var from = await store.Alice.Entities.GetProvenanceAsync(run.Entities.ShouldHaveSingleItem().EntityId, "vendor", ReadAt.Now, None);
        from.Quote.ShouldBe("Acme GmbH");
        var places = from.Places.ShouldNotBeNull();
        places.ShouldAllBe(p => p.Page == 2);
        var box = places[0].Box.ShouldNotBeNull();
        (box.PageWidth, box.PageHeight).ShouldBe((595, 842));
        box.Left.ShouldBeGreaterThan(72);
        box.Top.ShouldBeInRange(100, 140);
        var parent = from.Parent.ShouldNotBeNull().ShouldHaveSingleItem();
        var around = parent.Box.ShouldNotBeNull();
        parent.Page.ShouldBe(2);
        foreach (var inner in places.Select(p => p.Box).OfType<BoxView>())
        {
            around.Left.ShouldBeLessThan(inner.Left, "the block begins with \"Vendor:\"");
            around.Top.ShouldBeLessThanOrEqualTo(inner.Top);
            (around.Left + around.Width).ShouldBeGreaterThanOrEqualTo(inner.Left + inner.Width - 0.01);
            (around.Top + around.Height).ShouldBeGreaterThanOrEqualTo(inner.Top + inner.Height - 0.01);
        }

        var id = (await store.Alice.Documents.ListAsync(new DocumentQuery(), None)).Items.ShouldHaveSingleItem().DocumentId;
        (await store.Alice.Blocks.ListAsync(id, new BlockQuery { Page = 1 }, None)).Items.ShouldAllBe(b => b.Page == 1);
        var turned = (
            await store.Alice.Blocks.ListAsync(id, new BlockQuery { Type = "page_break", Page = 2 }, None)
        ).Items.ShouldHaveSingleItem();
        (turned.Page, turned.Places.ShouldNotBeNull().ShouldHaveSingleItem().Page).ShouldBe((2, 2));
        var (mediaType, _, image) = await store.Alice.Blocks.ShowPageAsync(id, 2, None);
        await using (image)
        {
            mediaType.ShouldBe("image/png");
            var head = new byte[4];
            await image.ReadExactlyAsync(head, None);
            head.ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        }
        (await Should.ThrowAsync<StrataException>(() => store.Alice.Blocks.ShowPageAsync(id, 3, None))).Code.ShouldBe(
            ErrorCode.SourceNotFound
        );

        (await ShownAsync(store.Alice, result.SourceId, "markdown")).ShouldContain("Vendor: Acme GmbH");
        (await ShownAsync(store.Alice, result.SourceId, "text")).ShouldContain("Invoice number: 4711");
        await ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData]
    public async Task A_source_that_was_never_interpreted_is_shown_all_the_same(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var kept = await store.Alice.IngestAsync("t.xlsx", Workbook(3), new IngestRequest { Interpret = false });
        var csv = await store.Alice.IngestAsync("t.csv", "name;note\nZoë;a|b\n", new IngestRequest { Interpret = false });

        (await ShownAsync(store.Alice, kept.SourceId, "markdown")).ShouldContain("| t-1 | 2026-01-02 | Zahlung 1 € | 1.50 | EUR |");
        (await ShownAsync(store.Alice, csv.SourceId, "markdown")).ShouldBe("| name | note |\n| --- | --- |\n| Zoë | a\\|b |\n");
        (await store.Alice.Documents.ListAsync(new DocumentQuery(), None)).Items.ShouldBeEmpty();

        var before = await ShownAsync(store.Alice, kept.SourceId, "json");
        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = kept.SourceId }, null, None);
        (await ShownAsync(store.Alice, kept.SourceId, "json")).ShouldBe(before);
    }

    [Theory, DatabaseData]
    public async Task Blocks_of_a_source_are_listed_whether_or_not_it_was_interpreted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var workbook = await store.Alice.IngestAsync("t.xlsx", Workbook(30), new IngestRequest { Interpret = false });
        var note = await store.Alice.IngestAsync("n.md", "# One\n\nText.\n\n- item\n"u8.ToArray(), new IngestRequest { Interpret = false });

        var unkept = await AllBlocksAsync(store.Alice, workbook.SourceId, new BlockQuery { Type = "record", Limit = 7 });
        unkept.Count.ShouldBe(30);
        unkept[12].Places.ShouldNotBeNull()[0].Sheet.ShouldBe("Umsätze");
        (await store.Alice.Blocks.ListAsync(workbook.SourceId, new BlockQuery { Text = "zahlung 12 " }, None)).Items.ShouldHaveSingleItem();
        (await store.Alice.Blocks.ListAsync(note.SourceId, new BlockQuery(), None))
            .Items.Select(b => (b.Type, b.Text))
            .ShouldBe([(BlockType.Heading, "One"), (BlockType.Paragraph, "Text."), (BlockType.ListItem, "item")]);

        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = workbook.SourceId }, null, None);
        (await AllBlocksAsync(store.Alice, workbook.SourceId, new BlockQuery { Type = "record", Limit = 7 }))
            .Select(b => b.BlockId)
            .ShouldBe(unkept.Select(b => b.BlockId));
        (
            await Should.ThrowAsync<StrataException>(() => store.Bob.Blocks.ListAsync(workbook.SourceId, new BlockQuery(), None))
        ).Code.ShouldBe(ErrorCode.SourceNotFound);
    }

    [Theory, DatabaseData]
    public async Task The_main_content_is_shown_alone_where_it_is_asked_for(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var page =
            "<header>Shop</header><nav><a href='/a'>Home</a></nav><main><h1>Tea</h1><p>Green, 5 EUR.</p></main><footer>Imprint</footer>"u8.ToArray();
        var source = (await store.Alice.IngestAsync("a.html", page)).SourceId;
        var document = (await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = source }, None))
            .Items.ShouldHaveSingleItem()
            .DocumentId;

        foreach (var id in new[] { source, document })
        {
            (await ShownAsync(store.Alice, id, "markdown")).ShouldBe(
                "*(header)* Shop\n\n*(navigation)* Home\n\n# Tea\n\nGreen, 5 EUR.\n\n*(footer)* Imprint\n"
            );
            (await ShownAsync(store.Alice, id, "markdown", main: true)).ShouldBe("# Tea\n\nGreen, 5 EUR.\n");
            (await store.Alice.Blocks.ListAsync(id, new BlockQuery { Main = true }, None))
                .Items.Select(b => b.Text)
                .ShouldBe(["Tea", "Green, 5 EUR."]);
        }
    }

    [Theory, DatabaseData]
    public async Task A_table_whose_header_was_stated_is_shown_as_it_was_read(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var csv = "1,2\n3,4\n5,6\n"u8.ToArray();
        var result = await store.Alice.IngestAsync("t.csv", csv, new IngestRequest { Header = true });
        var document = (
            await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = result.SourceId }, None)
        ).Items.ShouldHaveSingleItem();

        document.Part.ShouldBe("with header");
        foreach (var id in new[] { result.SourceId, document.DocumentId })
        {
            (await ShownAsync(store.Alice, id, "markdown")).ShouldContain("| 1 | 2 |\n| --- | --- |\n| 3 | 4 |\n| 5 | 6 |");
        }
    }

    private static async Task<List<BlockView>> AllBlocksAsync(IStrata strata, string id, BlockQuery query)
    {
        var all = new List<BlockView>();
        do
        {
            var page = await strata.Blocks.ListAsync(id, query, None);
            all.AddRange(page.Items);
            query = query with { Cursor = page.NextCursor };
        } while (query.Cursor is not null);
        return all;
    }

    [Theory, DatabaseData, Trait("req", "G11")]
    public async Task Progress_of_a_rendered_source_counts_what_is_interpreted_and_so_does_a_run_that_is_cancelled(Engine engine)
    {
        await using var store = await RunSteps.StoreAsync(engine);
        using var pause = new Pause();
        var steps = new List<Progress>();
        var heard = new CapturedProgress(step =>
        {
            steps.Add(step);
            pause.Report(step);
        });
        var request = new IngestRequest { FileName = "transactions.xlsx" };
        var ingest = Task.Run(() => store.Alice.Sources.IngestAsync(request, new MemoryStream(Workbook(300)), heard, None));
        await pause.Reached;
        var runId = (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ShouldHaveSingleItem().RunId;
        var cancelled = await store.Alice.Runs.CancelAsync(runId, None);
        pause.GoOn();
        await ingest;

        var step = steps.First(s => s.Stage == "interpret");
        step.Done.ShouldBeInRange(200, 210);
        step.Total.ShouldNotBeNull().ShouldBeGreaterThan(300);
        (cancelled.Status, cancelled.BlockCount, cancelled.ObservationCount).ShouldBe((RunStatus.Partial, step.Done, 200));
    }

    internal static byte[] Workbook(int rows) =>
        Office.Xlsx(
            "Umsätze",
            Enumerable
                .Range(0, rows)
                .Select(
                    IReadOnlyList<string> (i) =>
                        [$"t-{i}", $"2026-01-{(i % 28) + 1:00}", $"Zahlung {i} €", i.ToString(CultureInfo.InvariantCulture) + ".50", "EUR"]
                )
                .Prepend(["external_id", "date", "description", "amount", "currency"])
        );

    internal static async Task<string> ShownAsync(IStrata strata, string id, string format, bool main = false)
    {
        var shown = await strata.Blocks.ShowAsync(id, format, main, None);
        using var reader = new StreamReader(shown.Content, Encoding.UTF8);
        return await reader.ReadToEndAsync(None);
    }

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task A_text_that_is_not_what_its_source_says_is_found_out(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("one.xlsx", Workbook(2));
        (await store.Alice.Verification.VerifyAsync(deep: true, null, None)).Documents.ShouldBe(1);

        // The kept text is exchanged for another that is whole in itself: only the original can tell.
        var other = await store.Store.Blobs.KeepAsync(new UserId("alice"), new MemoryStream("something else"u8.ToArray()), 100, null, None);
        await WriteFaults.UnguardAsync(store, "documents", "documents_end");
        await store.Store.Database.WriteAsync(
            new UserId("alice"),
            tx => tx.ExecuteAsync("update documents set text_digest = @digest where user_id = @user", new { digest = other.Digest }),
            None
        );

        var report = await store.Alice.Verification.VerifyAsync(deep: true, null, None);
        report.Faults.ShouldContain(f => f.Path.StartsWith("documents/doc_"));
    }

    internal static async Task ShouldVerifyAsync(IStrata strata)
    {
        var report = await strata.Verification.VerifyAsync(deep: true, null, None);
        report.Faults.ShouldBeEmpty();
        report.Quotes.ShouldBeGreaterThan(0);
    }
}
