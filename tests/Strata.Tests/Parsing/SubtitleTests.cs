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
        var parsed = Parsed.One(Subtitles, """
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

            """.ReplaceLineEndings(end));

        parsed.Blocks.Select(b => (b.Type, b.Text, b.Traits!.Author, b.Traits.Note)).ShouldBe([
            (BlockType.Paragraph, "NOTE made by hand", null, "note"),
            (BlockType.Message, "Guten Morgen 東京", "Zoë Müller", "00:00:01.000 --> 00:00:02.500"),
            (BlockType.Message, "Ann: Tom & Jerry\nzweite Zeile", "Ann", "01:00:03.000 --> 01:00:04.000"),
        ]);
        parsed.Slice(parsed.Blocks[1].Range).ShouldBe("<v Zoë Müller>Guten <i>Morgen</i> 東京</v>");
    }

    [Fact]
    public void Cues_of_SubRip_are_messages()
    {
        var parsed = Parsed.One(Subtitles, "1\n00:00:01,000 --> 00:00:02,000\n<b>Hello</b>\n\n2\n00:00:03,5 --> 00:00:04,000\n- Yes < no\n\nnonsense\n");

        parsed.Blocks.Select(b => (b.Text, b.Traits!.Note)).ShouldBe([
            ("Hello", "00:00:01.000 --> 00:00:02.000"), ("- Yes < no", "00:00:03.500 --> 00:00:04.000"),
        ]);
    }
}
