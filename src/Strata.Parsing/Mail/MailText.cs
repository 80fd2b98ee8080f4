namespace Strata.Parsing.Mail;

/// <summary>
/// Makes blocks of a mail's text: paragraphs between empty lines, quoted replies by depth of their marks, the signature with a note.
/// </summary>
/// <param name="isFlowed">Lines that end in a space continue (RFC 3676).</param>
/// <param name="unescapeFrom">Removes the mbox escape from lines that begin with "From ".</param>
internal sealed class MailText(byte[] bytes, TextEncoding encoding, RenderedText text, string part, bool isFlowed, bool unescapeFrom)
{
    private readonly record struct Line(int Start, int End, int Depth, string Content);

    private readonly ByteOffsets _offsets = new(bytes, encoding);
    private readonly List<Line> _lines = [];
    private bool _isSignature;

    public IEnumerable<Block> Blocks()
    {
        var lines = Lines(encoding.Encoding.GetString(bytes.AsSpan(encoding.Preamble))).ToList();
        var (replies, header) = (0, -1);
        for (var i = 0; i < lines.Count; i++)
        {
            if (
                i > header
                && MailReply.BeginsAt(i, lines.Count, at => lines[at].Depth == lines[i].Depth ? lines[at].Content : null) is { } last
            )
            {
                // An answered mail without quote marks begins: the rest is a quote.
                (replies, header) = (replies + 1, last);
                if (_lines.Count > 0)
                {
                    yield return Flush();
                }
            }
            var line = lines[i] with { Depth = lines[i].Depth + replies };
            var isMark = line.Depth == 0 && line.Content is "-- " or "--";
            if (_lines.Count > 0 && (line.Content.AsSpan().Trim().IsEmpty || isMark || line.Depth != _lines[0].Depth))
            {
                yield return Flush();
            }
            _isSignature = (_isSignature || isMark) && line.Depth == 0;
            if (!isMark && !line.Content.AsSpan().Trim().IsEmpty)
            {
                _lines.Add(line);
            }
        }
        if (_lines.Count > 0)
        {
            yield return Flush();
        }
    }

    private Block Flush()
    {
        var joined = new StringBuilder();
        foreach (var line in _lines)
        {
            if (joined.Length > 0 && !(isFlowed && joined[^1] == ' '))
            {
                joined.Append('\n');
            }
            joined.Append(line.Content);
        }
        while (joined.Length > 0 && joined[^1] is ' ' or '\t')
        {
            joined.Length--;
        }
        var (depth, start) = (_lines[0].Depth, _offsets.At(_lines[0].Start));
        var place = new Place { Part = part, Bytes = new(start, _offsets.At(_lines[^1].End) - start) };
        _lines.Clear();
        return text.Add(
            depth == 0 ? BlockType.Paragraph : BlockType.Quote,
            joined.ToString(),
            place,
            Math.Max(0, depth - 1),
            traits: _isSignature ? new() { Note = "signature" } : null
        );
    }

    private IEnumerable<Line> Lines(string content)
    {
        for (var at = 0; at < content.Length; )
        {
            var end = content.AsSpan(at).IndexOfAny('\n', '\r');
            end = end < 0 ? content.Length : at + end;
            yield return Of(content, at, end);
            at = end + (end + 1 < content.Length && content[end] == '\r' && content[end + 1] == '\n' ? 2 : 1);
        }
    }

    private Line Of(string content, int start, int end)
    {
        var (at, depth) = (start, 0);
        if (unescapeFrom && IsEscapedFrom(content.AsSpan(start, end - start)))
        {
            at++;
        }
        else
        {
            while (at < end && content[at] == '>')
            {
                depth++;
                at++;
                at += at + 1 < end && content[at] == ' ' && content[at + 1] == '>' ? 1 : 0;
            }
        }
        // The space after the marks isn't text; a flowed line may also be space-stuffed.
        at += at < end && content[at] == ' ' && (depth > 0 || isFlowed) ? 1 : 0;
        return new(start, end, depth, content[at..end].Replace('\0', '\uFFFD'));
    }

    private static bool IsEscapedFrom(ReadOnlySpan<char> line) => line is ['>', ..] && line.TrimStart('>').StartsWith("From ");
}
