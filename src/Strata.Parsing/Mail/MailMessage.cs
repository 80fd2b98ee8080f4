using Strata.Parsing.Html;
using Strata.Parsing.Reading;

namespace Strata.Parsing.Mail;

/// <summary>One message: its header as a message block, then the texts that a reader sees, and the files that came along.</summary>
/// <param name="offset">Where the message lies in the source.</param>
/// <param name="prefix">What goes before the numbers of its parts: which message of an mbox it is.</param>
internal sealed class MailMessage(Stream message, long offset, string prefix, ParseBudget budget, DiagnosticLog log)
{
    /// <summary>Those of the mail itself, and of a text that comes as HTML, whose title is no part of the mail.</summary>
    public static IReadOnlyList<BlockType> BlockTypes { get; } = [.. new HtmlParser().BlockTypes.Where(type => type != BlockType.FrontMatter).Append(BlockType.Message)];

    private static readonly string[] Shown = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date", "Subject"];
    private static readonly string[] OfPeople = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"];

    /// <summary>A plain text with so many letters stands for itself.</summary>
    private const int EnoughLetters = 200;

    /// <summary>Plain text is a stub where the HTML says more than so many times as much: "This mail needs an HTML viewer."</summary>
    private const int StubFactor = 2;

    private const int LookedAt = 64 * 1024;

    private readonly MimePart _root = new MimeReader(message, budget, log).Read();

    public string? Subject => Decoded("Subject") is { Length: > 0 } subject ? subject : null;

    public IReadOnlyDictionary<string, string> Facts()
    {
        var facts = new Dictionary<string, string>();
        if (_root.Headers.Value("Message-ID") is { Length: > 0 and < 1000 } id)
        {
            facts["message_id"] = id;
        }

        if (_root.Headers.Value("In-Reply-To") is { Length: > 0 and < 1000 } parent)
        {
            facts["in_reply_to"] = parent;
        }

        if (HasOtherForm(Texts(_root).ToHashSet()))
        {
            facts["not_read"] = "the same text as HTML";
        }

        return facts;
    }

    public IEnumerable<Block> Blocks()
    {
        var text = new RenderedText();
        var author = MailAddresses.Parse(_root.Headers.Value("From")) is [var from, ..] ? from.ToString() : null;
        var time = MailDate.Parse(_root.Headers.Value("Date"));
        yield return Header(text, author, time);
        foreach (var part in Texts(_root))
        {
            foreach (var block in Blocks(part, text))
            {
                // What is quoted was written by somebody else.
                var writer = block.Type == BlockType.Quote ? null : author;
                yield return block with { Traits = (block.Traits ?? new()) with { Author = writer, Time = time } };
            }
        }
    }

    public IEnumerable<SourceMember> Members()
    {
        var texts = Texts(_root).ToHashSet();
        return Leaves(_root)
            .Where(part => !texts.Contains(part) && part.Body.Length > 0 && !IsOtherForm(part))
            .Select(part => new SourceMember(
                prefix + part.Name,
                part.FileName ?? (part.Type.Value == "message/rfc822" ? "message.eml" : null),
                part.Type.Value,
                () => part.Open(message)));
    }

    private Block Header(RenderedText text, string? author, DateTimeOffset? time)
    {
        var block = text.Begin(BlockType.Message);
        foreach (var name in Shown)
        {
            if (_root.Headers.Find(name) is { } header && Decoded(name) is { Length: > 0 } value)
            {
                block.Append($"{(block.Length > 0 ? "\n" : "")}{name}: ");
                block.Field(name, value, place: new() { Bytes = new(offset + header.Range.Start, header.Range.Length) });
            }
        }

        var files = string.Join(", ", Members().Select(member => member.FileName ?? $"part {member.Path}"));
        if (files.Length > 0)
        {
            block.Append($"{(block.Length > 0 ? "\n" : "")}Attachments: ");
            block.Field("Attachments", files);
        }

        return block.End(new() { Author = author, Time = time });
    }

