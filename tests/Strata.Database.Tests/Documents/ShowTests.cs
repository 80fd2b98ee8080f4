using Strata.Testing;

namespace Strata.Documents;

/// <summary>Sources as text: in whatever encoding they are, and saying so where they could not be read, or not to their end.</summary>
public sealed class ShowTests
{
    private const string Note = "# Caf\u00e9 M\u00fcller\n\nInvoice f\u00fcr Stra\u00dfe 12, with words enough to be told from others.\n";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Markdown_is_shown_in_the_encoding_that_its_parser_reads(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        foreach (
            var encoding in new[]
            {
                Encoding.UTF8,
                Encoding.Latin1,
                new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
                new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
                new UTF8Encoding(true),
            }
        )
        {
            var source = await store.Alice.IngestAsync("note.md", [.. encoding.GetPreamble(), .. encoding.GetBytes(Note)]);
            (await ShownAsync(store.Alice, source.SourceId, "markdown")).ShouldBe(Note, encoding.WebName);
            (await ShownAsync(store.Alice, source.SourceId, "markdown", main: true)).ShouldBe(Note, encoding.WebName);
        }
    }

    [Theory, DatabaseData]
    public async Task A_source_that_cannot_be_read_is_refused_with_the_reason(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        foreach (
            var (name, bytes) in new[]
            {
                ("bad.pdf", "%PDF-1.7 broken"u8.ToArray()),
                ("bad.odt", Cut(Odt(), 0.5)),
                (
                    "bad.xlsx",
                    Cut(
                        Office.Xlsx(
                            "A",
                            [
                                ["a"],
                                ["b"],
                            ]
                        ),
                        0.3
                    )
                ),
            }
        )
        {
            var source = await store.Alice.IngestAsync(name, bytes, new IngestRequest { Interpret = false });
            foreach (var format in new[] { "markdown", "json", "text" })
            {
                var refused = await Should.ThrowAsync<StrataException>(() => ShownAsync(store.Alice, source.SourceId, format));
                (refused.Code, refused.Message.Length > 0).ShouldBe((ErrorCode.InterpretationFailed, true), $"{name}: {refused.Message}");
            }
            (
                await Should.ThrowAsync<StrataException>(() => store.Alice.Blocks.ListAsync(source.SourceId, new BlockQuery(), None))
            ).Code.ShouldBe(ErrorCode.InterpretationFailed, name);
        }
    }

