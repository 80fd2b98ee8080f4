using Strata.Parsing;
using Strata.Parsing.AsciiDoc;
using Strata.Testing;

namespace Strata.Tests.Parsing;

public sealed class AsciiDocTests
{
    private static readonly AsciiDocParser AsciiDoc = new();

    private const string Page = """
        // a comment
        = Träume & *mehr*
        Ann Ba <ann@x.example>
        v1.2, 2026-03-01
        :product: Strata 😀
        :toc:

        About {product}: _em_, `code`, [.big]#marked#, **un**bound, H~2~O, 5 * 3 * 2, https://x.example/a_b_c[the link^].
        Second line. +
        Third.

        == Lists

        * one
          goes on
        ** two
        * [x] done
        . first
        .. inner
        +
        attached

        4. four
        5. five

        Term:: what it is
        Other::
          another
        line

        .A caption
        [source,ruby]
        ----
        puts "*hi*"

        # no heading
        ----

        ....
        literal
        ....

        [quote, Ann]
        ____
        Quoted.

        [quote]
        _____
        Deeper.
        _____
        ____

        ====
        Example.
        ====

        NOTE: Mind this.

        [WARNING]
        ====
        Danger.
        ====

        ++++
        <b>raw</b>
        ++++

        ////
        gone
        ////

        image::a b.png[A picture,width=10]

        '''

        <<<

        === Notes

        Text.footnote:[The note.] More.footnote:[Last.]

         indented
           code

        [stem]
        ++++
        x^2
        ++++

        --
        open
        --
        """;

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", true)]
    public void A_page_becomes_blocks_that_lead_to_its_bytes(string end, bool mark)
    {
        var parsed = Parsed.One(AsciiDoc, (mark ? "\uFEFF" : "") + Page.ReplaceLineEndings(end));

        parsed.Diagnostics.ShouldBeEmpty();
        parsed.Document.Title.ShouldBe("Träume & mehr");
        parsed
            .Blocks.Select(b => $"{b.Type} {b.Level} {b.Text.Replace('\n', '⏎')}{(b.Traits?.Note is { } note ? $" ({note})" : "")}")
            .ShouldBe([
                "Heading 1 Träume & mehr",
                "FrontMatter 0 author: Ann Ba <ann@x.example>⏎revision: v1.2, 2026-03-01⏎product: Strata 😀⏎toc:",
                "Paragraph 0 About Strata 😀: em, code, marked, unbound, H2O, 5 * 3 * 2, the link <https://x.example/a_b_c>.⏎Second line.⏎Third.",
                "Heading 2 Lists",
                "ListItem 0 one⏎goes on",
                "ListItem 1 two",
                "Checkbox 0 [x] done",
                "ListItem 1 first",
                "ListItem 2 inner",
                "Paragraph 2 attached",
                "ListItem 3 four",
                "ListItem 3 five",
                "Definition 3 Term",
                "Definition 3 what it is",
                "Definition 3 Other",
                "Definition 3 another⏎line",
                "Caption 0 A caption",
                "CodeBlock 0 puts \"*hi*\"⏎⏎# no heading",
                "CodeBlock 0 literal",
                "Quote 0 Quoted.",
                "Quote 1 Deeper.",
                "Paragraph 0 Example.",
                "Paragraph 0 Mind this. (note)",
                "Paragraph 0 Danger. (warning)",
                "Html 0 raw",
                "Figure 0 A picture",
                "Divider 0 ",
                "PageBreak 0 ",
                "Heading 3 Notes",
                "Paragraph 0 Text.[1] More.[2]",
                "Footnote 0 The note.",
                "Footnote 0 Last.",
                "CodeBlock 0  indented⏎   code",
                "Formula 0 x^2",
                "Paragraph 0 open",
            ]);
        parsed.Raw(parsed.Blocks[0]).ShouldBe("= Träume & *mehr*");
        parsed.Raw(parsed.Blocks[4]).ShouldBe($"* one{end}  goes on");
        parsed.Raw(parsed.Blocks[13]).ShouldBe("what it is");
        parsed.Raw(parsed.Blocks[29]).ShouldBe("Text.footnote:[The note.] More.");
        parsed.Raw(parsed.Blocks[31]).ShouldBe("footnote:[Last.]");
        parsed.Blocks[9].Section.ShouldBe("Träume & mehr / Lists");
        parsed.Blocks[10].Traits.ShouldBe(new() { Ordered = true, Number = 4 });
        parsed.Blocks[13].Traits!.Label.ShouldBe("Term");
        parsed.Blocks[17].Traits!.Language.ShouldBe("ruby");
        parsed.Blocks[19].Traits!.Author.ShouldBe("Ann");
        parsed.Blocks[25].Traits!.Target.ShouldBe("a b.png");
        parsed.Blocks[31].Traits!.Label.ShouldBe("2");
    }

