using Strata.Parsing;
using Strata.Parsing.Subtitles;

namespace Strata.Tests.Parsing;

public sealed class SubtitleTests
{
    private static readonly SubtitleParser Subtitles = new();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Cues_of_WebVTT_are_messages_with_speaker_and_time(string end)
    {
        var parsed = Parsed.One(
            Subtitles,
            """
            WEBVTT - Besprechung

            NOTE made by hand

            STYLE
            ::cue { color: red }

            intro
            00:01.000 --> 00:02.500 align:start
            <v Zoë Müller>Guten <i>Morgen</i> 東京</v>

            01:00:03.000 --> 01:00:04.000
            Ann: Tom &amp; Jerry
            zweite Zeile

            """.ReplaceLineEndings(end)
        );

        parsed
            .Blocks.Select(b => (b.Type, b.Text, b.Traits!.Author, b.Traits.Note))
            .ShouldBe([
                (BlockType.Paragraph, "NOTE made by hand", null, "note"),
                (BlockType.Message, "Guten Morgen 東京", "Zoë Müller", "00:00:01.000 --> 00:00:02.500"),
                (BlockType.Message, "Ann: Tom & Jerry\nzweite Zeile", "Ann", "01:00:03.000 --> 01:00:04.000"),
            ]);
        parsed.Slice(parsed.Blocks[1].Range).ShouldBe("<v Zoë Müller>Guten <i>Morgen</i> 東京</v>");
    }

    [Fact]
    public void Cues_of_SubRip_are_messages()
    {
        var parsed = Parsed.One(
            Subtitles,
            "1\n00:00:01,000 --> 00:00:02,000\n<b>Hello</b>\n\n2\n00:00:03,5 --> 00:00:04,000\n- Yes < no\n\nnonsense\n"
        );

        parsed
            .Blocks.Select(b => (b.Text, b.Traits!.Note))
            .ShouldBe([
                ("Hello", "00:00:01.000 --> 00:00:02.000"),
                ("- Yes < no", "00:00:03.500 --> 00:00:04.000"),
                ("nonsense", "not a cue"),
            ]);
    }

    [Theory]
    [InlineData("00:01:02 --> 00:01:05", "00:01:02.000 --> 00:01:05.000")]
    [InlineData("01:02 --> 01:05", "00:01:02.000 --> 00:01:05.000")]
    [InlineData("1:02.5 --> 1:05,25 align:start", "00:01:02.500 --> 00:01:05.250")]
    [InlineData("100:00:00.1 -->100:00:01.123456", "100:00:00.100 --> 100:00:01.123")]
    [InlineData("00:00:01,000 --> 00:00:02", "00:00:01.000 --> 00:00:02.000")]
    public void Times_are_read_with_or_without_hours_and_thousandths(string times, string expected)
    {
        var parsed = Parsed.One(Subtitles, $"1\n{times}\nHello\n");

        var cue = parsed.Blocks.ShouldHaveSingleItem();
        (cue.Type, cue.Text, cue.Traits!.Note).ShouldBe((BlockType.Message, "Hello", expected));
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<v Ann>Shall we sign?</v> <v Bob>No.</v>", "Ann: Shall we sign?|Bob: No.")]
    [InlineData("<v Ann>Shall we?\n<v.loud Bob>No.", "Ann: Shall we?|Bob: No.")]
    [InlineData("<v Ann>One</v>\n<v Ann>two</v>", "Ann: One\ntwo")]
    [InlineData("(bell) <i><v Ann>One</v></i> outside", "(bell)|Ann: One|outside")]
    [InlineData("<v>nobody", "nobody")]
    [InlineData("ANN: One\nand on\nBOB: <i>Two</i>", "ANN: ANN: One\nand on|BOB: BOB: Two")]
    [InlineData("- Ann: One\n- Two", "Ann: - Ann: One|- Two")]
    [InlineData("- One\n- Two", "- One\n- Two")]
    [InlineData("Note: this is so", "Note: this is so")]
    [InlineData("My plan: we go", "My plan: we go")]
    [InlineData("Achtung: hinter dir", "Achtung: hinter dir")]
    [InlineData("Ludwig van Beethoven: Freude", "Ludwig van Beethoven: Ludwig van Beethoven: Freude")]
    [InlineData("At ten o'clock in the morning: go", "At ten o'clock in the morning: go")]
    [InlineData("NARRATOR 2: go", "NARRATOR 2: NARRATOR 2: go")]
    public void Each_voice_of_a_cue_is_a_message(string cue, string expected)
    {
        var parsed = Parsed.One(Subtitles, "WEBVTT\n\n00:01.000 --> 00:03.000\n" + cue + "\n");

        string.Join('|', parsed.Blocks.Select(b => (b.Traits!.Author is { } author ? author + ": " : "") + b.Text)).ShouldBe(expected);
        parsed.Blocks.ShouldAllBe(b => b.Traits!.Note == "00:00:01.000 --> 00:00:03.000");
    }

    [Fact]
    public void Cues_without_empty_lines_between_them_are_told_apart()
    {
        var parsed = Parsed.One(Subtitles, "1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n2\r\n00:00:03 --> 00:00:04\r\nsee A --> B\r\n");

        parsed
            .Blocks.Select(b => (b.Text, b.Traits!.Note))
            .ShouldBe([("Hello", "00:00:01.000 --> 00:00:02.000"), ("see A --> B", "00:00:03.000 --> 00:00:04.000")]);
    }

    [Fact]
    public void What_is_no_cue_is_kept_and_times_that_are_none_are_said()
    {
        var parsed = Parsed.One(
            Subtitles,
            "1\n00:00:0x --> 00:00:02\nnot this\n\n2\n00:01 --> 1.5\nlost?\n\n3\n00:00:03,000 --> 00:00:04,000\nfirst\n\nbehind an empty line\n\nNOTE of the maker\n\n4\n"
        );

        parsed
            .Blocks.Select(b => (b.Type, b.Text, b.Traits!.Note))
            .ShouldBe([
                (BlockType.Paragraph, "1\n00:00:0x --> 00:00:02\nnot this", "not a cue"),
                (BlockType.Paragraph, "00:01 --> 1.5\nlost?", "not a cue"),
                (BlockType.Message, "first", "00:00:03.000 --> 00:00:04.000"),
                (BlockType.Paragraph, "behind an empty line", "not a cue"),
                (BlockType.Paragraph, "NOTE of the maker", "note"),
            ]);
        parsed
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldBe("the times '00:01 --> 1.5' are not read; what stands there is kept without them");
    }
}
