namespace Strata.Parsing.Detection;

/// <summary>Detects text formats by their first lines.</summary>
internal static class TextSigns
{
    private static readonly string[] MailHeaders =
    [
        "received",
        "return-path",
        "delivered-to",
        "message-id",
        "mime-version",
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "reply-to",
        "dkim-signature",
        "content-type",
        "content-transfer-encoding",
        "sender",
        "x-mailer",
    ];

    // Only machines write these; a text with just "From:" and "Subject:" may be a letter.
    private static readonly string[] MailMachinery =
    [
        "received",
        "return-path",
        "delivered-to",
        "message-id",
        "mime-version",
        "dkim-signature",
    ];

    /// <summary>Returns a type whose marks are unambiguous, whatever the name says.</summary>
    public static DetectedType? Sure(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (StartsWith(start, "<!doctype html") || IsPage(start))
        {
            return DetectedType.FromContent(MediaTypes.Html, "it begins with an HTML tag");
        }
        if (start.StartsWith("<?xml", StringComparison.Ordinal))
        {
            var root = start[..Math.Min(start.Length, 1000)];
            return root.Contains("<html", StringComparison.OrdinalIgnoreCase)
                    ? DetectedType.FromContent(MediaTypes.Xhtml, "an XML declaration and an html element")
                : root.Contains("<FictionBook", StringComparison.Ordinal)
                    ? DetectedType.FromContent(MediaTypes.FictionBook, "an XML declaration and a FictionBook element")
                : root.Contains("docbook.org/ns/docbook", StringComparison.Ordinal)
                || root.Contains("//DTD DocBook", StringComparison.Ordinal)
                    ? DetectedType.FromContent(MediaTypes.DocBook, "an XML declaration and DocBook's namespace or type")
                : DetectedType.FromContent(MediaTypes.Xml, "it begins with an XML declaration");
        }
        if (IsLine(start, "BEGIN:VCALENDAR"))
        {
            return DetectedType.FromContent(MediaTypes.Calendar, "it begins with BEGIN:VCALENDAR");
        }
        if (IsLine(start, "BEGIN:VCARD"))
        {
            return DetectedType.FromContent(MediaTypes.VCard, "it begins with BEGIN:VCARD");
        }
        // WebVTT, section 4.1: the magic is at the very start, followed by a space, tab or line end.
        if (
            text.StartsWith("WEBVTT", StringComparison.Ordinal)
            && (text.Length == 6 || text[6] is '\n' or '\r' || (text[6] is ' ' or '\t' && text.Contains("-->", StringComparison.Ordinal)))
        )
        {
            return DetectedType.FromContent(MediaTypes.WebVtt, "it begins with WEBVTT");
        }
        return IsSubRip(start) ? DetectedType.FromContent(MediaTypes.SubRip, "it begins with a numbered cue")
            : text.StartsWith("From ", StringComparison.Ordinal) && MailShare(AfterFirstLine(text)) is { Headers: >= 2 }
                ? DetectedType.FromContent(MediaTypes.Mbox, "it begins with a From line and mail headers")
            : MailShare(text) is { Headers: >= 3, Machinery: >= 1 }
                ? DetectedType.FromContent(MediaTypes.Mail, "it begins with mail headers")
            : null;
    }

    /// <summary>
    /// Returns a type that the whole text confirms, from its first element to its last. Used if the name says nothing about the form.
    /// </summary>
    /// <param name="mayBeCut">True if the text may continue after what is given.</param>
    public static DetectedType? Whole(string text, bool mayBeCut)
    {
        var start = text.AsSpan().Trim();
        var close = start.LastIndexOf("</", StringComparison.Ordinal);
        if (start is not ['<', ..] || close < 0 || Element(start) is not { } found)
        {
            return null;
        }
        // An HTML fragment may end with another element than its first.
        var last = start[(close + 2)..];
        var isClosed =
            last.IndexOf('>') == last.Length - 1
            && (found.MediaType == MediaTypes.Html || last[..^1].TrimEnd().SequenceEqual(start[1..start.IndexOfAny(" \t\r\n/>")]));
        return isClosed || (mayBeCut && found.MediaType == MediaTypes.Html) ? found : null;
    }

    /// <summary>Returns the type that the text looks like. Used only if neither the name nor the caller states one.</summary>
    public static DetectedType? Likely(string text)
    {
        if (StartsWith(text.AsSpan().TrimStart(), "<"))
        {
            return Element(text.AsSpan().TrimStart());
        }
        if (MarkdownDetection.IsMarkdown(text))
        {
            return DetectedType.FromContent(MediaTypes.Markdown, "headings, links or tables of Markdown");
        }
        return MarkupDetection.Find(text);
    }

    private static DetectedType? Element(ReadOnlySpan<char> start)
    {
        string[] html = ["<head", "<body", "<div", "<p>", "<table", "<h1", "<!--"];
        foreach (var tag in html)
        {
            if (StartsWith(start, tag) && start.Contains("</", StringComparison.Ordinal))
            {
                return DetectedType.FromContent(MediaTypes.Html, $"it begins with {tag}");
            }
        }
        var end = start.IndexOfAny(" \t\r\n/>");
        return
            end > 1
            && start.TrimEnd().EndsWith(">")
            && start[1..end].IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:") < 0
            ? DetectedType.FromContent(MediaTypes.Xml, "it begins with an element")
            : null;
    }

    /// <summary>Returns true for a page with other tags: a text that only mentions &lt;html&gt; has none.</summary>
    private static bool IsPage(ReadOnlySpan<char> start) =>
        StartsWith(start, "<html")
        && (start.Length == 5 || start[5] is '>' or ' ' or '\t' or '\r' or '\n')
        && (
            start.Contains("</", StringComparison.Ordinal)
            || start.Contains("<head", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<body", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Returns true if the first line is exactly this one.</summary>
    private static bool IsLine(ReadOnlySpan<char> start, string line) =>
        StartsWith(start, line) && (start.Length == line.Length || start[line.Length..].TrimStart(" \t") is [] or ['\r' or '\n', ..]);

    private static bool IsSubRip(ReadOnlySpan<char> text)
    {
        var lines = text.EnumerateLines();
        return lines.MoveNext()
            && int.TryParse(lines.Current.Trim(), out _)
            && lines.MoveNext()
            && lines.Current.Contains(" --> ", StringComparison.Ordinal)
            && lines.Current.TrimStart() is [>= '0' and <= '9', ..];
    }

    private static ReadOnlySpan<char> AfterFirstLine(string text) =>
        text.AsSpan().IndexOf('\n') is >= 0 and var end ? text.AsSpan(end + 1) : [];

    /// <summary>
    /// Counts the mail headers among the first lines, up to an empty one. Returns 0 if a line among them is neither a header nor folded.
    /// </summary>
    private static (int Headers, int Machinery) MailShare(ReadOnlySpan<char> text)
    {
        var (headers, machinery, first) = (0, 0, true);
        foreach (var line in text.EnumerateLines())
        {
            if (line.IsEmpty)
            {
                break;
            }
            if (line[0] is ' ' or '\t' && !first)
            {
                continue;
            }
            var colon = line.IndexOf(':');
            if (colon <= 0 || line[..colon].ContainsAnyExceptInRange('!', '~'))
            {
                // The head may end inside a header.
                return headers > 8 ? (headers, machinery) : default;
            }
            first = false;
            var name = line[..colon].ToString().ToLowerInvariant();
            headers += MailHeaders.Contains(name) ? 1 : 0;
            machinery += MailMachinery.Contains(name) ? 1 : 0;
        }
        return (headers, machinery);
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