    [Fact]
    public void Tables_have_their_header_spans_and_cells()
    {
        var parsed = Parsed.One(
            AsciiDoc,
            """
            .Prices
            [cols="1,2a,1"]
            |===
            |What |Price *net* |Unit

            .2+|Bread
            |3,50
            |EUR

            2+^|4\|00

            3*|same
            |===
            """
        );

        parsed
            .Blocks.Select(b => (b.Type, b.Text))
            .ShouldBe([
                (BlockType.Caption, "Prices"),
                (BlockType.Table, ""),
                (BlockType.TableRow, "What | Price net | Unit"),
                (BlockType.TableRow, "Bread | 3,50 | EUR"),
                (BlockType.TableRow, "4|00"),
                (BlockType.TableRow, "same | same | same"),
            ]);
        parsed.Blocks[1].Traits.ShouldBe(new() { Rows = 4, Columns = 3 });
        parsed.Blocks[2].Cells.ShouldAllBe(cell => cell.IsHeader);
        parsed.Blocks[3].Cells[0].RowSpan.ShouldBe(2);
        parsed.Blocks[4].Cells.Select(cell => (cell.Row, cell.Column, cell.ColumnSpan)).ShouldBe([(2, 1, 2)]);
        parsed.Slice(parsed.Blocks[2].Cells[1].Range).ShouldBe("Price *net*");
        parsed.Raw(parsed.Blocks[4]).ShouldBe("2+^|4\\|00");
        parsed.Blocks[5].Cells.Select(cell => parsed.Slice(cell.Range)).ShouldBe(["same", "same", "same"]);
    }

    [Fact]
    public void Rows_of_repeated_cells_are_rows_and_their_cells_lead_to_the_one_that_is_repeated()
    {
        var parsed = Parsed.One(AsciiDoc, "[cols=\"3*\"]\n|===\n7*|x{empty}\n|===");

        parsed.Blocks.Select(b => b.Text).ShouldBe(["", "x | x | x", "x | x | x", "x"]);
        parsed.Blocks[0].Traits.ShouldBe(new() { Rows = 3, Columns = 3 });
        parsed.Blocks.SelectMany(b => b.Cells).Select(cell => parsed.Slice(cell.Range)).ShouldBe(Enumerable.Repeat("x{empty}", 7));
    }

    [Theory]
    [InlineData("[%header,format=csv]\n|===\na,\"b, \"\"c\"\"\"\n1,2\n|===", "a | b, \"c\"; 1 | 2")]
    [InlineData(",===\na,\n ,d\n,===", "a | ;  | d")]
    [InlineData(":===\na:b\nc:d\n:===", "a | b; c | d")]
    [InlineData("[format=tsv]\n|===\na\tb\n|===", "a | b")]
    [InlineData("|===\n|a|b\n|c|d", "a | b; c | d")]
    [InlineData("|===\n|===", "")]
    [InlineData("|===\nno cell\n|===", "")]
    public void Tables_of_other_formats_are_read(string source, string rows) =>
        string.Join("; ", Parsed.One(AsciiDoc, source).Blocks.Where(b => b.Type == BlockType.TableRow).Select(b => b.Text)).ShouldBe(rows);

    [Theory]
    [InlineData("`+*no*+` and +++<u>+++ and \\*kept* \\{kept}", "*no* and <u> and *kept* {kept}")]
    [InlineData(
        "<<sec,the section>> xref:a.adoc[there] mailto:a@x.example[Ann] kbd:[Ctrl] image:i.png[An icon,20] ((term)) (((hidden,term)))",
        "the section there Ann <a@x.example> Ctrl An icon term "
    )]
    [InlineData("a_b_c *b* 2*3*4 \"`quoted`\" __x__y {nothing} {nbsp}x", "a_b_c b 2*3*4 \"quoted\" xy {nothing} \u00A0x")]
    [InlineData("Title\n-----\n\nText", "Title|Text")]
    [InlineData("include::x.adoc[]\n\nText", "Text")]
    [InlineData("text\n* no item\n\n* item\n\n\n* again", "text\n* no item|item|again")]
    [InlineData("> quoted\n> on", "quoted\non")]
    [InlineData("----\nnever closed", "never closed")]
    [InlineData("image::x]\n\n::", "image::x]|::")]
    public void Texts_are_what_a_reader_sees(string source, string texts) =>
        string.Join('|', Parsed.One(AsciiDoc, source).Blocks.Select(b => b.Text)).ShouldBe(texts.Trim(' '));

