using Strata.Parsing;
using Strata.Tests.Parsing;

namespace Strata.Tests.Rendering;

public sealed class MarkdownTextTests
{
    [Fact]
    public void Items_stand_under_the_text_of_the_one_that_holds_them()
    {
        var shown = Shown([
            Item(0, true, "one"),
            Item(1, false, "a\nb"),
            Item(2, true, "deep"),
            Item(0, true, "two"),
            Item(1, true, "c"),
            new(0, BlockType.Paragraph, default, "after"),
            Item(0, true, "again"),
        ]);

        shown.ShouldBe("1. one\n   - a\n     b\n     1. deep\n2. two\n   1. c\n\nafter\n\n1. again");
        Reread(shown)
            .Select(b => (b.Type, b.Level, b.Text))
            .ShouldBe([
                (BlockType.ListItem, 0, "one"),
                (BlockType.ListItem, 1, "a\nb"),
                (BlockType.ListItem, 2, "deep"),
                (BlockType.ListItem, 0, "two"),
                (BlockType.ListItem, 1, "c"),
                (BlockType.Paragraph, 0, "after"),
                (BlockType.ListItem, 0, "again"),
            ]);
    }

    [Fact]
    public void Numbers_depth_of_quotes_and_notes_are_kept()
    {
        Block Numbered(int? number, string text) =>
            new(0, BlockType.ListItem, default, text)
            {
                Traits = new() { Ordered = true, Number = number },
            };
        Block Note(string label, string text) => new(0, BlockType.Footnote, default, text) { Traits = new() { Label = label } };

        Shown([Numbered(3, "three"), Numbered(null, "four"), Numbered(10, "ten")]).ShouldBe("3. three\n4. four\n10. ten");
        Shown([new(0, BlockType.Quote, default, "a\nb"), new(0, BlockType.Quote, default, "c") { Level = 1 }])
            .ShouldBe("> a\n> b\n\n> > c");
        Shown([
                new(0, BlockType.Paragraph, default, "see[1] and [2]"),
                Item(0, false, "more [x]"),
                Note("1", "one"),
                Note("1", "on"),
                Note("x", "y"),
            ])
            .ShouldBe("see[^1] and \\[2\\]\n\n- more [^x]\n\n[^1]: one\n\n    on\n\n[^x]: y");
    }

    [Theory]
    [InlineData("said[1], as [1] shows, and [1][2] do ([1])", "said[^1], as \\[1\\] shows, and \\[1\\][^2] do (\\[1\\])")]
    [InlineData("said.[1][2] and “[1]”", "said.[^1][^2] and “\\[1\\]”")]
    [InlineData("said [1] [2]", "said [^1] [^2]")]
    [InlineData("[1", "\\[1")]
    public void Brackets_behind_a_space_are_no_marks_where_others_stand_behind_words(string text, string shown) =>
        Shown([
                new(0, BlockType.Paragraph, default, text),
                .. new[] { "1", "2" }.Select(n => new Block(0, BlockType.Footnote, default, "n") { Traits = new() { Label = n } }),
            ])
            .ShouldBe(shown + "\n\n[^1]: n\n\n[^2]: n");

    [Fact]
    public void A_footnote_waits_until_the_list_is_over() =>
        Shown([
                Item(0, false, "one"),
                new(0, BlockType.Footnote, default, "note") { Traits = new() { Label = "1" } },
                Item(0, false, "two"),
            ])
            .ShouldBe("- one\n- two\n\n[^1]: note");

    [Fact]
    public void A_term_is_written_once_with_what_is_said_of_it() =>
        Shown([
                Definition("VAT"),
                Definition("Value added tax", "VAT"),
                Definition("a tax", "VAT"),
                Definition("alone"),
                Item(0, false, "x"),
            ])
            .ShouldBe("**VAT**: Value added tax\n\n**VAT**: a tax\n\nalone\n\n- x");

    [Fact]
    public void A_sheets_header_is_the_header_of_its_records()
    {
        var header = new Block(0, BlockType.TableRow, default, "Item\tPrice")
        {
            Cells = [new(0, 0, default, "Item") { IsHeader = true }, new(0, 1, default, "Price") { IsHeader = true }],
        };
        Block Record(string item, string price) =>
            new(0, BlockType.Record, default, "") { Fields = [new("Item", item, null, default), new("Price", price, null, default)] };

        Shown([header, Record("Rake", "10"), Record("Spade", "20")])
            .ShouldBe("| Item | Price |\n| --- | --- |\n| Rake | 10 |\n| Spade | 20 |");
        Shown([header, header, Record("Rake", "10")])
            .ShouldBe("| Item | Price |\n| --- | --- |\n| Item | Price |\n\n| Item | Price |\n| --- | --- |\n| Rake | 10 |");
    }