    [Theory, DatabaseData]
    public async Task What_was_not_read_to_its_end_says_so_in_every_form(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var cut = await store.Alice.IngestAsync(
            "cut.json",
            """[{"a":1,"b":2},{"a":3,"b":"""u8.ToArray(),
            new IngestRequest { Interpret = false }
        );
        var whole = await store.Alice.IngestAsync(
            "whole.json",
            """[{"a":1,"b":2},{"a":3,"b":4}]"""u8.ToArray(),
            new IngestRequest { Interpret = false }
        );

        (await ShownAsync(store.Alice, cut.SourceId, "markdown")).ShouldContain("\n(not read to the end: ");
        (await ShownAsync(store.Alice, cut.SourceId, "text")).ShouldContain("\n(not read to the end: ");
        var document = JsonElement.Parse(await ShownAsync(store.Alice, cut.SourceId, "json")).GetProperty("documents")[0];
        document.GetProperty("complete").GetBoolean().ShouldBeFalse();
        document.GetProperty("diagnostics").GetArrayLength().ShouldBeGreaterThan(0);
        document.GetProperty("blocks").GetArrayLength().ShouldBe(1);
        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = cut.SourceId }, null, None);
        JsonElement
            .Parse(await ShownAsync(store.Alice, cut.SourceId, "json"))
            .GetProperty("documents")[0]
            .GetRawText()
            .ShouldBe(document.GetRawText());

        (await ShownAsync(store.Alice, whole.SourceId, "markdown")).ShouldNotContain("not read");
        (await ShownAsync(store.Alice, whole.SourceId, "text")).ShouldNotContain("not read");
        var all = JsonElement.Parse(await ShownAsync(store.Alice, whole.SourceId, "json")).GetProperty("documents")[0];
        (all.GetProperty("complete").GetBoolean(), all.TryGetProperty("diagnostics", out _)).ShouldBe((true, false));
    }

    [Theory, DatabaseData]
    public async Task What_stands_above_a_table_is_found_and_shown_and_no_record(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string Table =
            "\"Girokonto\";\"DE12120300001234567890\"\r\n\"Kontostand vom 01.02.2026:\";\"1.234,56 \u20AC\"\r\n\"\"\r\n"
            + "\"Buchungsdatum\";\"Zahlungsempf\u00e4nger\";\"Verwendungszweck\";\"IBAN\";\"Betrag\"\r\n"
            + "\"01.02.26\";\"Rewe\";\"Einkauf\";\"DE02120300000000202051\";\"-10,00\"\r\n\"02.02.26\";\"Aral\";\"Diesel\";\"DE02500105170137075030\";\"-20,00\"\r\n";

        var source = await store.Alice.IngestAsync("dkb.csv", Table);

        var run = source.Run.ShouldNotBeNull();
        (run.Status, run.EntityCount, run.ObservationCount).ShouldBe((RunStatus.Completed, 2, 2));
        run.Entities.ShouldAllBe(e => e.EntityType == "transaction");
        const string Balance = "Kontostand vom 01.02.2026:\t1.234,56 \u20AC";
        foreach (var again in new[] { false, true })
        {
            var hit = (
                await store.Alice.Search.SearchAsync(new SearchQuery { Text = "Kontostand" }, ReadAt.Now, None)
            ).Items.ShouldHaveSingleItem();
            (hit.Kind, hit.SourceId, hit.Locator?.Start).ShouldBe((HitKind.Block, source.SourceId, 38L));
            var document = (await store.Alice.Documents.ListAsync(new DocumentQuery(), None)).Items.ShouldHaveSingleItem();
            var blocks = (await store.Alice.Blocks.ListAsync(document.DocumentId, new BlockQuery { Type = "paragraph" }, None)).Items;
            blocks.Select(b => b.Text).ShouldBe(["Girokonto\tDE12120300001234567890", Balance]);
            blocks[1].Raw.ShouldBe("\"Kontostand vom 01.02.2026:\";\"1.234,56 \u20AC\"");
            if (!again)
            {
                await store.Alice.Verification.RebuildAsync(null, None);
            }
        }
        (await ShownAsync(store.Alice, source.SourceId, "text")).ShouldStartWith(
            "Girokonto\tDE12120300001234567890\n" + Balance + "\n\"01.02.26\";"
        );
        (await ShownAsync(store.Alice, source.SourceId, "markdown")).ShouldContain("1.234,56");
    }

    [Theory, DatabaseData]
    public async Task A_kept_document_that_was_not_read_to_its_end_says_so_too(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var rows = Enumerable
            .Range(0, 3000)
            .Select(IReadOnlyList<string> (i) => [$"k{i}", $"value {i * 7919 % 3001}"])
            .Prepend(["key", "value"]);
        var page = Office.Xlsx("A", rows);
        var source = await store.Alice.IngestAsync("cut.xlsx", page);
        await WriteFaults.UnguardAsync(store, "documents", "documents_end");
        await store.Store.Database.WriteAsync(
            new UserId("alice"),
            tx => tx.ExecuteAsync("""update documents set complete = 0, diagnostics = '["line 9: cut off"]' where user_id = @user"""),
            None
        );

        (await ShownAsync(store.Alice, source.SourceId, "markdown")).ShouldEndWith("(not read to the end: line 9: cut off)\n");
        (await ShownAsync(store.Alice, source.SourceId, "text")).ShouldEndWith("\n(not read to the end: line 9: cut off)");
        JsonElement
            .Parse(await ShownAsync(store.Alice, source.SourceId, "json"))
            .GetProperty("documents")[0]
            .GetProperty("diagnostics")[0]
            .GetString()
            .ShouldBe("line 9: cut off");
    }

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task Evidence_of_any_observation_is_a_quote_with_its_surroundings_and_its_place(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var pdf = Office.Pdf(
            ["Terms apply."],
            ["Invoice", "Invoice number: 4711", "Vendor: Acme GmbH", "Total: 12.50 EUR", "Date: 2026-01-05"]
        );
        await store.Alice.IngestAsync("invoice.pdf", pdf);
        var invoice = (await store.Alice.FindEntitiesAsync("4711", "invoice", ReadAt.Now, None)).ShouldHaveSingleItem().EntityId;
        await store.Alice.IngestAsync(
            "again.csv",
            "invoice_number;vendor;total;currency;date\n4711;Acme GmbH;13,50;EUR;2026-01-06\n",
            new IngestRequest { EntityType = "invoice" }
        );
        await store.Alice.CorrectAsync(invoice, """{"vendor":"Acme SE"}""");

        var stated = (await store.Alice.Entities.ListObservationsAsync(invoice, true, new PageRequest(), ReadAt.Now, None)).Items;

        stated
            .Select(o => o.Class)
            .ShouldBe([ObservationClass.Interpretation, ObservationClass.Interpretation, ObservationClass.Correction]);
        var first = stated[0].Evidence.ShouldNotBeNull()["vendor"];
        (first.Quote, first.QuoteVerified, first.LocatorIn).ShouldBe(("Acme GmbH", true, "text"));
        first.QuoteBefore.ShouldNotBeNull().ShouldEndWith("Vendor: ");
        var place = first.Places.ShouldNotBeNull()[0];
        (place.Page, place.Box?.PageWidth).ShouldBe((2, 595));
        first.DocumentId.ShouldNotBeNull();
        var second = stated[1].Evidence.ShouldNotBeNull()["vendor"];
        (second.Quote, second.QuoteBefore?.EndsWith("4711;", StringComparison.Ordinal), second.LocatorIn).ShouldBe(
            ("Acme GmbH", true, "source")
        );
        stated[2].Evidence.ShouldBeNull();
        (await store.Alice.Entities.ListObservationsAsync(invoice, false, new PageRequest(), ReadAt.Now, None)).Items.ShouldAllBe(o =>
            o.Evidence == null
        );
        var page = await store.Alice.Entities.ListObservationsAsync(invoice, true, new PageRequest(1), ReadAt.Now, None);
        page.Items.ShouldHaveSingleItem().Evidence.ShouldNotBeNull();
        page.NextCursor.ShouldNotBeNull();
    }

    private static byte[] Cut(byte[] bytes, double part) => bytes[..(int)(bytes.Length * part)];

    private static byte[] Odt()
    {
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var type = zip.CreateEntry("mimetype", System.IO.Compression.CompressionLevel.NoCompression).Open())
            {
                type.Write("application/vnd.oasis.opendocument.text"u8);
            }
            using var content = zip.CreateEntry("content.xml").Open();
            content.Write("<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>"u8);
        }
        return bytes.ToArray();
    }

    private static async Task<string> ShownAsync(IStrata strata, string id, string format, bool main = false)
    {
        var shown = await strata.Blocks.ShowAsync(id, format, main, None);
        using var reader = new StreamReader(shown.Content, Encoding.UTF8);
        return await reader.ReadToEndAsync(None);
    }
}
