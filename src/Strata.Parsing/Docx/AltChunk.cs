using Strata.Parsing.Html;
using Strata.Parsing.Mail;
using Strata.Parsing.Text;

namespace Strata.Parsing.Docx;

/// <summary>
/// A part imported in place (ECMA-376 part 1, 17.17.2.1): another document, HTML, MHTML or plain text. Its blocks join the text around it.
/// </summary>
internal static class AltChunk
{
    /// <summary>Returns the part's blocks. Null, with a diagnostic, if its type isn't supported or it can't be read.</summary>
    public static IEnumerable<Block>? Blocks(DocxFile file, string part, RenderedText text, DocxNoteMarks marks)
    {
        try
        {
            if (file.Bytes(part) is not { } bytes)
            {
                file.Say($"'{file.Named(part)}' is put in too often (w:altChunk), and was not read again");
                return null;
            }
            var type = MediaTypes.Explain(new MemoryStream(bytes), part, file.TypeOf(part)).MediaType;
            switch (type)
            {
                case MediaTypes.Html or MediaTypes.Xhtml:
                    return Page(file, bytes, null, file.Named(part), text);
                case MediaTypes.Mail:
                    return Mail(file, bytes, part, text);
                case MediaTypes.PlainText or MediaTypes.Markdown:
                    return Plain(file, bytes, part, text);
                case MediaTypes.Docx:
                    var inner = file.Open(new MemoryStream(bytes), part);
                    return DocxParser.Blocks(inner, text, marks.Of(inner));
                default:
                    file.Say($"'{file.Named(part)}' ({type}) is put in as it is (w:altChunk), and was not read");
                    return null;
            }
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            file.Say($"'{file.Named(part)}', which is put in as it is (w:altChunk), can't be read: {SourceFault.Of(e)}");
            return null;
        }
    }

    private static IEnumerable<Block> Page(DocxFile file, byte[] bytes, string? charset, string part, RenderedText text)
    {
        if (bytes.Length > file.Budget.MaxBlockBytes)
        {
            throw new InvalidDataException($"the HTML is longer than {file.Budget.MaxBlockBytes} bytes (MaxBlockBytes)");
        }
        var encoding = HtmlEncoding.Of(bytes, charset);
        Say(file, part, encoding.Remarks);
        return HtmlParser.Blocks(bytes, encoding, text, part, file.Budget.Clock, reason => file.Say($"'{part}': {reason}"));
    }

    /// <summary>Reads the first HTML page of an MHTML archive (RFC 2557), without its images.</summary>
    private static IEnumerable<Block>? Mail(DocxFile file, byte[] bytes, string part, RenderedText text)
    {
        var log = new DiagnosticLog();
        using var source = new MemoryStream(bytes);
        var page = Leaves(new MimeReader(source, file.Budget, log).Read()).FirstOrDefault(leaf => leaf.Type.Value == "text/html");
        if (page is null)
        {
            file.Say(
                $"'{file.Named(part)}' ({MediaTypes.Mail}) is put in as it is (w:altChunk) and holds no page of HTML, so it was not read"
            );
            return null;
        }
        using var content = page.Open(source);
        using var html = new MemoryStream();
        content.CopyTo(html);
        return Page(file, html.ToArray(), page.Type["charset"], $"{file.Named(part)}/{page.Name}", text);
    }

    private static IEnumerable<MimePart> Leaves(MimePart part) => part.Parts.Count == 0 ? [part] : part.Parts.SelectMany(Leaves);

    private static IEnumerable<Block> Plain(DocxFile file, byte[] bytes, string part, RenderedText text)
    {
        var document = new TextParser().Parse(new MemoryStream(bytes), part, file.Budget).Single();
        foreach (var paragraph in document.Blocks)
        {
            var says = paragraph.Text.ReplaceLineEndings("\n").Replace('\0', '\uFFFD');
            yield return text.Add(BlockType.Paragraph, says, new() { Part = file.Named(part), Bytes = paragraph.Range });
        }
        Say(file, file.Named(part), document.Diagnostics);
    }

    private static void Say(DocxFile file, string part, IEnumerable<ParseDiagnostic> remarks)
    {
        foreach (var remark in remarks)
        {
            file.Say($"'{part}': {remark.Reason}");
        }
    }
}