    private string? Decoded(string name)
    {
        if (_root.Headers.Value(name) is not { } value)
        {
            return null;
        }

        var decoded = OfPeople.Contains(name) ? string.Join(", ", MailAddresses.Parse(value)) : EncodedWords.Decode(value);
        return string.Concat(decoded.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
    }

    private IEnumerable<Block> Blocks(MimePart part, RenderedText text)
    {
        var content = Content(part);
        var charset = part.Type["charset"];
        var encoding = part.Type.Value == "text/html" ? HtmlEncoding.Of(content, charset) : TextEncoding.Detect(content, charset);
        foreach (var remark in encoding.Remarks)
        {
            log.Add(0, offset + part.Body.Start, remark.Line > 0 ? $"part {part.Name}, line {remark.Line}: {remark.Reason}" : $"part {part.Name}: {remark.Reason}");
        }

        if (part.Type.Value != "text/html")
        {
            return new MailText(
                content,
                encoding,
                text,
                prefix + part.Name,
                part.Type["format"] is { } format && format.Equals("flowed", StringComparison.OrdinalIgnoreCase),
                prefix.Length > 0).Blocks();
        }

        try
        {
            void Remark(string reason) => log.Add(0, offset + part.Body.Start, $"part {part.Name}: {reason}");
            return Quoted(HtmlParser.Blocks(content, encoding, text, prefix + part.Name, budget.Clock, Remark));
        }
        catch (InvalidDataException e)
        {
            log.Add(0, offset + part.Body.Start, $"part {part.Name}: {e.Message}");
            return [];
        }
    }

    /// <summary>Blocks from where the mail begins that this one answers are quoted, each such mail deeper than the one before.</summary>
    private static IEnumerable<Block> Quoted(IEnumerable<Block> blocks)
    {
        var (replies, wasRule) = (0, false);
        foreach (var block in blocks)
        {
            var lines = block.Text.Split('\n');
            var begins = block.Type is BlockType.Paragraph or BlockType.Quote && MailReply.BeginsAt(0, lines.Length, i => lines[i]) is not null;
            replies += begins && !wasRule ? 1 : 0;
            wasRule = begins && lines is [['-', ..]];
            yield return replies == 0 ? block
                : block.Type == BlockType.Paragraph ? block with { Type = BlockType.Quote, Level = replies - 1 }
                : block.Type == BlockType.Quote ? block with { Level = block.Level + replies }
                : block;
        }
    }

    private byte[] Content(MimePart part)
    {
        using var decoded = part.Open(message);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (decoded.Read(buffer) is > 0 and var read)
        {
            if (content.Length + read > budget.MaxBlockBytes)
            {
                log.Add(0, offset + part.Body.Start, $"part {part.Name}: the text is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes) and was cut");
                content.Write(buffer, 0, (int)(budget.MaxBlockBytes - content.Length));
                break;
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>The texts to be read: of alternatives the plain one, unless it says next to nothing of what the HTML says.</summary>
    private IEnumerable<MimePart> Texts(MimePart part)
    {
        if (!part.IsMultipart || part.Parts.Count == 0)
        {
            return part.IsText || (part.IsMultipart && part.Path.Length == 0) ? [part] : [];
        }

        if (part.Type.Value != "multipart/alternative")
        {
            return part.Parts.SelectMany(Texts);
        }

        var choices = part.Parts.Select(choice => Texts(choice).ToList()).Where(texts => texts.Count > 0).ToList();
        var plain = choices.Find(texts => texts.Exists(text => !IsHtml(text)));
        if (plain is null)
        {
            return choices.LastOrDefault() ?? [];
        }

        var said = plain.Where(text => !IsHtml(text)).Sum(Letters);
        var html = choices.FindLast(texts => texts.Exists(IsHtml));
        return said >= EnoughLetters || html is null || (said > 0 && html.Sum(Letters) <= said * StubFactor) ? plain : html;
    }

    /// <summary>Whether a text has another form that is not read.</summary>
    private bool HasOtherForm(HashSet<MimePart> texts) => Leaves(_root).Any(part => IsHtml(part) && part.FileName is null && !texts.Contains(part) && part.Body.Length > 0);

    private static bool IsHtml(MimePart part) => part.Type.Value == "text/html";

    /// <summary>How many letters and digits a text shows, of those that matter here: the first few thousand bytes.</summary>
    private int Letters(MimePart part)
    {
        using var content = part.Open(message);
        var head = new byte[LookedAt];
        var held = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        foreach (ref var b in head.AsSpan(0, held))
        {
            b = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
        }

        ReadOnlySpan<byte> text = head.AsSpan(0, held);
        text = IsHtml(part) ? text[Math.Max(0, text.IndexOf("<body"u8))..] : text;
        var count = 0;
        while (text.Length > 0)
        {
            var markup = IsHtml(part) && text[0] == '<' ? Markup(text) : 0;
            count += markup == 0 && (text[0] > 127 || char.IsAsciiLetterOrDigit((char)text[0])) ? 1 : 0;
            text = text[Math.Max(1, markup)..];
        }

        return count;
    }

    /// <summary>How many bytes of HTML in small letters the comment, the style or the tag at its beginning takes.</summary>
    private static int Markup(ReadOnlySpan<byte> html)
    {
        var end = html.StartsWith("<!--"u8) ? "-->"u8 : html.StartsWith("<style"u8) ? "</style>"u8 : ">"u8;
        return html.IndexOf(end) is >= 0 and var at ? at + end.Length : html.Length;
    }

    private static IEnumerable<MimePart> Leaves(MimePart part) => part.Parts.Count > 0 ? part.Parts.SelectMany(Leaves) : [part];

    /// <summary>The form of a text that was not chosen: no file that somebody sent.</summary>
    private static bool IsOtherForm(MimePart part) => part.IsText || part.IsMultipart;
}
