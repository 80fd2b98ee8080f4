using Strata.Parsing.Markdown;

namespace Strata.Parsing.AsciiDoc;

/// <summary>Walks the lines of a text and produces its blocks.</summary>
internal sealed class AsciiDocWalk(string text, ParseBudget budget, AsciiDocLines lines, AsciiDocInline inline)
{
    private const int DeepestHeading = 6;

    private static readonly string[] Admonitions = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

    private AsciiDocLists _lists = new();
    private AsciiDocAttributes _about = AsciiDocAttributes.None;

    public AsciiDocOutput Output { get; } = new(text, lines, inline);

    public void Read()
    {
        Blocks(AsciiDocHeader.Read(lines, inline, Output.Pieces), lines.Count, AsciiDocScope.Body);
        if (inline.IsSpent)
        {
            Output.Notes.Add(
                (
                    0,
                    $"attributes and repeated cells add more than {budget.MaxBlockBytes} characters (MaxBlockBytes): further ones stay as they are written",
                    true
                )
            );
        }
    }

    private void Blocks(int from, int to, AsciiDocScope scope)
    {
        for (var at = from; at < to; )
        {
            at = Next(at, to, scope);
        }
    }

    /// <summary>Reads a block, or a line that applies to the next one.</summary>
    /// <returns>Index of the line after it.</returns>
    private int Next(int at, int to, AsciiDocScope scope)
    {
        var line = lines[at];
        if (line.IsWhiteSpace() || lines.IsComment(at) || lines.IsCondition(at))
        {
            return at + 1;
        }
        if (line is "+" && _lists.IsOpen)
        {
            return at + 1 < to ? Attached(at + 1, to, scope) : to;
        }
        if (AsciiDocDelimiter.IsAttributes(line))
        {
            _about = line.StartsWith("[[") ? _about : _about.With(line[1..^1]);
            return at + 1;
        }
        if (line is ['.', not ('.' or ' ' or '\t'), ..])
        {
            Output.Say(BlockType.Caption, at, at + 1, line[1..].ToString(), 0, scope.Traits);
            return at + 1;
        }
        if (!(AsciiDocDelimiter.IsBreak(line) || line is "<<<") && AsciiDocMarker.Of(line) is { } marker && !IsMacro(line))
        {
            return Item(at, to, marker, scope);
        }
        // Indented lines continue the item; any other line ends its list.
        if (_lists.IsOpen && char.IsWhiteSpace(line[0]))
        {
            return Block(at, to, scope, _lists.Depth);
        }
        _lists.Clear();
        return Block(at, to, scope, 0);
    }

    /// <summary>Reads a block that belongs to the list item before it.</summary>
    private int Attached(int at, int to, AsciiDocScope scope)
    {
        while (at < to && AsciiDocDelimiter.IsAttributes(lines[at]))
        {
            at = Next(at, to, scope);
        }
        return at >= to || lines.IsBlank(at) ? at : Block(at, to, scope, _lists.Depth);
    }

    private int Block(int at, int to, AsciiDocScope scope, int level)
    {
        var line = lines[at];
        var about = Taken();
        if (AsciiDocDelimiter.Of(line) is { } delimiter)
        {
            return Delimited(at, to, delimiter, about, scope, level);
        }
        if (Heading(at, to) is { } heading)
        {
            Output.Say(BlockType.Heading, at, heading.End, heading.Text, heading.Level);
            return heading.End;
        }
        if (AsciiDocHeader.Entry(line) is var (name, value))
        {
            inline.Set(name, value);
            Output.Add(BlockType.Definition, at, at + 1, value, 0, new() { Label = name.Trim('!') });
            return at + 1;
        }
        if (AsciiDocDelimiter.IsBreak(line) || line is "<<<")
        {
            Output.Add(line is "<<<" ? BlockType.PageBreak : BlockType.Divider, at, at + 1, "", level);
            return at + 1;
        }
        return IsMacro(line) && Macro(at) ? at + 1 : Paragraph(at, to, about, scope, level);
    }

    private AsciiDocAttributes Taken()
    {
        var about = _about;
        _about = AsciiDocAttributes.None;
        return about;
    }

    /// <summary>Reads <c>== Title</c>, <c>## Title</c>, or a title underlined to its length (±1).</summary>
    private (string Text, int Level, int End)? Heading(int at, int to)
    {
        var line = lines[at];
        var level = line.IndexOfAnyExcept(line[0]);
        if (line[0] is '=' or '#' && level is > 0 and <= DeepestHeading && line[level] is ' ' or '\t')
        {
            var title = line[level..].Trim();
            var end = title.TrimEnd(line[0]);
            return ((end.Length + level == title.Length && end.EndsWith(" ") ? end.Trim() : title).ToString(), level, at + 1);
        }
        var under = at + 1 < to ? lines[at + 1] : [];
        var mark = under.Length >= 3 && !under.ContainsAnyExcept(under[0]) ? "=-~^+".IndexOf(under[0], StringComparison.Ordinal) : -1;
        return mark >= 0 && Math.Abs(under.Length - line.Length) <= 1 && char.IsLetterOrDigit(line[0])
            ? (line.ToString(), mark + 1, at + 2)
            : null;
    }

