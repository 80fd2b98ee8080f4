using Strata.Parsing;
using Strata.Parsing.Html;

namespace Strata.Tests.Parsing;

public sealed class HtmlTests
{
    private static readonly HtmlParser Html = new();

    private static byte[] Bytes(string text, string encoding) =>
        [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)];

    private const string Page = """
        <!DOCTYPE html>
        <html lang="de"><head><meta charset="utf-8"><title>Träume &amp; mehr</title><style>p { color: red }</style></head>
        <body>
        <nav><ul><li><a href="/">Start</a></li></ul></nav>
        <main>
        <h1>Träume <em>😀</em></h1>
        <p>Ein  Absatz mit <a href="https://x.example/a">Link</a>,<br>zweite&nbsp;Zeile 東京 &lt;b&gt;.</p>
        Loser Text
        <script>var hidden = "<p>no</p>";</script>
        <ul><li>eins<ol><li>zwei</li></ol></li><li><input type="checkbox" checked> fertig</li></ul>
        <blockquote><p>Zitat</p></blockquote>
        <table><caption>Preise</caption>
        <tr><th>Was</th><th colspan="2">Preis</th></tr>
        <tr><td rowspan="2">Brot</td><td>3,50</td><td>EUR</td></tr>
        <tr><td>4,00</td><td>CHF</td></tr>
        </table>
        <pre><code class="language-cs">var x = 1;
          y();</code></pre>
        <figure><img src="a.png" alt="Ein Bild"><figcaption>So sieht es aus</figcaption></figure>
        <dl><dt>Wort</dt><dd>Bedeutung</dd></dl>
        <hr>
        <form><label>Name <input name="n"></label><select><option>Unsichtbar</option></select><button>Senden</button></form>
        <p hidden>versteckt</p>
        <p>Mail: <a href="mailto:ann@x.example">ann@x.example</a></p>
        </main>
        <footer>Impressum</footer>
        <p>Anhang</p>
        </body></html>
        """;

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", true)]
    public void A_page_becomes_blocks_that_lead_to_its_bytes(string end, bool mark)
    {
        var parsed = Parsed.One(Html, (mark ? "\uFEFF" : "") + Page.ReplaceLineEndings(end));

        parsed.Document.Title.ShouldBe("Träume & mehr");
        parsed.Blocks[0].ShouldBe(parsed.Blocks[0] with { Type = BlockType.FrontMatter, Text = "Träume & mehr" });
        parsed.Blocks[0].Traits!.Label.ShouldBe("title");
        parsed = parsed with { Blocks = [.. parsed.Blocks.Skip(1)] };
        parsed
            .Blocks.Select(b => $"{b.Type} {b.Level} {b.Text.Replace('\n', '⏎')}{(b.Traits?.Note is { } note ? $" ({note})" : "")}")
            .ShouldBe([
                "ListItem 0 Start (navigation)",
                "Heading 1 Träume 😀",
                "Paragraph 0 Ein Absatz mit Link <https://x.example/a>,⏎zweite Zeile 東京 <b>.",
                "Paragraph 0 Loser Text",
                "ListItem 0 eins",
                "ListItem 1 zwei",
                "Checkbox 0 [x] fertig",
                "Quote 0 Zitat",
                "Table 0 Preise",
                "TableRow 0 Was\tPreis",
                "TableRow 0 Brot\t3,50\tEUR",
                "TableRow 0 4,00\tCHF",
                "CodeBlock 0 var x = 1;⏎  y();",
                "Figure 0 Ein Bild",
                "Caption 0 So sieht es aus",
                "Definition 0 Wort",
                "Definition 0 Bedeutung",
                "Divider 0 ",
                "Paragraph 0 Name",
                "Paragraph 0 versteckt",
                "Paragraph 0 Mail: ann@x.example",
                "Paragraph 0 Impressum (footer)",
                "Paragraph 0 Anhang (outside the main content)",
            ]);
        parsed.Quote(1, 1).ShouldBe("😀");
        parsed.Quote(2, 0).ShouldBe("Ein  Absatz mit ");
        parsed.Quote(2, 3).ShouldBe("zweite&nbsp;Zeile 東京 &lt;b&gt;.");
        parsed.Quote(11, 0).ShouldBe("4,00");
        parsed.Blocks[9].Cells[1].ShouldBe(new(0, 1, parsed.Blocks[9].Cells[1].Range, "Preis") { ColumnSpan = 2, IsHeader = true });
        parsed.Blocks[11].Cells.Select(c => (c.Row, c.Column)).ShouldBe([(2, 1), (2, 2)]);
        parsed.Blocks[8].Traits.ShouldBe(new() { Rows = 3, Columns = 3 });
        parsed.Blocks[5].Traits!.Ordered.ShouldBe(true);
        parsed.Blocks[12].Traits!.Language.ShouldBe("cs");
        parsed.Blocks[13].Traits!.Target.ShouldBe("a.png");
        parsed.Blocks[16].Traits!.Label.ShouldBe("Wort");
        parsed.Blocks[19].Traits!.Hidden.ShouldBe(true);
        parsed.Blocks[20].Section.ShouldBe("Träume 😀");
    }

    [Fact]
    public void Lists_say_their_numbers_quotes_their_depth_and_notes_their_marks()
    {
        var parsed = Parsed.One(
            Html,
            "<ol start=3><li>three</li><li>four</li><li value=9>nine</li></ol><blockquote>a<blockquote>b</blockquote></blockquote>"
                + "<p>Said<sup><a href=#fn1>[1]</a></sup>.</p><ol><li id=fn1>Why.</li></ol><ol><li>one</li></ol>"
        );

        parsed
            .Blocks.Select(b => (b.Type, b.Level, b.Text, b.Traits?.Number, b.Traits?.Label))
            .ShouldBe([
                (BlockType.ListItem, 0, "three", 3, null),
                (BlockType.ListItem, 0, "four", null, null),
                (BlockType.ListItem, 0, "nine", 9, null),
                (BlockType.Quote, 0, "a", null, null),
                (BlockType.Quote, 1, "b", null, null),
                (BlockType.Paragraph, 0, "Said[1].", null, null),
                (BlockType.Footnote, 0, "Why.", null, "1"),
                (BlockType.ListItem, 0, "one", null, null),
            ]);
    }

    [Fact]
    public void A_mark_in_a_cell_is_no_part_of_its_number_and_what_leads_up_the_page_is_no_mark()
    {
        var parsed = Parsed.One(
            Html,
            "<div id=top><table><tr><th>a<th>b<tr><td>12<sup><a href=#fn1>1</a></sup><td>x</table><ul><li id=fn1>Rounded.</li></ul>"
                + "<p>End<sup><a href=#top>2</a></sup><sup><a href='#up'>↑</a></sup></p></div><p id=up>Up.</p>"
        );

        parsed.Blocks.Select(b => (b.Type, b.Text, b.Traits?.Label)).ShouldContain((BlockType.Footnote, "Rounded.", "1"));
        parsed.Blocks.SelectMany(b => b.Cells).Select(cell => cell.Text).ShouldBe(["a", "b", "12[1]", "x"]);
        parsed.Blocks.Count(b => b.Type == BlockType.Footnote).ShouldBe(1);
    }

    [Theory]
    [InlineData("\n", "utf-8")]
    [InlineData("\r\n", "utf-16")]
    [InlineData("\n", "utf-16BE")]
    public void Blocks_have_raw_slices_of_the_page(string end, string encoding)
    {
        var parsed = Parsed.One(Html, Bytes(Page.ReplaceLineEndings(end), encoding));

        parsed
            .Blocks.Select(block => parsed.Raw(block)?.ReplaceLineEndings("⏎"))
            .ShouldBe([
                "Träume &amp; mehr",
                "<a href=\"/\">Start</a>",
                "Träume <em>😀</em>",
                "Ein  Absatz mit <a href=\"https://x.example/a\">Link</a>,<br>zweite&nbsp;Zeile 東京 &lt;b&gt;.",
                "Loser Text",
                "eins",
                "zwei",
                "<input type=\"checkbox\" checked> fertig",
                "Zitat",
                "Preise",
                "<th>Was</th><th colspan=\"2\">Preis</th>",
                "<td rowspan=\"2\">Brot</td><td>3,50</td><td>EUR</td>",
                "<td>4,00</td><td>CHF</td>",
                "<code class=\"language-cs\">var x = 1;⏎  y();</code>",
                "<img src=\"a.png\" alt=\"Ein Bild\">",
                "So sieht es aus",
                "Wort",
                "Bedeutung",
                "<hr>",
                "<label>Name <input name=\"n\"></label>",
                "versteckt",
                "Mail: <a href=\"mailto:ann@x.example\">ann@x.example</a>",
                "Impressum",
                "Anhang",
            ]);
    }

    [Fact]
    public void Text_in_place_of_a_slice_is_the_text_of_that_block_and_of_no_other()
    {
        var parsed = Parsed.One(Html, Page);

        foreach (
            var block in parsed.Blocks.Where(block =>
                block.Type is not (BlockType.TableRow or BlockType.Figure or BlockType.Divider or BlockType.Checkbox)
            )
        )
        {
            var again = Parsed.One(Html, parsed.With(block, "Neu &amp; 東"));

            again
                .Blocks.Select(b => (b.Type, b.Text))
                .ShouldBe(parsed.Blocks.Select(b => (b.Type, b.Index == block.Index ? "Neu & 東" : b.Text)), $"block {block.Index}");
        }
    }

    [Theory]
    [InlineData("<p>a <b>b</p><p>c</b> d</p>", "a <b>b", "c</b> d")]
    [InlineData("<label>Name <select><option>x</select></label>", "Name")]
    [InlineData("<div><b>one</b> two<p><i>three</i></p>four</div>", "<b>one</b> two", "<i>three</i>", "four")]
    [InlineData("<span role=heading>T</span> text", "<span role=heading>T</span>", "text")]
    [InlineData("<p>one<table><tr><td>two<tr>six<td>three</table>", null, "two", "three")]
    [InlineData("<math display=block><mi>x</mi></math>y", "<math display=block><mi>x</mi></math>", "y")]
    public void Slices_are_what_stands_between_the_tags_of_blocks(string html, params string?[] raw)
    {
        var parsed = Parsed.One(Html, html);

        parsed.Blocks.Where(block => block.Type != BlockType.Table).Select(parsed.Raw).ShouldBe(raw);
    }

    [Fact]
    public void Every_text_leads_to_the_bytes_that_say_it_however_broken_the_tree()
    {
        var parsed = Parsed.One(
            Html,
            "<p>one <b>two <p>three</b> four <table><tr><td>five<tr>six <td>seven</table><pre>\r\neight</pre>nine<li>ten <script>eleven</script></body>twelve"
        );

        foreach (var block in parsed.Blocks)
        {
            for (var i = 0; i < block.Spans.Count; i++)
            {
                var shown = parsed.Slice(block.Spans[i].Range).Trim();
                parsed.Quote(block.Index, i).ShouldContain(shown);
            }
        }

        string.Join(' ', parsed.Blocks.Select(b => b.Text))
            .Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["one", "two", "three", "four", "six", "five", "seven", "eight", "nine", "ten", "twelve"], ignoreOrder: true);
    }

    [Fact]
    public void A_line_end_of_a_mere_CR_has_a_place_too() =>
        Parsed.One(Html, "<b>a</b>\r<b>c</b>\r\rd").Blocks.ShouldHaveSingleItem().Text.ShouldBe("a c d");

    [Theory]
    [InlineData("shift_jis", "<meta charset=shift_jis><p>東京タワー</p><p>次</p>")]
    [InlineData("windows-1252", "<p>Zürich – Genève</p><p>é</p>")]
    [InlineData("windows-1252", "<?xml version='1.0' encoding='ISO-8859-1'?><p>Zürich – Genève</p><p>é</p>")]
    [InlineData("gb18030", "<meta http-equiv='Content-Type' content='text/html; charset=gbk'><p>北京</p><p>上海</p>")]
    [InlineData("utf-16", "<p>東京 😀</p><p>é</p>")]
    public void An_encoding_is_what_the_page_says_or_looks_like(string name, string page)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(page)];

        var parsed = Parsed.One(Html, bytes);

        parsed.Blocks.Count.ShouldBe(2);
        foreach (var block in parsed.Blocks)
        {
            var place = block.Spans.ShouldHaveSingleItem().Place.Bytes!.Value;
            encoding.GetString(bytes.AsSpan((int)place.Start, (int)place.Length)).ShouldBe(block.Text);
        }
    }

    [Theory]
    [InlineData("<a href='tel:+49301'>030 1234</a>", "030 1234")]
    [InlineData("<a href='tel:+49301;ext=2'>Call us</a> now", "Call us <+49301> now")]
    [InlineData("<a href='MAILTO:ann%2Bx@x.example?subject=a'>Ann</a>", "Ann <ann+x@x.example>")]
    [InlineData("<a href='mailto:ann@x.example?subject=a'>Ann@x.example</a>", "Ann@x.example")]
    public void Addresses_that_links_lead_to_are_read_as_people_write_them(string html, string text) =>
        Parsed.One(Html, html).Blocks.ShouldHaveSingleItem().Text.ShouldBe(text);

    [Fact]
    public void A_table_for_the_layout_is_read_as_text_and_one_of_data_as_rows()
    {
        var parsed = Parsed.One(
            Html,
            "<table><tr><td><h1>Invoice</h1><table><tr><td>Total</td><td>5.00</td></tr><tr><td>Due</td><td>2026-01-01</td></tr></table></td></tr></table>"
        );

        parsed.Blocks.Select(b => b.Type).ShouldBe([BlockType.Heading, BlockType.Table, BlockType.TableRow, BlockType.TableRow]);
    }

    [Fact]
    public void Nesting_without_end_is_flattened_and_nothing_is_lost()
    {
        var parsed = Parsed.One(
            Html,
            string.Concat(Enumerable.Repeat("<div>", 200_000))
                + "deep"
                + string.Concat(Enumerable.Repeat("<b><i>", 200_000))
                + "er<p>after</p>"
        );

        string.Concat(parsed.Blocks.Select(b => b.Text.Replace(" ", ""))).ShouldBe("deeperafter");
    }

    [Fact]
    public void A_table_behind_formatting_that_is_never_closed_keeps_its_columns_and_the_document_is_whole()
    {
        var parsed = Parsed.One(
            Html,
            string.Concat(Enumerable.Range(0, 600).Select(i => $"<font color=c{i}>line<br>"))
                + "<table><tr><th>Net<th>Gross<tr><td>10.00<td>20.00</table>"
        );

        parsed.Blocks.Last(b => b.Type == BlockType.TableRow).Cells.Select(c => c.Text).ShouldBe(["10.00", "20.00"]);
        parsed.Diagnostics.ShouldBeEmpty();
        parsed.Document.Facts["formatting_passed_over"].ShouldBe("472");
        Parsed
            .One(Html, string.Concat(Enumerable.Repeat("<b>", 129)) + "<del>struck</del>")
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("MaxOpen");
        var anchors = Parsed.One(
            Html,
            $"<pre>{string.Concat(Enumerable.Range(0, 600).Select(i => $"<a name=n{i}>line\n"))}</pre><p><a href='https://x.example'>more</a> text"
        );
        anchors.Diagnostics.ShouldBeEmpty();
        anchors.Blocks[^1].Text.ShouldBe("more <https://x.example> text");
    }

    [Fact]
    public void Tags_that_are_left_out_or_never_closed_are_no_nesting()
    {
        var rows = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"<tr><td><font color=red>{i}<td><a title='a > b' href=x>y</a>"));
        var parsed = Parsed.One(
            Html,
            $"<table>{rows}</table><ul>{string.Concat(Enumerable.Repeat("<li><span>one", 2_000))}</ul><script>'<div>'</script><!-- <div> -->"
        );

        parsed.Blocks.Count(b => b.Type == BlockType.TableRow).ShouldBe(2_000);
        parsed.Blocks.Count(b => b.Type == BlockType.ListItem).ShouldBe(2_000);
    }

    [Fact]
    public void Too_much_is_refused_with_the_limit()
    {
        Parsed
            .One(Html, "<p>long enough</p>", null, new() { MaxBlockBytes = 10 })
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("MaxBlockBytes");
        Parsed.One(Html, "<p>a<p>b<p>c", null, new() { MaxBlocks = 2 }).Blocks.Count.ShouldBe(2);
    }

    [Fact]
    public void More_tags_than_the_limit_are_refused_with_the_limit()
    {
        const int most = 1_000;
        var html = new HtmlParser { MaxTokens = most };
        // The text and the end of the page are tokens too.
        var page = string.Concat(Enumerable.Repeat("<p>", most - 2)) + "end";

        Parsed.One(html, page).Blocks.ShouldHaveSingleItem().Text.ShouldBe("end");
        var refused = Parsed.One(html, "<p>" + page).Diagnostics.ShouldHaveSingleItem();

        refused.Fatal.ShouldBeTrue();
        refused.Reason.ShouldContain($"{most} tags and texts");
        Html.MaxTokens.ShouldBe(HtmlSource.MaxTokens);
    }

    [Fact]
    public void Links_that_lead_to_each_other_are_the_marks_of_a_footnote()
    {
        var parsed = Parsed.One(
            new HtmlParser(),
            """
            <p>Agreed<a name="r1" href="#n1">[1]</a> by all.</p><h2><a name="s1" href="#c1">1</a> Terms</h2><p><a name="c1" href="#s1">1</a> Terms, page 2</p>
            <div id="list"><hr><div id="note"><p><a name="n1" href="#r1">[1]</a> In March.</p><p>And in April.</p></div></div>
            """
        );

        parsed
            .Blocks.Select(block => (block.Type, block.Text, block.Traits?.Label))
            .ShouldBe([
                (BlockType.Paragraph, "Agreed[1] by all.", null),
                (BlockType.Heading, "1 Terms", null),
                (BlockType.Paragraph, "1 Terms, page 2", null),
                (BlockType.Divider, "", null),
                (BlockType.Footnote, "In March.", "1"),
                (BlockType.Footnote, "And in April.", "1"),
            ]);
    }

    [Fact]
    public void What_a_style_or_a_picture_sets_apart_does_not_run_into_the_words_beside_it()
    {
        var parsed = Parsed.One(
            new HtmlParser(),
            """<p><span style="float: left">I)</span>Deliver</p><p>A new page.<img src="a.png" alt="A dot">Next</p>"""
        );

        parsed.Blocks.Select(block => block.Text).ShouldBe(["I) Deliver", "A new page. A dot Next"]);
    }

    [Fact, Trait("req", "D25")]
    public void Remarks_on_cells_and_lists_in_them_leave_the_table_whole()
    {
        var parsed = Parsed.One(
            new HtmlParser(),
            "<table><tr><th>Order<th>Steps<tr><td><comment>by phone</comment>A-1<td><ul><li>call<li>send</ul></table>"
        );

        parsed
            .Blocks.Select(block => (block.Type, block.Text, block.Traits?.Note))
            .ShouldBe([
                (BlockType.Table, "", null),
                (BlockType.TableRow, "Order\tSteps", null),
                (BlockType.TableRow, "A-1\tcall\nsend", null),
                (BlockType.Paragraph, "by phone", "comment"),
            ]);
    }
}