    [Fact]
    public void Links_behind_texts_stay_links() =>
        Shown([new(0, BlockType.Paragraph, default, "terms <https://x.example/a_b?c=*d*>, <b>, <https://x y>, a < b")])
            .ShouldBe("terms <https://x.example/a_b?c=*d*>, \\<b>, \\<https://x y>, a \\< b");

    [Fact]
    public void Comments_hidden_rows_and_edges_of_pages_are_marked_as_such()
    {
        Block Noted(string text, string? note, bool? hidden = null) =>
            new(0, BlockType.Paragraph, default, text)
            {
                Traits = new() { Note = note, Hidden = hidden },
            };
        Block Row(bool? hidden, params string[] cells) =>
            new(0, BlockType.TableRow, default, "")
            {
                Cells = [.. cells.Select((cell, i) => new TableCell(0, i, default, cell))],
                Traits = hidden is null ? null : new() { Hidden = hidden },
            };
        var comment = new BlockTraits
        {
            Note = "comment",
            Author = "Bob_B",
            Time = new(2026, 2, 1, 10, 5, 0, TimeSpan.Zero),
        };

        Shown([
                new(0, BlockType.Paragraph, default, "please check") { Traits = comment },
                Noted("Report – Acme", "header"),
                Noted("text", "inserted by Ann"),
                Noted("Page 1", "header; inserted by Ann"),
            ])
            .ShouldBe(
                "*(comment by Bob_B, 2026-02-01 10:05)* please check\n\n*(header)* Report – Acme\n\ntext\n\n*(header; inserted by Ann)* Page 1"
            );
        Shown([Row(null, "a", "b"), Row(true, "1", "2")]).ShouldBe("| a | b |\n| --- | --- |\n| *(hidden)* 1 | 2 |");
        Shown([Noted("a ~~b~~ ~5", "struck out"), Noted("c", "navigation; struck out"), Noted("d", "struck out", true)])
            .ShouldBe("~~a \\~\\~b\\~\\~ ~5~~\n\n*(navigation)* ~~c~~\n\n*(hidden)* ~~d~~");
        Shown([
                Row(null, "a", "b"),
                Row(true, "1", "2") with
                {
                    Traits = new() { Note = "struck out", Hidden = true },
                },
            ])
            .ShouldBe("| a | b |\n| --- | --- |\n| *(hidden)* ~~1~~ | ~~2~~ |");
        Shown([new(0, BlockType.Table, default, "") { Traits = new() { Hidden = true } }, Row(true, "a"), Row(true, "b")])
            .ShouldBe("*(hidden)*\n\n| a |\n| --- |\n| b |");
        Shown([
                new(0, BlockType.Message, default, "Hello")
                {
                    Traits = new() { Note = "00:00:01.000 --> 00:00:02.000", Author = "Ann" },
                },
            ])
            .ShouldBe("**00:00:01.000 --> 00:00:02.000, Ann**\n\nHello");
    }

    [Fact]
    public void Notes_of_one_document_are_not_tied_in_another()
    {
        Block[] noted =
        [
            new(0, BlockType.Paragraph, default, "see[1]"),
            new(1, BlockType.Footnote, default, "one") { Traits = new() { Label = "1" } },
        ];
        Block[] plain = [new(0, BlockType.Paragraph, default, "also[1]")];
        using var to = new MemoryStream();
        using var shown = new MarkdownRenderer(to);
        foreach (var (id, blocks) in new[] { ("a", plain), ("b", noted), ("c", plain) })
        {
            foreach (var block in noted)
            {
                // All documents may be looked at before the first is written.
                shown.Look("b", block);
            }
            shown.Begin(
                id,
                new ParsedDocument
                {
                    Encoding = Encoding.UTF8,
                    IsRecords = false,
                    Blocks = blocks,
                }
            );
            foreach (var block in blocks)
            {
                shown.Write(block, null);
            }
            shown.EndDocument(new ReadStatus(true, []));
        }
        shown.End();

        Encoding.UTF8.GetString(to.ToArray()).ShouldBe("also\\[1\\]\n\nsee[^1]\n\n[^1]: one\n\nalso\\[1\\]\n");
    }

    private static Block Item(int level, bool ordered, string text) =>
        new(0, BlockType.ListItem, default, text)
        {
            Level = level,
            Traits = new() { Ordered = ordered },
        };

    private static Block Definition(string text, string? term = null) =>
        new(0, BlockType.Definition, default, text) { Traits = term is null ? null : new() { Label = term } };

    private static IReadOnlyList<Block> Reread(string markdown) =>
        Parsed.One(new Strata.Parsing.Markdown.MarkdownParser(), Encoding.UTF8.GetBytes(markdown)).Blocks;

    private static string Shown(IReadOnlyList<Block> blocks)
    {
        using var to = new StringWriter();
        var notes = new FootnoteReferences();
        var text = new MarkdownText(to, notes);
        foreach (var block in blocks)
        {
            notes.Look(block);
        }

        foreach (var block in blocks)
        {
            text.Write(block);
        }

        text.End();
        return to.ToString();
    }
}
