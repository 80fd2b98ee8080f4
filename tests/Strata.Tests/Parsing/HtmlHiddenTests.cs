using Strata.Parsing;
using Strata.Parsing.Html;

namespace Strata.Tests.Parsing;

/// <summary>What a page says is not shown stands apart from what it shows.</summary>
public sealed class HtmlHiddenTests
{
    private static readonly HtmlParser Html = new();

    [Theory]
    [InlineData(
        "<p>Price <span style=\"display:none\">cost 40</span>50 EUR <span hidden>internal 7</span></p>",
        "Price 50 EUR",
        "-cost 40",
        "-internal 7"
    )]
    [InlineData("<p><span style=\"color:red; DISPLAY : none\">Ready.</span>Invoice number: INV-5</p>", "Invoice number: INV-5", "-Ready.")]
    [InlineData("<p><span hidden>alone</span></p><p>next</p>", "-alone", "next")]
    [InlineData("<p>a <b hidden>b <i style='display:none'>c</i> d</b> e</p>", "a e", "-b c d")]
    [InlineData("<p>1<a hidden href='https://x.example'>two</a>3</p>", "13", "-two")]
    [InlineData("<div>Total: 80 EUR<div style='display:none'>Total: 1 EUR</div>behind</div>", "Total: 80 EUR", "-Total: 1 EUR", "behind")]
    [InlineData("<div>seen <my-box hidden><p>one</p><p>two</p></my-box>again</div>", "seen", "-one", "-two", "again")]
    [InlineData("<div hidden>all <span hidden>of</span> it</div>", "-all of it")]
    [InlineData("<dl><dt>term<span hidden>x</span></dt><dd>meaning</dd></dl>", "term", "-x", "meaning")]
    [InlineData("<p>a <span style='display:none'></span>b</p>", "a b")]
    public void Hidden_text_is_no_part_of_the_text_around_it(string html, params string[] expected)
    {
        var parsed = Parsed.One(Html, html);

        parsed.Blocks.Select(b => (b.Traits?.Hidden == true ? "-" : "") + b.Text).ShouldBe(expected);
        foreach (var block in parsed.Blocks)
        {
            for (var i = 0; i < block.Spans.Count; i++)
            {
                if (block.Spans[i].Place.Bytes is not null)
                {
                    parsed.Quote(block.Index, i).ShouldContain(parsed.Slice(block.Spans[i].Range).Trim());
                }
            }
        }
    }

    [Theory]
    [InlineData("<p style='visibility: hidden'>a</p><p>b</p>", "-a", "b")]
    [InlineData("<p>a <span style='color:red;VISIBILITY:HIDDEN !important'>b</span>c</p>", "a c", "-b")]
    [InlineData("<p style='backface-visibility:hidden'>a</p><p style='display:none-such'>b</p>", "a", "b")]
    [InlineData("<p style='opacity:0'>faded in by a script</p>", "faded in by a script")]
    public void What_is_not_visible_is_hidden_and_what_is_faded_in_is_not(string html, params string[] expected) =>
        Parsed.One(Html, html).Blocks.Select(b => (b.Traits?.Hidden == true ? "-" : "") + b.Text).ShouldBe(expected);

    [Theory]
    [InlineData("<p>Price <s>100</s> <ins>90</ins> <del>95</del> EUR</p>", "Paragraph Price 90 EUR", "Paragraph ~100", "Paragraph ~95")]
    [InlineData("<p><del>Total: 100 EUR</del></p><p>Total: 90 EUR</p>", "Paragraph ~Total: 100 EUR", "Paragraph Total: 90 EUR")]
    [InlineData(
        "<ul><li><s>milk</s></li><li><input type=checkbox checked><strike>bread</strike> <s>salt</s></li><li>oil</li></ul>",
        "ListItem ~milk",
        "Checkbox ~[x] bread salt",
        "ListItem oil"
    )]
    [InlineData("<h2><span style='font-weight:bold; text-decoration: line-through red'>Old</span></h2>", "Heading ~Old")]
    [InlineData(
        "<p>one</p><del><p>two</p><p>three <s>four</s></p></del><p>five</p>",
        "Paragraph one",
        "Paragraph ~two",
        "Paragraph ~three four",
        "Paragraph five"
    )]
    [InlineData("<nav><s>gone</s></nav><p>a <b hidden>b <s>c</s></b></p>", "Paragraph navigation; ~gone", "Paragraph a", "Paragraph -b c")]
    [InlineData("<p style='text-decoration:underline'>kept</p>", "Paragraph kept")]
    public void What_is_struck_out_is_no_part_of_the_text_around_it(string html, params string[] expected)
    {
        var parsed = Parsed.One(Html, html);

        parsed
            .Blocks.Select(b =>
                $"{b.Type} {(b.Traits?.Hidden == true ? "-" : "")}{b.Traits?.Note?.Replace("struck out", "~", StringComparison.Ordinal)}{b.Text}"
            )
            .ShouldBe(expected);
    }

