using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>
/// Makes the blocks of a slide: its title, its other shapes in part order (which is reading order), its comments, its speaker notes. Holds
/// one whole slide at a time.
/// </summary>
internal sealed class SlideReader(PptxFile file, RenderedText text)
{
    private const string SpeakerNotes = "speaker notes";

    private readonly ShapeReader _shapes = new(file, text);
    private readonly CommentReader _comments = new(file, text);

    /// <param name="page">1-based.</param>
    public IEnumerable<Block> Blocks(int page, string part)
    {
        var relationships = file.RelationshipsOf(part);
        var layout = relationships.Values.FirstOrDefault(r => r is { Type: "slideLayout", IsExternal: false })?.Target;
        var isHidden = file.RootAttribute(part, "show") is "0" or "false";
        var slide = new SlideStory(part, page, null, isHidden, relationships, file.StylesOf(layout));
        text.EndSections();
        if (page > 1)
        {
            yield return text.Add(BlockType.PageBreak, "", slide.At(), traits: SlideStory.Said(slide.Noted()));
        }
        var pieces = file.Hold(part, IsContainer).Where(piece => piece.Element is not null).ToList();
        foreach (
            var block in pieces
                .Where(IsTitle)
                .Concat(pieces.Where(piece => !IsTitle(piece)))
                .SelectMany(piece => _shapes.Blocks(piece, slide))
        )
        {
            yield return block;
        }
        foreach (
            var block in relationships
                .Values.Where(r => r is { Type: "comments", IsExternal: false })
                .SelectMany(r => _comments.Blocks(slide with { Part = r.Target }))
        )
        {
            yield return block;
        }
        foreach (var notes in relationships.Values.Where(r => r is { Type: "notesSlide", IsExternal: false }).Select(r => r.Target))
        {
            var story = new SlideStory(notes, page, SpeakerNotes, isHidden, file.RelationshipsOf(notes), PlaceholderStyles.None);
            foreach (var block in file.Hold(notes, IsContainer).Where(IsSaid).SelectMany(piece => _shapes.Blocks(piece, story)))
            {
                yield return block;
            }
        }
    }

    private static bool IsContainer(XName name) => name.LocalName is "sld" or "notes" or "cSld" or "spTree" or "grpSp";

    private static bool IsTitle(XmlPiece piece) => piece.Element is { } element && Placeholder.Of(element)?.IsTitle == true;

    /// <summary>Excludes a notes page's slide image, header, footer, date and number.</summary>
    private static bool IsSaid(XmlPiece piece) =>
        piece.Element is { } element && Placeholder.Of(element) is null or { Type: not ("sldImg" or "sldNum" or "hdr" or "ftr" or "dt") };
}
