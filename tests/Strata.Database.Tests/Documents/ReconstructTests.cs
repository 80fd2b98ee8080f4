using Strata.Testing;

namespace Strata.Documents;

/// <summary>The way back: bytes as they were, or with text put in where the old text stands.</summary>
public sealed class ReconstructTests
{
    private const string Note =
        "\uFEFF# Größe\r\n\r\nErste Zeile 東京\r\n\r\n- [x] fertig\r\n- offen 😀\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-7")]
    public async Task With_nothing_revised_the_bytes_are_the_sources_own(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        foreach (
            var (name, bytes) in new[]
            {
                ("a.md", Encoding.UTF8.GetBytes(Note)),
                ("b.xlsx", RenderedDocumentTests.Workbook(2)),
                ("c.csv", "a,b\r\n1,2"u8.ToArray()),
            }
        )
        {
            var source = await store.Alice.IngestAsync(name, bytes);
            var (report, back) = await MadeAsync(store.Alice, source.SourceId, new ReconstructRequest());
            back.ShouldBe(bytes);
            report.Identical.ShouldBeTrue();
            report.Digest.ShouldBe(source.Digest);
        }
    }

    [Theory, DatabaseData, Trait("req", "B-7")]
    public async Task A_revised_block_is_put_in_and_reported_and_nothing_else_moves(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var source = await store.Alice.IngestAsync("a.md", Note);
        var id = (await store.Alice.Documents.ListAsync(new DocumentQuery(), None)).Items.ShouldHaveSingleItem().DocumentId;
        var blocks = (await store.Alice.Blocks.ListAsync(id, new BlockQuery(), None)).Items;
        blocks[0].Raw.ShouldBe("# Größe");
        blocks[0].Text.ShouldBe("Größe");
        blocks[1].Section.ShouldBe("Größe");
        blocks[1].Line.ShouldBe(3);

        var (report, back) = await MadeAsync(
            store.Alice,
            id,
            new ReconstructRequest { Revisions = [new(1, "Zweite Zeile 大阪"), new(0, "# Kleiner")] }
        );

        Encoding.UTF8.GetString(back).ShouldBe(Note.Replace("# Größe", "# Kleiner").Replace("Erste Zeile 東京", "Zweite Zeile 大阪"));
        report
            .Changes.Select(c => (c.Block, c.Before, c.After))
            .ShouldBe([(0, "# Größe", "# Kleiner"), (1, "Erste Zeile 東京", "Zweite Zeile 大阪")]);
        foreach (var change in report.Changes)
        {
            Encoding.UTF8.GetString(back, (int)change.NewLocator.Start, (int)change.NewLocator.Length).ShouldBe(change.After);
        }
    }

    [Theory, DatabaseData]
    public async Task A_correction_of_a_field_that_revises_the_text_is_put_in(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var schema = """
            {"type":"object","title":"Gemstone","x-strata":{"identity":[["code"]]},
             "properties":{"code":{"type":"string"},"description":{"type":"string","x-strata":{"revises":"text"}},"weight":{"type":"number"}}}
            """;
        await store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest { EntityType = "gemstone", Schema = System.Text.Json.JsonDocument.Parse(schema).RootElement.Clone() },
            None
        );
        const string csv = "code;description;weight\r\ng1;Rubin, rto;1,5\r\ng2;Saphir;2\r\n";
        var source = await store.Alice.IngestAsync("gems.csv", csv, new IngestRequest { EntityType = "gemstone" });
        var stone = (await store.Alice.FindEntitiesAsync("g1", "gemstone", ReadAt.Now, None)).ShouldHaveSingleItem();
        await store.Alice.CorrectAsync(stone.EntityId, """{"description":"Rubin, rot","weight":3}""");

        var (report, back) = await MadeAsync(store.Alice, source.SourceId, new ReconstructRequest());
        Encoding.UTF8.GetString(back).ShouldBe(csv.Replace("rto", "rot"));
        var change = report.Changes.ShouldHaveSingleItem();
        (change.EntityId, change.Field).ShouldBe((stone.EntityId, "description"));

        var (_, plain) = await MadeAsync(store.Alice, source.SourceId, new ReconstructRequest { Declared = false });
        Encoding.UTF8.GetString(plain).ShouldBe(csv);
    }

    [Theory, DatabaseData]
    public async Task A_page_takes_source_text_for_its_blocks_and_values_as_it_writes_them(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = "gemstone",
                Schema = System.Text.Json.JsonElement.Parse(
                    """
                    {"type":"object","title":"Gemstone","x-strata":{"identity":[["code"]]},
                     "properties":{"code":{"type":"string"},"description":{"type":"string","x-strata":{"revises":"text"}}}}
                    """
                ),
            },
            None
        );
        const string page =
            "<html><head><meta charset=\"windows-1252\"><title>Gr\u00fcn</title></head><body>\r\n<h1>A <em>stone</em></h1>\r\n<p>Code: g1</p>\r\n<p>Description:  red&nbsp;&amp; rund</p></body></html>";
        var source = await store.Alice.IngestAsync(
            "gem.html",
            Encoding.Latin1.GetBytes(page),
            new IngestRequest { EntityType = "gemstone" }
        );
        var id = (await store.Alice.Documents.ListAsync(new DocumentQuery(), None)).Items.ShouldHaveSingleItem().DocumentId;
        var blocks = (await store.Alice.Blocks.ListAsync(id, new BlockQuery(), None)).Items;
        blocks
            .Select(b => (b.Text, b.Raw))
            .ShouldBe([
                ("Gr\u00fcn", null),
                ("A stone", "A <em>stone</em>"),
                ("Code: g1", null),
                ("Description: red & rund", "Description:  red&nbsp;&amp; rund"),
            ]);
        page[(int)blocks[1].RawLocator!.Start..].ShouldStartWith("A <em>");
        var stone = (await store.Alice.FindEntitiesAsync("g1", "gemstone", ReadAt.Now, None)).ShouldHaveSingleItem();
        await store.Alice.CorrectAsync(stone.EntityId, """{"description":"r\u00f6t < rund"}""");

        var (report, back) = await MadeAsync(store.Alice, id, new ReconstructRequest { Revisions = [new(1, "<b>B</b>")] });

        Encoding
            .Latin1.GetString(back)
            .ShouldBe(page.Replace("A <em>stone</em>", "<b>B</b>").Replace("red&nbsp;&amp; rund", "r\u00f6t &lt; rund"));
        report
            .Changes.Select(c => (c.Before, c.After))
            .ShouldBe([("A <em>stone</em>", "<b>B</b>"), ("red&nbsp;&amp; rund", "r\u00f6t &lt; rund")]);
        var (same, all) = await MadeAsync(store.Alice, source.SourceId, new ReconstructRequest { Declared = false });
        (same.Identical, Encoding.Latin1.GetString(all)).ShouldBe((true, page));
        (await RefusalAsync(store.Alice, id, new BlockRevision(0, "\u6771"))).ShouldContain("windows-1252");

        var tagged = await store.Alice.IngestAsync(
            "tagged.html",
            "<p>Code: <i>g2</i></p><p>Description: <b>blue</b> and <b>round</b></p>",
            new IngestRequest { EntityType = "gemstone" }
        );
        var other = (await store.Alice.FindEntitiesAsync("g2", "gemstone", ReadAt.Now, None)).ShouldHaveSingleItem();
        await store.Alice.CorrectAsync(other.EntityId, """{"description":"red and round"}""");
        var (left, _) = await MadeAsync(store.Alice, tagged.SourceId, new ReconstructRequest());
        (left.Identical, left.NotApplied.ShouldHaveSingleItem()).ShouldBe(
            (true, new(other.EntityId, "description", "red and round") { Reason = "its old text stands partly inside of tags" })
        );
        report.NotApplied.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task A_text_of_XML_is_put_in_between_its_tags_and_as_XML_writes_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = "gemstone",
                Schema = System.Text.Json.JsonElement.Parse(
                    """
                    {"type":"object","title":"Gemstone","x-strata":{"identity":[["code"]]},
                     "properties":{"code":{"type":"string"},"description":{"type":"string","x-strata":{"revises":"text"}}}}
                    """
                ),
            },
            None
        );
        const string stones = """
            <?xml version="1.0"?>
            <stones>
              <stone code="g1"><description>Rubin &amp; rto</description></stone>
              <stone code="g2" description="bl&quot;au"/>
              <stone code="g3"><description><![CDATA[grün & rund]]></description></stone>
              <stone code="g4"><description>first<!-- and --> second</description></stone>
            </stones>
            """;
        var source = await store.Alice.IngestAsync("stones.xml", stones, new IngestRequest { EntityType = "gemstone" });
        foreach (
            var (code, description) in new[]
            {
                ("g1", "Rubin & <rot>"),
                ("g2", "\"blau\"\n<rund>"),
                ("g3", "grün & ]]> rund"),
                ("g4", "other"),
            }
        )
        {
            var stone = (await store.Alice.FindEntitiesAsync(code, "gemstone", ReadAt.Now, None)).ShouldHaveSingleItem();
            await store.Alice.CorrectAsync(
                stone.EntityId,
                new System.Text.Json.Nodes.JsonObject { ["description"] = description }.ToJsonString()
            );
        }

        var (report, back) = await MadeAsync(store.Alice, source.SourceId, new ReconstructRequest());

        Encoding
            .UTF8.GetString(back)
            .ShouldBe(
                stones
                    .Replace("Rubin &amp; rto", "Rubin &amp; &lt;rot&gt;")
                    .Replace("bl&quot;au", "&quot;blau&quot;&#10;&lt;rund&gt;")
                    .Replace("grün & rund", "grün & ]]]]><![CDATA[> rund")
            );
        report.NotApplied.ShouldHaveSingleItem().Text.ShouldBe("other");
        var read = System.Xml.Linq.XDocument.Parse(Encoding.UTF8.GetString(back)).Root!.Elements().ToList();
        (read[0].Value, read[1].Attribute("description")?.Value, read[2].Value).ShouldBe(
            ("Rubin & <rot>", "\"blau\"\n<rund>", "grün & ]]> rund")
        );
    }

    [Theory, DatabaseData]
    public async Task A_note_of_XML_keeps_its_elements(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var schema = """
            {"type":"object","title":"Memo","x-strata":{"identity":[["title"]],"title":["title"]},
             "properties":{"title":{"type":"string"},"body":{"type":"string","x-strata":{"revises":"text"}}}}
            """;
        await store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest { EntityType = "memo", Schema = System.Text.Json.JsonElement.Parse(schema) },
            None
        );
        const string one = "<memo><title>Tea <b>milk</b></title><p>Buy some &lt;soon&gt;.</p></memo>";
        const string two = "<memo><title>Two <b>lines</b></title><p>Buy some.</p>\n<p>And more.</p></memo>";
        foreach (var (name, text) in new[] { ("one.xml", one), ("two.xml", two) })
        {
            var source = await store.Alice.IngestAsync(name, text, new IngestRequest { EntityType = "memo" });
            var memo = (await store.Alice.Search.ListAsync(new EntityQuery { EntityType = "memo" }, ReadAt.Now, None)).Items.First(e =>
                e.Fields["body"].ToString().Contains("more") == (text == two)
            );
            await store.Alice.CorrectAsync(memo.EntityId, """{"body":"Buy < now."}""");

            var (report, back) = await MadeAsync(store.Alice, source.SourceId, new ReconstructRequest());

            report.NotApplied.Count.ShouldBe(text == one ? 0 : 1);
            Encoding.UTF8.GetString(back).ShouldBe(text == one ? one.Replace("Buy some &lt;soon&gt;.", "Buy &lt; now.") : two);
        }
    }

    [Theory, DatabaseData]
    public async Task What_cannot_be_put_in_is_refused_with_the_reason(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var book = await store.Alice.IngestAsync("b.xlsx", RenderedDocumentTests.Workbook(2));
        var old = await store.Alice.IngestAsync("old.txt", [.. "Gr"u8, 0xFC, .. "n ist die Farbe der Hoffnung."u8]);

        (await RefusalAsync(store.Alice, book.SourceId, new BlockRevision(0, "x"))).ShouldContain("--as markdown");
        (await RefusalAsync(store.Alice, old.SourceId, new BlockRevision(0, "東京"))).ShouldContain("windows-1252");
        (await RefusalAsync(store.Alice, old.SourceId, new BlockRevision(99, "x"))).ShouldContain("no block 99");
        var (_, back) = await MadeAsync(store.Alice, old.SourceId, new ReconstructRequest { Revisions = [new(0, "Größe")] });
        back.ShouldBe([.. "Gr"u8, 0xF6, 0xDF, (byte)'e']);
    }

    private static async Task<string> RefusalAsync(IStrata strata, string id, BlockRevision revision) =>
        (
            await Should.ThrowAsync<StrataException>(() =>
                strata.Blocks.ReconstructAsync(id, new ReconstructRequest { Revisions = [revision] }, None)
            )
        ).Message;

    private static async Task<(ReconstructReport Report, byte[] Bytes)> MadeAsync(IStrata strata, string id, ReconstructRequest request)
    {
        var made = await strata.Blocks.ReconstructAsync(id, request, None);
        await using var content = made.Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, None);
        return (made.Report, bytes.ToArray());
    }
}
