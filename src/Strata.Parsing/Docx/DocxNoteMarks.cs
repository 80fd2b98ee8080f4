using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>How many notes have a number.</summary>
internal sealed class NoteCounts
{
    public int Footnotes { get; set; }
    public int Endnotes { get; set; }
}

/// <summary>
/// Numbers footnotes and endnotes in the order in which the text refers to them, and makes blocks of them and of comments, once each.
/// </summary>
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

    /// <summary>Those of a document that stands inside of this one: they are numbered on.</summary>
    public DocxNoteMarks Of(DocxFile part) => new(part, counts);

    /// <summary>The mark of a note; null where there is none of that id.</summary>
    /// <param name="isHidden">Whether the text that refers to it is: such a note isn't shown either.</param>
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
                ? FormattedNumber.Of(++counts.Endnotes, "lowerRoman")
                : (++counts.Footnotes).ToString(CultureInfo.InvariantCulture);
        }
        return mark;
    }

    public IEnumerable<Block> Footnote(string id, RenderedText text, bool isHidden) =>
        _told.Add("f" + id) && file.Footnotes.Notes.TryGetValue(id, out var note)
            ? Story(file.Footnotes.Part, text, "footnote", isHidden)
                .Note(BlockType.Footnote, note, new() { Label = _footnotes.GetValueOrDefault(id) })
            : [];

    /// <summary>All endnotes that were referred to; one may refer to another.</summary>
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

    /// <summary>Notes are read as the body is, each by itself: no field goes on from one to the next.</summary>
    private Story Story(string part, RenderedText text, string note, bool isHidden)
    {
        if (!_relationships.TryGetValue(part, out var relationships))
        {
            _relationships[part] = relationships = file.RelationshipsOf(part);
        }
        return new(file, part, relationships, text, this, note, isHidden);
    }
}
