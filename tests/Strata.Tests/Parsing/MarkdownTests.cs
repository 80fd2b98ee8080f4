using Strata.Parsing.Markdown;
using Strata.Testing;

namespace Strata.Tests.Parsing;

public sealed class MarkdownTests
{
    private static readonly MarkdownParser Markdown = new();

    private const string Sample = """
        ---
        title: Über
        ---
        # Träume 😀 **fett**

        Ein Absatz mit [Link](http://x.org) und `code`,
        zweite Zeile 東京.

        ## Listen
        - eins é
          - zwei 😀
            noch zwei
        - [x] erledigt
        - [ ] offen

          zweiter Absatz

        1. nummer

        > Zitat e&#769;
        > weiter

        | Name | Ort |
        |------|-----|
        | Änn  | 東京 |
        | Bob  | *Ulm* |

        ```cs
        var x = "ü";
        ```

        $$
        e = mc^2
        $$

        ![Bild 😀](a.png)

        <div>html ü</div>

        ***

        # Zweites
        Fuß[^1] note.

        Unterstrichen
        -------------

        [^1]: Die Fußnote.

        [ref]: http://y.org
        """;

    public static TheoryData<string, bool> Forms =>
        new()
        {
            { "\n", false },
            { "\n", true },
            { "\r\n", false },
            { "\r\n", true },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_construct_becomes_a_block_at_its_bytes(string end, bool mark)
    {
        var parsed = Parsed.One(Markdown, (mark ? "\uFEFF" : "") + Sample.ReplaceLineEndings(end));

        parsed
            .Blocks.Select(b => $"{b.Type} {b.Level} {b.Text.Replace("\r\n", "\n").Replace("\n", "⏎")}")
            .ShouldBe([
                "FrontMatter 0 title: Über",
                "Heading 1 Träume 😀 fett",
                "Paragraph 0 Ein Absatz mit Link und code,⏎zweite Zeile 東京.",
                "Heading 2 Listen",
                "ListItem 0 eins é",
                "ListItem 1 zwei 😀⏎noch zwei",
                "Checkbox 0 [x] erledigt",
                "Checkbox 0 [ ] offen",
                "Paragraph 0 zweiter Absatz",
                "ListItem 0 nummer",
                "Quote 0 Zitat e\u0301⏎weiter",
                "Table 0 ",
                "TableRow 0 Name | Ort",
                "TableRow 0 Änn | 東京",
                "TableRow 0 Bob | Ulm",
                "CodeBlock 0 var x = \"ü\";",
                "Formula 0 e = mc^2",
                "Figure 0 Bild 😀",
                "Html 0 html ü",
                "Divider 0 ",
                "Heading 1 Zweites",
                "Paragraph 0 Fuß[1] note.",
                "Heading 2 Unterstrichen",
                "Footnote 0 Die Fußnote.",
                "Definition 0 http://y.org",
            ]);
        parsed
            .Blocks.Select(b => parsed.Slice(b.Range).Replace("\r\n", "\n").Replace("\n", "⏎"))
            .ShouldBe([
                "---⏎title: Über⏎---",
                "# Träume 😀 **fett**",
                "Ein Absatz mit [Link](http://x.org) und `code`,⏎zweite Zeile 東京.",
                "## Listen",
                "- eins é",
                "- zwei 😀⏎    noch zwei",
                "- [x] erledigt",
                "- [ ] offen",
                "zweiter Absatz",
                "1. nummer",
                "Zitat e&#769;⏎> weiter",
                "",
                "| Name | Ort |",
                "| Änn  | 東京 |",
                "| Bob  | *Ulm* |",
                "```cs⏎var x = \"ü\";⏎```",
                "$$⏎e = mc^2⏎$$",
                "![Bild 😀](a.png)",
                "<div>html ü</div>",
                "***",
                "# Zweites",
                "Fuß[^1] note.",
                "Unterstrichen⏎-------------",
                "Die Fußnote.",
                "[ref]: http://y.org",
            ]);
        parsed.Document.Title.ShouldBe("Träume 😀 fett");
        parsed.Blocks[2].Section.ShouldBe("Träume 😀 fett");
        parsed.Blocks[12].Section.ShouldBe("Träume 😀 fett / Listen");
        parsed.Blocks[21].Section.ShouldBe("Zweites");
        parsed.Blocks[4].Traits.ShouldBe(new() { Ordered = false });
        parsed.Blocks[6].Traits.ShouldBe(new() { Ordered = false, Checked = true });
        parsed.Blocks[9].Traits.ShouldBe(new() { Ordered = true });
        parsed.Blocks[11].Traits.ShouldBe(new() { Rows = 3, Columns = 2 });
        parsed.Blocks[12].Cells.ShouldAllBe(c => c.IsHeader && c.Row == 0);
        parsed
            .Blocks[13]
            .Cells.Select(c => (c.Row, c.Column, c.Text, parsed.Slice(c.Range)))
            .ShouldBe([(1, 0, "Änn", "Änn"), (1, 1, "東京", "東京")]);
        parsed.Blocks[14].Cells.Select(c => parsed.Slice(c.Range)).ShouldBe(["Bob", "*Ulm*"]);
        parsed.Blocks[15].Traits!.Language.ShouldBe("cs");
        parsed.Blocks[17].Traits!.Target.ShouldBe("a.png");
        parsed.Blocks[23].Traits!.Label.ShouldBe("1");
        parsed.Blocks[24].Traits.ShouldBe(new() { Label = "ref", Target = "http://y.org" });
        parsed.Blocks[3].Section.ShouldBe("Träume 😀 fett");
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "Intro:\nof two\n| Item | Price |\n|---|---|\n| Rake | 10 |\n\nend",
        "Paragraph Intro:⏎of two",
        "Table ",
        "TableRow Item | Price",
        "TableRow Rake | 10",
        "Paragraph end"
    )]
    [InlineData(
        "| a | b |\n| - | - |\n| 1 | 2 |\nx\n===\n\npara",
        "Table ",
        "TableRow a | b",
        "TableRow 1 | 2",
        "TableRow x | ",
        "TableRow === | ",
        "Paragraph para"
    )]
    [InlineData("a | b\n--|--\n1 | 2\n> q", "Table ", "TableRow a | b", "TableRow 1 | 2", "Quote q")]
    [InlineData(
        "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n    code",
        "Table ",
        "TableRow a | b",
        "TableRow 1 | ",
        "TableRow 1 | 2 | 3",
        "CodeBlock code"
    )]
    [InlineData("| a\\|b | `c\\|d` |\n|:-:|--:|\n| e || f |", "Table ", "TableRow a|b | c|d", "TableRow e |  | f")]
    [InlineData("| a | b |\n|---|\n| c |", "Paragraph | a | b |⏎|---|⏎| c |")]
    [InlineData("a\n---\nb\n-", "Heading a", "Heading b")]
    [InlineData("> | a |\n> |---|\n> | b |\n| c |", "Table ", "TableRow a", "TableRow b", "Paragraph | c |")]
    [InlineData("- intro\n  | a |\n  |---|\n  | b |\n- next", "ListItem intro", "Table ", "TableRow a", "TableRow b", "ListItem next")]
    public void Tables_begin_and_end_where_GitHub_says(string text, params string[] blocks)
    {
        var parsed = Parsed.One(Markdown, text);

        parsed.Blocks.Select(b => $"{b.Type} {b.Text.Replace("\n", "⏎")}").ShouldBe(blocks);
    }

