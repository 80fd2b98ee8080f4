using Strata.Parsing;
using Strata.Parsing.Pandoc;

namespace Strata.Tests.Parsing;

/// <summary>pandoc's tree where it is unusual, hostile or cut off.</summary>
public sealed class PandocTreeTests
{
    [Fact]
    public void Blocks_nested_beyond_the_limit_end_the_document_and_name_it()
    {
        var deep =
            string.Concat(Enumerable.Repeat("""{"t":"BlockQuote","c":[""", 70)) + Para("in") + string.Concat(Enumerable.Repeat("]}", 70));

        var (document, blocks) = Read(Para("before") + "," + deep);

        blocks.Select(block => block.Text).ShouldBe(["before"]);
        document.Diagnostics.ShouldHaveSingleItem().ShouldBe(new(0, 0, "blocks are nested deeper than 64 (MaxDepth)", Fatal: true));
    }

    [Fact]
    public void Divisions_nested_beyond_the_limit_end_the_document_and_name_it()
    {
        var (document, blocks) = Read(Para("before") + "," + string.Concat(Enumerable.Repeat("""{"t":"Div","c":[["",[],[]],[""", 10_000)));

        blocks.Select(block => block.Text).ShouldBe(["before"]);
        document.Diagnostics.ShouldHaveSingleItem().Reason.ShouldBe("blocks are nested deeper than 64 (MaxDepth)");
    }

    [Fact]
    public void Inlines_nested_beyond_all_reason_are_refused_not_followed()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"t":"Emph","c":[""", 50_000));

        var (document, blocks) = Read(Para("before") + """,{"t":"Para","c":[""" + deep);

        blocks.ShouldHaveSingleItem();
        document.Diagnostics.ShouldHaveSingleItem().Reason.ShouldStartWith("pandoc's tree can't be read");
    }

    [Fact]
    public void Tree_that_ends_early_keeps_what_came_before()
    {
        var (document, blocks) = Read(Para("one") + "," + Para("two") + "," + Para("three"), cutOff: 20);

        blocks.Select(block => block.Text).ShouldBe(["one", "two"]);
        document.Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue();
    }

    [Fact]
    public void Block_larger_than_may_be_held_ends_the_document_and_names_the_limit()
    {
        var (document, blocks) = Read(
            Para("one") + "," + Para(new string('x', 600_000)),
            ParseBudget.Default with
            {
                MaxHeldBytes = 1024 * 1024,
            }
        );

        blocks.ShouldHaveSingleItem();
        document
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldBe("a block takes more than 262144 bytes in pandoc's tree (a quarter of MaxHeldBytes)");
    }

    [Fact]
    public void Divisions_are_read_block_by_block_however_long_they_are()
    {
        var division = """{"t":"Div","c":[["",[],[]],[""" + string.Join(',', Enumerable.Repeat(Para(new string('x', 1000)), 2000)) + "]]}";

        var (document, blocks) = Read(division + "," + Para("after"), ParseBudget.Default with { MaxHeldBytes = 1024 * 1024 });

        blocks.Count.ShouldBe(2001);
        document.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Kind_of_block_that_is_not_known_is_left_out_and_said_so()
    {
        var (document, blocks) = Read("""{"t":"Hologram","c":[1]},""" + Para("after"));

        blocks.ShouldHaveSingleItem().Text.ShouldBe("after");
        document.Diagnostics.ShouldHaveSingleItem().Reason.ShouldBe("blocks of pandoc's kind 'Hologram' are not known and were left out");
    }

    [Fact]
    public void Figure_of_pandoc_3_is_a_figure_and_its_caption()
    {
        var (_, blocks) = Read(
            """{"t":"Figure","c":[["",[],[]],[null,[{"t":"Plain","c":[{"t":"Str","c":"Cap"}]}]],[{"t":"Plain","c":[{"t":"Image","c":[["",[],[]],[{"t":"Str","c":"Alt"}],["x.png",""]]}]}]]}"""
        );

        blocks.Select(block => (block.Type, block.Text)).ShouldBe([(BlockType.Figure, "Alt"), (BlockType.Caption, "Cap")]);
        blocks[0].Traits.ShouldNotBeNull().Target.ShouldBe("x.png");
    }

    [Fact]
    public void Formula_on_a_line_of_its_own_parts_the_paragraph_around_it()
    {
        var (_, blocks) = Read(
            """{"t":"Para","c":[{"t":"Str","c":"a"},{"t":"Math","c":[{"t":"DisplayMath"},"\\label{e}x=1"]},{"t":"Space"},{"t":"Str","c":"b"},{"t":"Math","c":[{"t":"InlineMath"},"y"]}]}"""
        );

        blocks
            .Select(block => (block.Type, block.Text, block.Traits?.Label))
            .ShouldBe([(BlockType.Paragraph, "a", null), (BlockType.Formula, "x=1", "e"), (BlockType.Paragraph, "by", null)]);
    }

    private static string Para(string word) => $$"""{"t":"Para","c":[{"t":"Str","c":"{{word}}"}]}""";

    private static (ParsedDocument Document, List<Block> Blocks) Read(string blocks, ParseBudget? budget = null, int cutOff = 0)
    {
        using var source = new MemoryStream(
            Encoding.UTF8.GetBytes($$"""{"pandoc-api-version":[1,22],"meta":{},"blocks":[{{blocks}}]}"""[..^cutOff])
        );
        var document = new PandocParser(PandocFormat.All[0]).Parse(source, null, budget ?? ParseBudget.Default).Single();
        return (document, [.. document.Blocks]);
    }
}
