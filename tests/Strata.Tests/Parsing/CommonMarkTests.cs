using System.Text.RegularExpressions;
using Strata.Parsing;
using Strata.Parsing.Markdown;

namespace Strata.Tests.Parsing;

/// <summary>
/// The examples of the CommonMark and GFM specifications (installed by tests/commonmark/install) and ones of our own for what they leave
/// open:
/// <see cref="Parsed"/> checks that blocks and gaps put end to end give back the exact input, in each form of it.
/// </summary>
public sealed partial class CommonMarkTests
{
    private const int ExamplesOf0_31_2 = 652;
    private const int ExamplesOfGfm0_29 = 673;

    private static readonly MarkdownParser Markdown = new();

    [Fact]
    public void Every_example_of_the_specification_is_given_back_in_every_form()
    {
        var examples = Specification().ToList();

        examples.Count.ShouldBe(ExamplesOf0_31_2);
        foreach (var example in examples)
        {
            InEveryForm(example);
        }
    }

    [Fact]
    public void Every_example_of_GitHubs_specification_is_given_back_in_every_form()
    {
        Assert.SkipUnless(File.Exists(GfmSpecification), "tests/commonmark/install could not fetch the GFM specification on this machine.");

        var examples = Examples(File.ReadAllLines(GfmSpecification)).ToList();

        examples.Count.ShouldBe(ExamplesOfGfm0_29);
        foreach (var example in examples)
        {
            InEveryForm(example);
        }
    }

    [Fact]
    public void Every_table_has_its_rows_and_every_word_is_in_a_block()
    {
        var examples = Specification().Concat(File.Exists(GfmSpecification) ? Examples(File.ReadAllLines(GfmSpecification)) : []);
        var samples = Directory
            .EnumerateFiles(Path.Combine(Root(AppContext.BaseDirectory), "samples"), "*.md", SearchOption.AllDirectories)
            .Select(File.ReadAllText);
        foreach (var text in examples.Concat(samples).ToList())
        {
            NothingIsLost(text);

            // Under a line of text, before one, and in containers.
            NothingIsLost("above\n" + text + "below\n");
            NothingIsLost("> " + text.TrimEnd('\n').Replace("\n", "\n> ") + "\nbelow\n");
        }
    }

    [Theory]
    [InlineData("intro\n| item | price |\n|---|---|\n| rake | 10 |\ntotal: 10\n\nend\n")]
    [InlineData("- intro\n  | item | price |\n  |---|:-:|\n  | rake | 10 |\n  total\nlazy\n")]
    [InlineData("> | item | price |\n> --|--\n> rake\nlazy | line\n")]
    [InlineData("one\ntwo\n*th*ree | four\n:--|--:\nfive | six | seven\n  - list\n")]
    [InlineData("| item |\n|---|\n| rake |\n***\n| item |\n|---|\n# head\n| a |\n|-|\n```\nx\n```\n")]
    [InlineData("[ref]: https://x.example\n| item | price |\n|---|---|\n[ref] | 2\n[^1]: note\n\nsee[^1]\n")]
    public void Tables_beside_other_blocks_lose_nothing(string text)
    {
        InEveryForm(text);
        NothingIsLost(text);
        NothingIsLost(text.Replace("\n", "\r\n"));
    }

    [Theory]
    [InlineData("| a | b |\n| - | :-: |\n| 1 \\| x | `2` |\n| *3* |\n\nafter\n")]
    [InlineData("a | b\n--|--\n東京 | 😀\n")]
    [InlineData("- [ ] open\n- [X] done\n  - [x] inner\n1. [ ] numbered\n")]
    [InlineData("~~gone~~ and www.x.example and https://x.example/a_(b) and ann@x.example\n")]
    [InlineData("<script>x</script> <title>y</title>\n\n<div>\n*a*\n\n</div>\n")]
    [InlineData("text[^1] and [^long]\n\n[^1]: note\n[^long]: first\n\n    second\n")]
    [InlineData("---\na: 1\n---\n\n$x$ and\n\n$$\ny\n$$\n")]
    [InlineData("\u202Bשלום עולם\u202C\n\n> مرحبا\n\n- e\u0301 \u0301x\n")]
    [InlineData("\ta\n\n\t- b\n\t\tc\n  \t d\n")]
    [InlineData("term\n:   definition *a*\n\n    more\n\nnext\n: x\n: y\n\nafter\n")]
    [InlineData("one\n*two*\n:   both\n  - list\n\n> quoted\n> : said\n")]
    [InlineData("- term\n  :   in a list\n\n~   not a term\n\n: nor this\n")]
    [InlineData("| a | b |\n| --- |\n| c |\n\n| d |\n|:---|\n| e | f | g |\n| |\n> h\n")]
    [InlineData("| `a\\|b` | **c\\|d** |\n|:-:|--:|\n|x|\n\ttext\n")]
    [InlineData("* [x]no box\n* [ ]\ttab\n* [x] \n* [ ] a [x] b\n\n[ ] alone\n")]
    [InlineData("~one~ ~~two~~ ~~~three~~~ ~~over\n\nparagraphs~~ a~~b~~c\n")]
    [InlineData("www.x.example. (www.x.example/a?b=(c)) http://x.example/a&copy; https://x.example<b ftp://x.example a.b-c_d@x.example.\n")]
    [InlineData("<title> <style> <em>\n\n<blockquote>\n  <xmp> is filtered\n</blockquote>\n")]
    public void What_GitHub_and_others_add_is_given_back_in_every_form(string text) => InEveryForm(text);

