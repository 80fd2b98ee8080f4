using Strata.Parsing.Html;

namespace Strata.Parsing.Mail;

/// <summary>A mail message: its header as a message block, its text, and its attachments.</summary>
/// <param name="offset">Offset of the message in the source.</param>
/// <param name="prefix">Prefix of its part numbers: the message's number in an mbox.</param>
internal sealed class MailMessage(Stream message, long offset, string prefix, ParseBudget budget, DiagnosticLog log)
{
    /// <summary>Block types of the mail and its HTML, without front matter: the HTML title isn't mail text.</summary>
    public static IReadOnlyList<BlockType> BlockTypes { get; } =
    [.. new HtmlParser().BlockTypes.Where(type => type != BlockType.FrontMatter).Append(BlockType.Message)];

    private static readonly string[] Shown = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date", "Subject"];
    private const int MaxChoices = 10;

    private static readonly string[] OfPeople = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"];

    private readonly List<FormChoice> _choices = [];
    private readonly Dictionary<MimePart, TextForm> _forms = [];
    private readonly MimePart _root = new MimeReader(message, budget, log).Read();
    private IReadOnlyList<MimePart>? _texts;

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
        _ = Texts();
        Say("read_as", choice => choice.ReadAs);
        Say("not_read", choice => choice.NotRead);
        return facts;

        void Say(string name, Func<FormChoice, string?> said)
        {
            if (_choices.Select(said).OfType<string>().Distinct().ToList() is { Count: > 0 } all)
            {
                facts[name] = string.Join("; ", all.Take(MaxChoices));
            }
        }
    }

    public IEnumerable<Block> Blocks()
    {
        var text = new RenderedText();
        var author = MailAddresses.Parse(_root.Headers.Value("From")) is [var from, ..] ? from.ToString() : null;
        var time = MailDate.Parse(_root.Headers.Value("Date"));
        yield return Header(text, author, time);
        foreach (var part in Texts())
        {
            foreach (var block in Blocks(part, text))
            {
                // Quotes were written by someone else.
                var writer = block.Type == BlockType.Quote ? null : author;
                yield return block with
                {
                    Traits = (block.Traits ?? new()) with { Author = writer, Time = time },
                };
            }
        }
    }

    public IEnumerable<SourceMember> Members() => MailAttachments.Of(_root, Texts(), message, prefix);

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
        var content = Content(part, log);
        var encoding = EncodingOf(part, content);
        foreach (var remark in encoding.Remarks)
        {
            log.Add(
                0,
                offset + part.Body.Start,
                remark.Line > 0 ? $"part {part.Name}, line {remark.Line}: {remark.Reason}" : $"part {part.Name}: {remark.Reason}"
            );
        }
        if (!IsHtml(part))
        {
            return new MailText(
                content,
                encoding,
                text,
                prefix + part.Name,
                part.Type["format"] is { } format && format.Equals("flowed", StringComparison.OrdinalIgnoreCase),
                prefix.Length > 0
            ).Blocks();
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

    /// <summary>Turns the blocks from each answered or forwarded mail on into quotes, one level deeper per mail.</summary>
    private static IEnumerable<Block> Quoted(IEnumerable<Block> blocks)
    {
        var (replies, wasRule) = (0, false);
        foreach (var block in blocks)
        {
            var lines = block.Text.Split('\n');
            var begins =
                block.Type is BlockType.Paragraph or BlockType.Quote && MailReply.BeginsAt(0, lines.Length, i => lines[i]) is not null;
            replies += begins && !wasRule ? 1 : 0;
            wasRule = begins && lines is [['-', ..]];
            yield return replies == 0 ? block
            : block.Type == BlockType.Paragraph ? block with { Type = BlockType.Quote, Level = replies - 1 }
            : block.Type == BlockType.Quote ? block with { Level = block.Level + replies }
            : block;
        }
    }

    /// <param name="remarks">Receives diagnostics.</param>
    private byte[] Content(MimePart part, DiagnosticLog remarks)
    {
        using var decoded = part.Open(message);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (decoded.Read(buffer) is > 0 and var read)
        {
            if (content.Length + read > budget.MaxBlockBytes)
            {
                remarks.Add(
                    0,
                    offset + part.Body.Start,
                    $"part {part.Name}: the text is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes) and was cut"
                );
                content.Write(buffer, 0, (int)(budget.MaxBlockBytes - content.Length));
                break;
            }
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }

    private static TextEncoding EncodingOf(MimePart part, byte[] content) =>
        IsHtml(part) ? HtmlEncoding.Of(content, part.Type["charset"]) : TextEncoding.Detect(content, part.Type["charset"]);

    /// <summary>The texts to read; one form of alternatives.</summary>
    private IReadOnlyList<MimePart> Texts() => _texts ??= [.. Texts(_root)];

    private IEnumerable<MimePart> Texts(MimePart part)
    {
        if (!part.IsMultipart || part.Parts.Count == 0)
        {
            return part.IsText || (part.IsMultipart && part.Path.Length == 0) ? [part] : [];
        }
        if (part.Type.Value != "multipart/alternative")
        {
            return [.. part.Parts.SelectMany(Texts)];
        }
        var choices = part.Parts.Select(choice => Texts(choice).ToList()).Where(texts => texts.Count > 0).ToList();
        var plain = choices.Find(texts => texts.Exists(text => !IsHtml(text)));
        var html = choices.FindLast(texts => texts.Exists(IsHtml));
        if (plain is null || html is null || plain == html)
        {
            return plain ?? choices.LastOrDefault() ?? [];
        }
        var choice = FormChoice.Of(Form(plain.Where(text => !IsHtml(text))), Form(html));
        _choices.Add(choice);
        return choice.IsHtml ? html : plain;
    }

    private TextForm Form(IEnumerable<MimePart> texts) => TextForm.Together([.. texts.Select(Form)]);

    /// <summary>
    /// Returns a part's form for comparison. A chosen part is read again, since its blocks follow those of earlier parts.
    /// </summary>
    private TextForm Form(MimePart part)
    {
        if (_forms.TryGetValue(part, out var known))
        {
            return known;
        }
        var content = Content(part, new());
        var encoding = EncodingOf(part, content);
        try
        {
            return _forms[part] = IsHtml(part)
                ? TextForm.Of(HtmlParser.Blocks(content, encoding, new(), part.Name, budget.Clock, _ => { }))
                : TextForm.Of(encoding.Encoding.GetString(content.AsSpan(encoding.Preamble)));
        }
        catch (InvalidDataException e)
        {
            return _forms[part] = TextForm.Unread(e.Message);
        }
    }

    private static bool IsHtml(MimePart part) => part.Type.Value == "text/html";
}