    [Theory]
    [InlineData("== Results footnote:[Preliminary.]", "Results [1]|1 Preliminary.")]
    [InlineData(
        "= Title footnote:[Of all.]\n:a: b footnote:[Kept.]\n\n{a}",
        "Title [1]|1 Of all.|a: b footnote:[Kept.]|b footnote:[Kept.]"
    )]
    [InlineData(".Caption footnote:c[Small.]\nText footnote:[In footnote:[out\\].]", "Caption [c]|c Small.|Text [1]|1 In footnote:[out].")]
    [InlineData("Term footnote:[Said.]:: what", "Term [1]|1 Said.|what")]
    [InlineData("[verse]\n____\nA verse footnote:[Sung.]\n____", "A verse [1]|1 Sung.")]
    [InlineData("|===\nlost?\n|a footnote:[b]\n|===", "lost?||a [1]|1 b")]
    [InlineData("|===\nno cell\n|===", "no cell")]
    public void Notes_have_a_text_wherever_their_marks_stand(string source, string texts) =>
        string.Join(
                '|',
                Parsed.One(AsciiDoc, source).Blocks.Select(b => b.Type == BlockType.Footnote ? $"{b.Traits!.Label} {b.Text}" : b.Text)
            )
            .ShouldBe(texts);

    [Theory]
    [InlineData("Use the _start page https://en.example/Mercury_(planet)", "Use the _start page https://en.example/Mercury_(planet)")]
    [InlineData("_all of https://x.example/a_ and that_", "all of https://x.example/a_ and that")]
    [InlineData("http://a.example[open link:b[x {sp}y `+z", "http://a.example[open link:b[x  y `+z")]
    [InlineData("+++x++ and ++y++ and \\link:a[b\\]c] `+d\n+`", "+x and y and link:a[b\\]c] +d\n+")]
    [InlineData("Term::\n\n== Next\n\nText", "Term|Next|Text")]
    public void What_is_not_closed_stays_and_marks_in_addresses_are_none(string source, string texts) =>
        string.Join('|', Parsed.One(AsciiDoc, source).Blocks.Select(b => b.Text)).ShouldBe(texts);

    [Theory]
    [InlineData("----\nnever closed", 1)]
    [InlineData("Text\n\n|===\n|a\n\n== Next", 3)]
    public void A_block_that_is_not_closed_is_said_to_take_the_rest(string source, int line)
    {
        var said = Parsed.One(AsciiDoc, source).Diagnostics.ShouldHaveSingleItem();
        (said.Line, said.Fatal).ShouldBe((line, false));
        said.Reason.ShouldContain("not closed");
    }

    [Fact]
    public void What_is_included_is_said_not_to_be_read() =>
        Parsed.One(AsciiDoc, "One.\n\ninclude::other.adoc[]").Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("other.adoc");

    [Fact]
    public void Too_much_is_refused_with_the_limit_and_nesting_has_an_end()
    {
        Parsed
            .One(AsciiDoc, "long enough", null, new() { MaxBlockBytes = 10 })
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("MaxBlockBytes");
        Parsed.One(AsciiDoc, "a\n\nb\n\nc", null, new() { MaxBlocks = 2 }).Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue();
        Parsed
            .One(AsciiDoc, string.Join('\n', Enumerable.Range(4, 500).Select(n => new string('=', n))) + "\ndeep")
            .Blocks.ShouldHaveSingleItem()
            .Text.ShouldEndWith("deep");
        Parsed
            .One(AsciiDoc, string.Concat(Enumerable.Range(1, 4000).Select(n => new string('*', 1 + (n % 5)) + " item\n")))
            .Blocks.Count.ShouldBe(4000);
        Parsed.One(AsciiDoc, ":a: " + new string('x', 150) + "\n:b: {a}{a}{a}\n:c: {b}{b}{b}\n\n{c}").Blocks[^1].Text.ShouldBe("{b}{b}{b}");
    }

    [Theory]
    [InlineData(":a: 0123456789\n\n{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}", "{a}")]
    [InlineData("|===\n1000*|x\n|===", "x")]
    public void References_and_copies_add_no_more_than_a_block_may_hold(string source, string ends)
    {
        var parsed = Parsed.One(AsciiDoc, source, null, new() { MaxBlockBytes = 120 });

        parsed.Blocks[^1].Text.ShouldEndWith(ends);
        parsed.Blocks.Sum(b => b.Text.Length).ShouldBeLessThan(200);
        var said = parsed.Diagnostics.ShouldHaveSingleItem();
        said.Fatal.ShouldBeTrue();
        said.Reason.ShouldContain("MaxBlockBytes");
    }

    [Theory]
    [InlineData("http://a[", 60_000)]
    [InlineData("link:a[{x}", 60_000)]
    [InlineData("`+{x}", 60_000)]
    [InlineData("footnote:[", 60_000)]
    [InlineData("[a#=1,b%d#]\n", 60_000)]
    public void What_opens_and_is_never_closed_costs_no_more_than_it_is_long(string opening, int times)
    {
        var began = ThreadClock.CpuTime;
        Parsed
            .One(AsciiDoc, string.Concat(Enumerable.Range(0, times).Select(n => opening.Replace("#", $"{n}"))))
            .Document.Title.ShouldBeNull();
        (ThreadClock.CpuTime - began).ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }
}
