using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>Counters for note numbers.</summary>
internal sealed class NoteCounts
{
    public int Footnotes { get; set; }
    public int Endnotes { get; set; }
}

/// <summary>Numbers footnotes and endnotes in order of first reference, and makes the blocks of notes and comments, once each.</summary>
internal sealed class DocxNoteMarks(DocxFile file, NoteCounts counts)
{
    private const string Endnote = "endnote";
    private const string Remark = "comment";

    private readonly Dictionary<string, IReadOnlyDictionary<string, Relationship>> _relationships = [];
    private readonly Dictionary<string, string> _footnotes = [];
    private readonly Dictionary<string, string> _endnotes = [];
    private readonly List<string> _endnoteIds = [];
    private readonly HashSet<string> _shownEndnotes = [];
    private readonly HashSet<string> _told = [];

    /// <summary>Returns the marks of an embedded document, which continue the numbering.</summary>
    public DocxNoteMarks Of(DocxFile part) => new(part, counts);

    /// <summary>Returns the mark of a note. Null if the id is unknown.</summary>
    /// <param name="isHidden">Whether the referring text is hidden, which hides the note too.</param>
    public string? Of(string id, bool isEndnote, bool isHidden)
    {
        var (known, notes) = isEndnote ? (_endnotes, file.Endnotes) : (_footnotes, file.Footnotes);
        if (!notes.Notes.ContainsKey(id))
        {
            return null;
        }
        if (isEndnote && !isHidden)
        {
            _shownEndnotes.Add(id);
        }
        if (!known.TryGetValue(id, out var mark))
        {
            if (isEndnote)
            {
                _endnoteIds.Add(id);
            }
            known[id] = mark = isEndnote
                ? ListNumberFormat.Of(++counts.Endnotes, "lowerRoman")
                : (++counts.Footnotes).ToString(CultureInfo.InvariantCulture);
        }
        return mark;
    }

    public IEnumerable<Block> Footnote(string id, RenderedText text, bool isHidden) =>
        _told.Add("f" + id) && file.Footnotes.Notes.TryGetValue(id, out var note)
            ? Story(file.Footnotes.Part, text, "footnote", isHidden)
                .Note(BlockType.Footnote, note, new() { Label = _footnotes.GetValueOrDefault(id) })
            : [];

    /// <summary>Returns all referenced endnotes; one may reference another.</summary>
    public IEnumerable<Block> Endnotes(RenderedText text)
    {
        for (var i = 0; i < _endnoteIds.Count; i++)
        {
            var id = _endnoteIds[i];
            foreach (
                var block in Story(file.Endnotes.Part, text, Endnote, !_shownEndnotes.Contains(id))
                    .Note(BlockType.Footnote, file.Endnotes.Notes[id], new() { Label = _endnotes[id], Note = Endnote })
            )
            {
                yield return block;
            }
        }
    }

    public IEnumerable<Block> Comment(string id, RenderedText text, bool isHidden)
    {
        if (!_told.Add("c" + id) || !file.Comments.Notes.TryGetValue(id, out var comment))
        {
            return [];
        }
        var time = comment.Element?.Attribute(WordMarkup.W + "date")?.Value;
        return Story(file.Comments.Part, text, Remark, isHidden)
            .Note(
                BlockType.Paragraph,
                comment,
                new()
                {
                    Note = Remark,
                    Author = comment.Element?.Attribute(WordMarkup.W + "author")?.Value is { Length: > 0 } author ? author : null,
                    Time = DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                        ? at
                        : null,
                }
            );
    }

    /// <summary>Creates a story per note, since fields don't continue from one note to the next.</summary>
    private Story Story(string part, RenderedText text, string note, bool isHidden)
    {
        if (!_relationships.TryGetValue(part, out var relationships))
        {
            _relationships[part] = relationships = file.RelationshipsOf(part);
        }
        return new(file, part, relationships, text, this, note, isHidden);
    }
}