    [Fact]
    public void Pieces_are_the_same_when_a_text_is_parsed_in_parts()
    {
        var pipeline = MarkdownParser.Pipeline(ParseBudget.Default.MaxDepth);
        string[] ends =
        [
            "x",
            "",
            "\n\nx",
            "```",
            "\n# y\n\n<!-- z",
            "| a | b |\n|---|---|\n| c |\n\nx",
            "[^1]\n\n[^1]: note",
            "- [x] b\n\ny",
        ];
        foreach (var (example, i) in Specification().Select((example, i) => (example, i)))
        {
            var text =
                $"{example}\n\nword\n\n{ends[i % ends.Length]}\n\n# head\n{example.Replace("\n", "\r\n")}\r\n\r\n{ends[i / 7 % ends.Length]}";
            var whole = new MarkdownPieces(text, pipeline, ParseClock.Unbounded).Read();
            var parts = new MarkdownPieces(text, pipeline, ParseClock.Unbounded, partLength: i % 3 * 20).Read();

            // Cells that are empty stand nowhere until they are placed in their row.
            parts.ConvertAll(piece => piece with { Cells = [] }).ShouldBe(whole.ConvertAll(piece => piece with { Cells = [] }), text);
        }
    }

    private static string Installed => Path.Combine(Root(AppContext.BaseDirectory), "artifacts/commonmark");

    private static string GfmSpecification => Path.Combine(Installed, "gfm.txt");

    private static IEnumerable<string> Specification() =>
        Examples(File.ReadAllLines(Path.Combine(Installed, "node_modules/commonmark-spec/spec.txt")));

    private static void InEveryForm(string text)
    {
        foreach (
            var form in (string[])
                [
                    text,
                    text.Replace("\n", "\r\n"),
                    "\uFEFF" + text,
                    text.Replace("a", "東"),
                    text.TrimEnd('\n'),
                    text.Replace("a", "😀"),
                    text + text,
                ]
        )
        {
            var parsed = Parsed.One(Markdown, Encoding.UTF8.GetBytes(form));
            foreach (var block in parsed.Blocks)
            {
                block.Cells.Where(cell => cell.Range.Start < block.Range.Start || cell.Range.End > block.Range.End).ShouldBeEmpty(form);
            }
        }

        byte[] wide = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)];
        Parsed.One(Markdown, wide);
    }

    /// <summary>Between blocks there are only marks, and what a row or plain line says is in its block's text.</summary>
    private static void NothingIsLost(string text)
    {
        var parsed = Parsed.One(Markdown, text);
        var end = 0L;
        for (var i = 0; i < parsed.Blocks.Count; i++)
        {
            var block = parsed.Blocks[i];
            var gap = parsed.Slice(new(end, block.Range.Start - end));
            Mark().Replace(gap, "").ShouldBe("", text);
            end = block.Range.End;
            if (block.Type is BlockType.Table)
            {
                parsed.Blocks.Skip(i + 1).Take(block.Traits!.Rows!.Value).Where(row => row.Type != BlockType.TableRow).ShouldBeEmpty(text);
                block.Traits.Rows.Value.ShouldBeGreaterThan(0);
            }

            // What inlines make of a line is theirs.
            var slice = parsed.Slice(block.Range);
            if (
                block.Type is BlockType.TableRow or BlockType.Paragraph
                && slice.AsSpan().IndexOfAny("[<&`*_~$\\") < 0
                && !slice.Contains("://")
            )
            {
                Letters().Replace(block.Text, "").ShouldBe(Letters().Replace(slice, ""), text);
            }
        }

        Mark().Replace(parsed.Slice(new(end, parsed.Source.Length - end)), "").ShouldBe("", text);
    }

    /// <summary>White space; the marks of quotes, items, definitions and footnotes; delimiter rows.</summary>
    [GeneratedRegex(@"\[\^[^\]]+\]:|\d{1,9}[.)]|[\s>*+:|~-]|\\$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex Letters();

    /// <summary>
    /// The Markdown of each example: between a fence that says "example", and perhaps of what, and a line with a dot; an arrow stands for a
    /// tab.
    /// </summary>
    private static IEnumerable<string> Examples(string[] lines)
    {
        const string fence = "````````````````````````````````";
        StringBuilder? example = null;
        foreach (var line in lines)
        {
            if (line.StartsWith(fence + " example", StringComparison.Ordinal))
            {
                example = new();
            }
            else if (line == "." && example is not null)
            {
                yield return example.ToString().Replace('→', '\t');
                example = null;
            }
            else
            {
                example?.Append(line).Append('\n');
            }
        }
    }

    private static string Root(string? folder) =>
        folder is null ? throw new InvalidOperationException("Strata.slnx is in no folder above the tests.")
        : File.Exists(Path.Combine(folder, "Strata.slnx")) ? folder
        : Root(Path.GetDirectoryName(folder));
}