    private int Delimited(int at, int to, AsciiDocDelimiter delimiter, AsciiDocAttributes about, AsciiDocScope scope, int level)
    {
        var close = at + 1;
        while (close < to && !lines[close].SequenceEqual(delimiter.Closing))
        {
            close++;
        }
        if (close == to)
        {
            const int LongestMark = 40;
            var mark = delimiter.Closing[..Math.Min(delimiter.Closing.Length, LongestMark)];
            Output.Note(at, $"the block that '{mark}' begins is not closed, and takes all that follows", isUnread: false);
        }
        var end = Math.Min(close + 1, to);
        var (from, until) = close > at + 1 ? (lines.Start(at + 1), lines.End(close - 1)) : (lines.End(at), lines.End(at));
        var kind = delimiter.KindFor(about.Style);
        switch (kind)
        {
            case AsciiDocKind.Comment:
                break;
            case AsciiDocKind.Table:
                Output.Pieces.AddRange(new AsciiDocTable(text, inline).Read(from, until, delimiter.Mark, about));
                break;
            case AsciiDocKind.Quote or AsciiDocKind.Content when scope.Depth < budget.MaxDepth && about.Style != "verse":
                var lists = _lists;
                _lists = new();
                Blocks(at + 1, close, Inner(kind, delimiter.Mark, about, scope));
                _lists = lists;
                break;
            default:
                Verbatim(kind, at, end, text[from..until], about, delimiter.Language, scope, level);
                break;
        }
        return end;
    }

    private static AsciiDocScope Inner(AsciiDocKind kind, char mark, AsciiDocAttributes about, AsciiDocScope scope) =>
        kind == AsciiDocKind.Quote ? scope.Inner with { Quotes = scope.Quotes + 1, Author = about.Second }
        : Admonitions.Contains(about.Style) ? scope.Inner with { Note = about.Style.ToLowerInvariant() }
        : scope.Inner with { Note = mark == '*' || about.Style == "sidebar" ? "sidebar" : scope.Note };

    private void Verbatim(
        AsciiDocKind kind,
        int at,
        int end,
        string content,
        AsciiDocAttributes about,
        string? language,
        AsciiDocScope scope,
        int level
    )
    {
        content = content.ReplaceLineEndings("\n");
        if (kind == AsciiDocKind.Quote)
        {
            Output.Say(
                BlockType.Quote,
                at,
                end,
                content,
                scope.Quotes,
                (scope.Traits ?? new()) with
                {
                    Author = about.Second ?? scope.Author,
                }
            );
            return;
        }
        var (type, shown, traits) = kind switch
        {
            AsciiDocKind.Formula => (BlockType.Formula, content, scope.Traits),
            AsciiDocKind.Pass => (BlockType.Html, PlainText.WithoutTags(content), scope.Traits),
            AsciiDocKind.Content => (BlockType.Paragraph, content, scope.Traits),
            _ => (BlockType.CodeBlock, content, Code(about, language, scope)),
        };
        Output.Add(type, at, end, shown, level, traits);
    }

    private BlockTraits? Code(AsciiDocAttributes about, string? language, AsciiDocScope scope)
    {
        language ??= about.Style is "source" or ""
            ? about["language"] ?? about.Second ?? (about.Style == "source" ? inline.Attribute("source-language") : null)
            : null;
        return language is null ? scope.Traits : (scope.Traits ?? new()) with { Language = language };
    }

    private static bool IsMacro(ReadOnlySpan<char> line) =>
        line.EndsWith("]")
        && line.Contains('[')
        && line.IndexOf("::") is > 0 and var colon
        && colon + 2 < line.Length
        && !char.IsWhiteSpace(line[colon + 2])
        && !line[..colon].ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz");

    private bool Macro(int at)
    {
        var line = lines[at];
        var colon = line.IndexOf("::");
        var open = line[colon..].IndexOf('[') + colon;
        var name = line[..colon];
        var target = line[(colon + 2)..open].ToString();
        if (name is "include")
        {
            Output.Note(at, $"'{target}' is not included: only the source itself is read", isUnread: true);
            return true;
        }
        if (name is not ("image" or "video" or "audio"))
        {
            return name is "toc";
        }
        var about = AsciiDocAttributes.None.With(line[(open + 1)..^1]);
        var shown = about["alt"] ?? about["title"] ?? (name is "image" ? line[(open + 1)..^1].ToString().Split(',')[0].Trim('"', ' ') : "");
        Output.Add(
            BlockType.Figure,
            at,
            at + 1,
            shown.Contains('=', StringComparison.Ordinal) ? "" : inline.Of(shown),
            0,
            new() { Target = inline.Of(target) }
        );
        return true;
    }