    [Fact]
    public void A_table_under_a_line_of_text_has_its_own_bytes()
    {
        var parsed = Parsed.One(Markdown, "Größe:\r\n| Maß | ü |\r\n|---|---|\r\n  | 1 | `2` |  \r\nx\r\n");

        parsed.Blocks.Select(b => parsed.Slice(b.Range)).ShouldBe(["Größe:", "", "| Maß | ü |", "| 1 | `2` |  ", "x"]);
        parsed.Blocks.Select(b => b.Line).ShouldBe([1, 2, 2, 4, 5]);
        parsed
            .Blocks.SelectMany(b => b.Cells)
            .Select(c => $"{c.Row}{c.Column} {parsed.Slice(c.Range)}")
            .ShouldBe(["00 Maß", "01 ü", "10 1", "11 `2`", "20 x", "21 "]);
        parsed.Blocks[1].Traits.ShouldBe(new() { Rows = 3, Columns = 2 });
    }

    [Theory]
    [InlineData("It rose[^1], *twice[^b]*.\n\n[^1]: held\n\n[^b]: more[^1]\n", "It rose[1], twice[b].|held|more[1]")]
    [InlineData(
        "# Prices[^a]\n\n- item[^a]\n\n| x[^a] | y |\n|---|---|\n| 2 | 3[^a] |\n\n[^a]: net\n",
        "Prices[a]|item[a]||x[a] | y|2 | 3[a]|net"
    )]
    [InlineData("No note[^x] is there.", "No note[^x] is there.")]
    public void References_to_footnotes_are_seen_with_their_labels(string source, string expected) =>
        string.Join('|', Parsed.One(Markdown, source).Blocks.Select(b => b.Text)).ShouldBe(expected);

    [Fact]
    public void A_footnote_that_nothing_refers_to_is_kept()
    {
        var parsed = Parsed.One(Markdown, "text[^a]\n\n[^a]: held\n\n[^b]: not *held*\n    either\n\n[^c]: nor this\n");

        parsed
            .Blocks.Select(b => $"{b.Type} {b.Traits?.Label} {parsed.Slice(b.Range).Replace("\n", "⏎")}")
            .ShouldBe(["Paragraph  text[^a]", "Footnote a held", "Footnote b [^b]: not *held*⏎    either", "Footnote c [^c]: nor this"]);
        parsed.Blocks[2].Text.ShouldBe("not *held*\n    either");
    }

