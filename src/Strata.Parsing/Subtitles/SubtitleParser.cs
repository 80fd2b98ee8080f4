using Strata.Parsing.Reading;

namespace Strata.Parsing.Subtitles;

/// <summary>Transcripts: each cue is a message with its speaker; its note says when it is said, from the recording's beginning.</summary>
public sealed class SubtitleParser : IParser
{
    public string Id => "subtitles";
    public int Version => 2;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.WebVtt, Parsing.MediaTypes.SubRip];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Paragraph, BlockType.Message];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        if (SourceText.TooLong(source, budget, "the transcript") is { } reason)
        {
            yield return UnreadDocument.Because(reason);
            yield break;
        }

        var text = SourceText.Read(source);
        yield return text.Document(Blocks(text), isRecords: false, budget, new());
    }

    private static IEnumerable<Block> Blocks(SourceText source)
    {
        var index = 0;
        foreach (var cue in CueReader.Read(source.Text))
        {
            yield return new(index++, cue.IsNote ? BlockType.Paragraph : BlockType.Message, source.Range(cue.Start, cue.End), cue.Text)
            {
                Line = source.LineAt(cue.Start),
                Traits = new() { Author = cue.Speaker, Note = cue.IsNote ? "note" : cue.Timing },
            };
        }
    }
}
