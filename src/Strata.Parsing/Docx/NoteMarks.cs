using System.Globalization;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>Numbers footnotes and endnotes in the order in which the text refers to them, and makes blocks of them and of comments, once each.</summary>
internal sealed class NoteMarks(DocxFile file)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, Relationship>> _relationships = [];
    private readonly Dictionary<string, string> _footnotes = [];
    private readonly Dictionary<string, string> _endnotes = [];
    private readonly HashSet<string> _told = [];

    /// <summary>The mark of a note; null where there is none of that id.</summary>
    public string? Of(string id, bool isEndnote)
    {
        var (known, notes) = isEndnote ? (_endnotes, file.Endnotes) : (_footnotes, file.Footnotes);
        if (!notes.Notes.ContainsKey(id))
        {
            return null;
        }

        if (!known.TryGetValue(id, out var mark))
        {
            known[id] = mark = isEndnote ? NumberText.Of(known.Count + 1, "lowerRoman") : (known.Count + 1).ToString(CultureInfo.InvariantCulture);
        }

        return mark;
    }

    public Block? Footnote(string id, RenderedText text) =>
        _told.Add("f" + id) && file.Footnotes.Notes.TryGetValue(id, out var note)
            ? Add(BlockType.Footnote, file.Footnotes.Part, note, text, new() { Label = _footnotes.GetValueOrDefault(id) })
            : null;

    /// <summary>All endnotes that were referred to.</summary>
    public IEnumerable<Block> Endnotes(RenderedText text) =>
        _endnotes.Select(mark => Add(BlockType.Footnote, file.Endnotes.Part, file.Endnotes.Notes[mark.Key], text, new() { Label = mark.Value, Note = "endnote" })).OfType<Block>();

    public Block? Comment(string id, RenderedText text)
    {
        if (!_told.Add("c" + id) || !file.Comments.Notes.TryGetValue(id, out var comment))
        {
            return null;
        }

        var time = comment.Element?.Attribute(Word.W + "date")?.Value;
        return Add(
            BlockType.Paragraph,
            file.Comments.Part,
            comment,
            text,
            new()
            {
                Note = "comment",
                Author = comment.Element?.Attribute(Word.W + "author")?.Value is { Length: > 0 } author ? author : null,
                Time = DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            });
    }

    private Block? Add(BlockType type, string part, XmlPiece note, RenderedText text, BlockTraits traits)
    {
        if (!_relationships.TryGetValue(part, out var relationships))
        {
            _relationships[part] = relationships = file.RelationshipsOf(part);
        }
        var inlines = new InlineReader(relationships, Of);
        var paragraphs = note.Element?.Descendants(Word.W + "p").ToList() ?? [];
        var block = text.Begin(type);
        foreach (var paragraph in paragraphs)
        {
            var read = new ParagraphText();
            inlines.Read(paragraph, note.PathOf(paragraph), note.PathOf, read);
            if (read.Text.Trim() is { Length: > 0 } line)
            {
                block.Append(block.Length == 0 ? "" : "\n");
                block.Append(line, new() { Part = part, Path = note.PathOf(paragraph) });
            }
        }

        return block.Length > 0 ? block.End(traits) : null;
    }
}
