using System.Diagnostics;
using Strata.Parsing;
using Strata.Review.Alignment;

namespace Strata.Review;

/// <summary>Which blocks of a document are those of its earlier version.</summary>
public sealed class BlockAlignmentTests
{
    [Theory]
    [InlineData("a b c d", "a b c d", "0 1 2 3")]
    [InlineData("a b c d", "x a c d", "- 0 2 3")]
    [InlineData("a b c d", "c d a b", "2 3 0 1")]
    [InlineData("r a r b r", "r a r r b r", "0 1 2 - 3 4")]
    [InlineData("r a r b r", "a r b r", "1 2 3 4")]
    [InlineData("r a s b r c", "r c r a s b", "4 5 0 1 2 3")]
    [InlineData("x r y r z", "x r z", "0 1 4")]
    [InlineData("x r z", "x r y r z", "0 1 - - 2")]
    [InlineData("x r y r z", "p r q", "- - -")]
    [InlineData("r r r r", "r r r r", "0 1 2 3")]
    [InlineData("", "a b", "- -")]
    public void Blocks_are_told_apart_by_content_and_neighbours(string older, string newer, string expected) =>
        Shown(BlockAlignment.Of(Prints(older), Prints(newer)).Same).ShouldBe(expected);

    [Theory]
    [InlineData("a one-two-three-four b", "a one-two-three-five b", "- 1 -")]
    [InlineData("a one-two-three-four b", "a new-words-before-it one-two-three-five b", "- - 1 -")]
    [InlineData("a yes b", "a no b", "- 1 -")]
    [InlineData("a one-two b", "a b", "- -")]
    [InlineData("a one-two one-four b", "a one-three b", "- 1 -")]
    public void What_is_left_between_the_same_neighbours_has_changed(string older, string newer, string expected) =>
        Shown(BlockAlignment.Of(Prints(older), Prints(newer)).Changed).ShouldBe(expected);

    [Fact]
    public void Spaces_and_forms_of_letters_are_no_change_and_types_are()
    {
        var plain = BlockPrint.Of(new Block(0, BlockType.Paragraph, default, "é  b\nc "));
        BlockPrint.Of(new Block(7, BlockType.Paragraph, new ByteRange(5, 6), "e\u0301 b c")).Content.ShouldBe(plain.Content);
        BlockPrint.Of(new Block(0, BlockType.Heading, default, "é b c")).Content.ShouldNotBe(plain.Content);
        BlockPrint.Of(new Block(0, BlockType.Paragraph, default, "é b C")).Content.ShouldNotBe(plain.Content);
    }

    /// <summary>Work is counted by what the alignment compares, so that no clock decides: here by a bound that only n² would miss.</summary>
    [Theory]
    [InlineData("unique")]
    [InlineData("few")]
    [InlineData("same")]
    [InlineData("nested")]
    public void A_hundred_thousand_blocks_take_no_square_of_steps(string kind)
    {
        const int count = 100_000;
        var random = new Random(1);
        BlockPrint[] older = [.. Enumerable.Range(0, count).Select(i => Print(Word(i)))];
        var newer = older.ToList();
        for (var i = 0; i < 2_000; i++)
        {
            newer.RemoveAt(random.Next(newer.Count));
            newer.Insert(random.Next(newer.Count), Print($"new {i}"));
        }
        var begun = Stopwatch.GetTimestamp();

        var alignment = BlockAlignment.Of(older, newer);

        alignment.Agreement.ShouldBeGreaterThan(0.9);
        Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromMinutes(1));

        string Word(int i) =>
            kind switch
            {
                "unique" => $"{i}",
                "few" => $"{random.Next(20)}",
                "nested" => $"{Math.Min(i, count - i) % 1000} {i / 5000 % 2}",
                _ => "same",
            };
    }

    private static BlockPrint[] Prints(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Print)];

    private static BlockPrint Print(string text) => BlockPrint.Of(new Block(0, BlockType.Paragraph, default, text.Replace('-', ' ')));

    private static string Shown(IEnumerable<int> places) => string.Join(' ', places.Select(p => p < 0 ? "-" : $"{p}"));
}