    [Theory]
    [InlineData(
        "text[^1]\n\nterm\n:   said\n\n[^1]: word\n",
        "Paragraph  text[^1]|Definition  term|Definition term :   said|Footnote 1 word"
    )]
    [InlineData(
        "text[^1]\n\nterm\n:   said\n\n[^1]: two words\n\nafter\n",
        "Paragraph  text[^1]|Definition  term|Definition term :   said|Footnote 1 two words|Paragraph  after"
    )]
    [InlineData(
        "text[^1] and[^2]\n\nterm\n:   said\n[^1]: word\n[^2]: more\n    of it\n\nterm2\n:   said\n",
        "Paragraph  text[^1] and[^2]|Definition  term|Definition term :   said|Footnote 1 word|Footnote 2 more⏎    of it|Definition  term2|Definition term2 :   said"
    )]
    [InlineData(
        "text\n\nterm\n:   said\n\n    [^1] inside\n\n[link]: word\n",
        "Paragraph  text|Definition  term|Definition term :   said|Paragraph  [^1] inside|Definition link [link]: word"
    )]
    public void A_footnote_behind_a_definition_is_one(string source, string expected)
    {
        var parsed = Parsed.One(Markdown, source);

        string.Join('|', parsed.Blocks.Select(b => $"{b.Type} {b.Traits?.Label} {parsed.Slice(b.Range).Replace("\n", "⏎")}"))
            .ShouldBe(expected);
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    public void Other_encodings_are_located_too(string name)
    {
        var encoding = name == "utf-16" ? Encoding.Unicode : Encoding.Latin1;
        byte[] source = [.. name == "utf-16" ? encoding.GetPreamble() : [], .. encoding.GetBytes("# Zoë\n\nCafé müde\n")];

        var parsed = Parsed.One(Markdown, source);

        parsed.Blocks.Select(b => parsed.Slice(b.Range)).ShouldBe(["# Zoë", "Café müde"]);
    }

    [Fact]
    public void Damaged_UTF8_keeps_later_offsets_right()
    {
        byte[] source = [.. Encoding.UTF8.GetBytes("# äöüäöüäöüäöü "), 0xE2, 0x82, .. " x\n\nnächster"u8];

        var parsed = Parsed.One(Markdown, source);

        parsed.Slice(parsed.Blocks[1].Range).ShouldBe("nächster");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n \n")]
    public void A_source_without_text_has_no_blocks(string text)
    {
        var parsed = Parsed.One(Markdown, text);

        parsed.Blocks.ShouldBeEmpty();
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(">", 10_000)]
    [InlineData("> ", 10_000)]
    [InlineData("- ", 10_000)]
    [InlineData("1. ", 10_000)]
    [InlineData("[", 10_000)]
    [InlineData("![", 10_000)]
    [InlineData("*a ", 10_000)]
    [InlineData("**a _b ", 10_000)]
    [InlineData("`", 10_000)]
    [InlineData("<", 10_000)]
    [InlineData("|", 10_000)]
    [InlineData("[^1]: ", 2_000)]
    public void Hostile_nesting_ends_soon_and_without_a_crash(string mark, int times)
    {
        var began = ThreadClock.CpuTime;

        var parsed = Parsed.One(Markdown, string.Concat(Enumerable.Repeat(mark, times)) + "text");

        (ThreadClock.CpuTime - began).ShouldBeLessThan(TimeSpan.FromSeconds(60));
        parsed.Diagnostics.ShouldAllBe(d => d.Reason.Contains("64 (MaxDepth)"));
    }

    [Fact]
    public void Nesting_over_the_limit_is_read_as_plain_text()
    {
        var parsed = Parsed.One(Markdown, new string('>', 10_000) + " deep\n\nafter");

        parsed.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("64 (MaxDepth)");
        parsed.Blocks[^1].Text.ShouldBe("after");
    }

    [Fact]
    public void Limits_are_named()
    {
        Parsed
            .One(Markdown, new string('x', 2000), null, new() { MaxBlockBytes = 1000 })
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("1000 bytes (MaxBlockBytes)");
        var many = Parsed.One(Markdown, "a\n\nb\n\nc", null, new() { MaxBlocks = 2 });
        many.Blocks.Count.ShouldBe(2);
        many.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("2 blocks (MaxBlocks)");
    }

    [Fact]
    public void A_NUL_character_is_reported()
    {
        var parsed = Parsed.One(Markdown, "one\n\ntwo \0 x");

        parsed.Blocks.ShouldAllBe(b => !b.Text.Contains('\0'));
        parsed.Diagnostics.ShouldHaveSingleItem().Line.ShouldBe(3);
    }

    [Fact]
    public void Lists_say_the_number_that_they_begin_with_and_quotes_their_depth() =>
        Parsed
            .One(new MarkdownParser(), "3. a\n4. b\n\ntext\n\n1. c\n\n> q\n>\n> > r\n")
            .Blocks.Select(b => (b.Text, b.Level, b.Traits?.Number))
            .ShouldBe([("a", 0, 3), ("b", 0, null), ("text", 0, null), ("c", 0, null), ("q", 0, null), ("r", 1, null)]);
}