    [Fact]
    public void Rows_that_are_struck_out_keep_their_cells_and_cells_give_way()
    {
        var parsed = Parsed.One(
            Html,
            "<table><tr><th>Item</th><th>Price</th></tr><tr><td><s>Rope</s></td><td><s>40</s></td></tr><tr><td>Anchor</td><td><s>70</s> 60</td></tr>"
                + "<tr style='text-decoration:line-through'><td>Chain</td><td>9</td></tr><tr><td>Buoy</td><td style='text-decoration:line-through'>8</td></tr></table>"
        );

        parsed
            .Blocks.Select(b => (b.Type, b.Text, b.Traits?.Note))
            .ShouldBe([
                (BlockType.Table, "", null),
                (BlockType.TableRow, "Item\tPrice", null),
                (BlockType.TableRow, "Rope\t40", "struck out"),
                (BlockType.TableRow, "Anchor\t60", null),
                (BlockType.TableRow, "Chain\t9", "struck out"),
                (BlockType.TableRow, "Buoy\t", null),
                (BlockType.Paragraph, "70", "struck out"),
                (BlockType.Paragraph, "8", "struck out"),
            ]);
        parsed.Quote(6, 0).ShouldBe("70");
    }

    [Fact]
    public void Hidden_text_in_cells_hidden_cells_and_hidden_rows_are_not_in_the_rows_that_are_shown()
    {
        var parsed = Parsed.One(
            Html,
            "<table><tr><th>Date</th><th style='display:none'>Key</th><th>Amount</th></tr>"
                + "<tr><td><span style='display:none'>20260102</span>02.01.2026</td><td style='display:none'>k1</td><td><span style='display:none'>0000012</span>12,50</td></tr>"
                + "<tr style='display:none'><td>03.01.2026</td><td>5,00</td></tr><tbody hidden><tr><td>04.01.2026</td><td>6,00</td></tr></tbody></table><p>end</p>"
        );

        parsed
            .Blocks.Select(b => (b.Type, b.Text, b.Traits?.Hidden))
            .ShouldBe([
                (BlockType.Table, "", null),
                (BlockType.TableRow, "Date\tAmount", null),
                (BlockType.TableRow, "02.01.2026\t12,50", null),
                (BlockType.TableRow, "03.01.2026\t5,00", true),
                (BlockType.TableRow, "04.01.2026\t6,00", true),
                (BlockType.Paragraph, "Key", true),
                (BlockType.Paragraph, "20260102", true),
                (BlockType.Paragraph, "k1", true),
                (BlockType.Paragraph, "0000012", true),
                (BlockType.Paragraph, "end", null),
            ]);
        parsed.Blocks[0].Traits!.Columns.ShouldBe(2);
        parsed.Blocks[2].Cells.Select(c => (c.Column, c.Text)).ShouldBe([(0, "02.01.2026"), (1, "12,50")]);
        parsed.Quote(2, 1).ShouldBe("12,50");
        parsed.Quote(8, 0).ShouldBe("0000012");
    }

    [Fact]
    public void Other_text_in_place_of_a_block_leaves_what_is_hidden_beside_it()
    {
        var parsed = Parsed.One(
            Html,
            "<p><span hidden>before</span>Invoice <span hidden>inside</span>number</p><p><i hidden>x</i><b>one</b> two<i hidden>y</i></p>"
        );

        parsed.Blocks.Select(parsed.Raw).ShouldBe([null, null, null, "<b>one</b> two", null, null]);
        Parsed
            .One(Html, parsed.With(parsed.Blocks[3], "new"))
            .Blocks.Select(b => b.Text)
            .ShouldBe(["Invoice number", "before", "inside", "new", "x", "y"]);
    }

    [Fact]
    public void A_formula_that_stands_hidden_beside_its_picture_is_read()
    {
        var parsed = Parsed.One(
            Html,
            "<p>Let <span style='display: none;'><math alttext='x squared'><msup><mi>x</mi><mn>2</mn></msup></math></span> be.</p>"
        );

        parsed
            .Blocks.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(b => b.Text.ShouldContain("x"), b => (b.Traits?.Hidden).ShouldBeNull());
    }
}
