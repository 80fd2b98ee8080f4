namespace Strata.Parsing.Subtitles;

/// <summary>
/// Parses transcripts: each voice of a cue is a message with its speaker and, as a note, its times from the recording's start. Text outside
/// cues becomes paragraphs with a note.
/// </summary>
public sealed class SubtitleParser : IParser
{
    public string Id => "subtitles";
    public int Version => 3;
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
        var log = new DiagnosticLog();
        yield return text.Document(Blocks(text, log), isRecords: false, budget, log);
    }

    private static IEnumerable<Block> Blocks(SourceText source, DiagnosticLog log)
    {
        var index = 0;
        foreach (var cue in new CueReader(source, log).Read())
        {
            yield return new(
                index++,
                cue.Timing is null ? BlockType.Paragraph : BlockType.Message,
                source.Range(cue.Start, cue.End),
                cue.Text
            )
            {
                Line = source.LineAt(cue.Start),
                Traits = new() { Author = cue.Speaker, Note = cue.Timing ?? cue.Note },
            };
        }
    }
}