    private int Paragraph(int at, int to, AsciiDocAttributes about, AsciiDocScope scope, int level)
    {
        var end = EndOf(at, to);
        var (start, stop) = (lines.Start(at), lines.End(end - 1));
        var kind = AsciiDocDelimiter.OfStyle(about.Style);
        if (
            kind is AsciiDocKind.Code or AsciiDocKind.Formula or AsciiDocKind.Pass
            || (kind is null && about.Style.Length == 0 && char.IsWhiteSpace(text[start]))
        )
        {
            Verbatim(kind ?? AsciiDocKind.Code, at, end, text[start..stop], about, null, scope, level);
            return end;
        }
        if (kind == AsciiDocKind.Comment)
        {
            return end;
        }
        var note = Admonitions.FirstOrDefault(word =>
            about.Style == word
            || (
                text.AsSpan(start, stop - start).StartsWith(word)
                && text.AsSpan(start + word.Length, stop - start - word.Length).StartsWith(": ")
            )
        );
        var (inner, content) = (scope, start);
        if (note is not null)
        {
            inner = scope with { Note = note.ToLowerInvariant() };
            content += about.Style == note ? 0 : note.Length + 2;
        }
        if (kind == AsciiDocKind.Quote || text[content] == '>')
        {
            inner = inner with { Quotes = inner.Quotes + 1, Author = about.Second ?? inner.Author };
        }
        Output.Prose(
            inner.Quotes > 0 ? BlockType.Quote : BlockType.Paragraph,
            start,
            content,
            stop,
            inner.Quotes > 0 ? inner.Quotes - 1 : level,
            inner.Traits
        );
        return end;
    }

    private int Item(int at, int to, AsciiDocMarker marker, AsciiDocScope scope)
    {
        var about = Taken();
        var begins = _lists.Begin(marker, budget.MaxDepth);
        if (marker.Term)
        {
            return Term(at, to, marker, scope);
        }
        var end = EndOf(at, to, inList: true);
        var (start, content, stop) = (lines.Start(at), lines.Start(at) + marker.Content, lines.End(end - 1));
        bool? check =
            !marker.IsOrdered && text.AsSpan(content, stop - content) is ['[', var box, ']', ' ', ..] && box is ' ' or 'x' or 'X' or '*'
                ? box != ' '
                : null;
        var traits = (scope.Traits ?? new()) with
        {
            Ordered = marker.IsOrdered,
            Checked = check,
            Number = marker.Number ?? (begins && marker.IsOrdered ? about.ListStart : null),
        };
        Output.Prose(
            check is null ? BlockType.ListItem : BlockType.Checkbox,
            start,
            check is null ? content : content + 4,
            stop,
            _lists.Depth,
            traits
        );
        return end;
    }

    /// <summary>Reads a term and its description, which may begin on a later line.</summary>
    private int Term(int at, int to, AsciiDocMarker marker, AsciiDocScope scope)
    {
        var (start, indent) = (lines.Start(at), lines[at].Length - lines[at].TrimStart().Length);
        var term = inline.Pieces(
            BlockType.Definition,
            start,
            start + marker.TermEnd,
            text[(start + indent)..(start + marker.TermEnd)],
            _lists.Depth,
            scope.Traits
        );
        Output.Pieces.AddRange(term);
        var content = start + marker.Content;
        var (first, end) = (at, at + 1);
        if (content >= lines.End(at))
        {
            first = at + 1;
            while (first < to && lines.IsBlank(first))
            {
                first++;
            }
            if (first >= to || lines[first] is "+" || EndsText(first, inList: true) || Heading(first, first + 1) is not null)
            {
                return first < to && lines[first] is "+" ? first : at + 1;
            }
            content = lines.Start(first);
        }
        end = EndOf(first, to, inList: true);
        Output.Prose(
            BlockType.Definition,
            content,
            content,
            lines.End(end - 1),
            _lists.Depth,
            (scope.Traits ?? new()) with
            {
                Label = term[0].Text,
            }
        );
        return end;
    }

    /// <summary>Index of the line after a text that begins at <paramref name="at"/>.</summary>
    private int EndOf(int at, int to, bool inList = false)
    {
        var end = at + 1;
        while (end < to && !lines.IsBlank(end) && !EndsText(end, inList))
        {
            end++;
        }
        return end;
    }

    private bool EndsText(int at, bool inList)
    {
        var line = lines[at];
        return AsciiDocDelimiter.Of(line) is not null
            || AsciiDocDelimiter.IsAttributes(line)
            || (inList && (line is "+" || (AsciiDocMarker.Of(line) is not null && !IsMacro(line))));
    }
}
