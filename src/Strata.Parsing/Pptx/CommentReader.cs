using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>
/// Reads comments on a slide: the older form (ECMA-376 part 1, 19.4) and Microsoft 365 threads with replies ([MS-PPTX] 2.6.28).
/// </summary>
internal sealed class CommentReader(PptxFile file, RenderedText text)
{
    private const string Comment = "comment";
    private const string Reply = "reply";

    public IEnumerable<Block> Blocks(SlideStory comments)
    {
        foreach (var piece in file.Hold(comments.Part, name => name.LocalName == "cmLst"))
        {
            if (piece.Element is not { Name.LocalName: "cm" } comment)
            {
                continue;
            }
            // The older form marks a reply by naming its parent in an extension.
            var isReply = comment.Descendants().Any(e => e.Name.LocalName == "parentCm");
            foreach (var block in Remark(comment, piece, comments, isReply ? Reply : Comment))
            {
                yield return block;
            }
            foreach (
                var block in comment
                    .Elements(OfficeNames.P188 + "replyLst")
                    .Elements(OfficeNames.P188 + "reply")
                    .SelectMany(reply => Remark(reply, piece, comments, Reply))
            )
            {
                yield return block;
            }
        }
    }

    private IEnumerable<Block> Remark(XElement remark, XmlPiece piece, SlideStory comments, string note)
    {
        var body = remark.Element(OfficeNames.P188 + "txBody");
        var plain = remark.Element(OfficeNames.P + "text");
        var says = body is null ? plain?.Value.Trim() ?? "" : DrawingText.Lines(body, comments.Relationships);
        if (says.Length == 0)
        {
            return [];
        }
        var time = remark.Attribute("created")?.Value ?? remark.Attribute("dt")?.Value;
        var traits = comments.Noted(note) with
        {
            Author = file.Author(remark.Attribute("authorId")?.Value),
            Time = DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
        };
        return [text.Add(BlockType.Paragraph, says, comments.At(piece.PathOf(body ?? plain ?? remark)), traits: traits)];
    }
}
