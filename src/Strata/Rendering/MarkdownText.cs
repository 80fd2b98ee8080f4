namespace Strata.Rendering;

/// <summary>Blocks → Markdown (CommonMark with GFM tables, task lists and footnotes). The same blocks always give the same text.</summary>
/// <param name="notes">References to footnotes, from all blocks.</param>
internal sealed class MarkdownText(TextWriter to, FootnoteReferences? notes = null)
{
    private const int DeepestQuote = 20;
    private const int RowsAtOnce = 2_000;

    private readonly List<IReadOnlyList<string>> _rows = [];
    private readonly MarkdownLists _lists = new();
    private readonly List<Block> _footnotes = [];
    private Block? _term;
    private BlockType? _last;
    private string? _names;
    private string? _note;
    private int _columns;
    private bool _isHidden;
    private bool _any;

    public void Write(Block block)
    {
        if (block.Type is BlockType.TableRow or BlockType.Record)
        {
            EndTerm(block);
            EndList();
        }
        if (block.Type is BlockType.TableRow or BlockType.Record && Row(block) is { } row)
        {
            _rows.Add(row);
            if (_rows.Count >= RowsAtOnce)
            {
                WriteRows();
            }
            return;
        }
        EndTable();
        _isHidden = block is { Type: BlockType.Table, Traits.Hidden: true };
        if (block.Type == BlockType.Footnote && _last is { } around && IsItem(around))
        {
            // It would end the list.
            _footnotes.Add(block);
            return;
        }
        EndTerm(block);
        if (IsTerm(block))
        {
            _term = block;
            return;
        }
        if (!IsItem(block.Type))
        {
            EndList();
        }
        WriteBlock(block);
    }

    public void End()
    {
        EndTable();
        EndTerm(null);
        EndList();
    }

    private void WriteBlock(Block block)
    {
        if (Of(block) is { Length: > 0 } text)
        {
            // Items of one list are on consecutive lines; all else is separated.
            Paragraph(text, tight: IsItem(block.Type) && _last is { } last && IsItem(last));
        }
        _last = block.Type;
        _note = block.Type == BlockType.Footnote ? _note : null;
    }

    private void EndList()
    {
        _lists.End();
        _last = _footnotes.Count > 0 ? null : _last;
        foreach (var footnote in _footnotes)
        {
            WriteBlock(footnote);
        }
        _footnotes.Clear();
    }

    private static bool IsItem(BlockType type) => type is BlockType.ListItem or BlockType.Checkbox;

    private static bool IsTerm(Block block) => block.Type == BlockType.Definition && block.Traits?.Label is null;

    /// <summary>A term precedes its description; without one it is a paragraph.</summary>
    private void EndTerm(Block? next)
    {
        if (_term is { } term)
        {
            _term = null;
            if (next is not { Type: BlockType.Definition, Traits.Label: { } label } || label != term.Text)
            {
                EndList();
                WriteBlock(term);
            }
        }
    }

    private string Of(Block block) =>
        block.Type switch
        {
            BlockType.Heading => new string('#', Math.Clamp(block.Level, 1, 6)) + " " + Marked(block, OneLine(block.Text)),
            BlockType.ListItem => _lists.Item(
                block.Level,
                block.Traits?.Ordered == true,
                block.Traits?.Number,
                Marked(block, Lines(block.Text))
            ),
            BlockType.Checkbox => _lists.Item(
                block.Level,
                block.Traits?.Ordered == true,
                block.Traits?.Number,
                (IsChecked(block) ? "[x] " : "[ ] ") + Marked(block, Lines(TaskText(block.Text)))
            ),
            BlockType.CodeBlock => Fenced(block.Text, block.Traits?.Language),
            BlockType.Quote => Quoted(Marked(block, Lines(block.Text)), block.Level),
            BlockType.Figure => $"![{OneLine(block.Text)}]({block.Traits?.Target?.Replace(" ", "%20", StringComparison.Ordinal)})",
            BlockType.Caption => Marked(block, $"*{OneLine(block.Text)}*"),
            BlockType.Footnote => Footnote(block),
            BlockType.Formula => $"$$\n{block.Text.Trim()}\n$$",
            BlockType.FrontMatter => Fenced(block.Traits?.Label is { } name ? $"{name}: {block.Text}" : block.Text, "yaml"),
            BlockType.Definition when block.Traits?.Label is { } term => $"**{OneLine(term)}**: {Lines(block.Text)}",
            BlockType.Divider => "---",
            BlockType.PageBreak => "",
            BlockType.Message => Message(block),
            BlockType.Table => Marked(block, OneLine(block.Text) is { Length: > 0 } caption ? $"*{caption}*" : ""),
            BlockType.Record => string.Join('\n', block.Fields.Select(f => $"- **{OneLine(f.Name)}**: {OneLine(f.Text)}"))
                is { Length: > 0 } fields
                ? fields
                : Lines(block.Text),
            _ => Marked(block, Lines(block.Text)),
        };

    /// <summary>Prepends what a reader can't see: that it is a comment, hidden, or repeated on each page.</summary>
    private string Marked(Block block, string text) =>
        MarkdownRemark.Of(block.Traits) is { } said
            ? $"*({OneLine(said)})* {MarkdownRemark.Struck(block.Traits, text)}".TrimEnd()
            : MarkdownRemark.Struck(block.Traits, text);

    /// <summary>Returns a row of the current table; null if the block is none.</summary>
    private IReadOnlyList<string>? Row(Block block)
    {
        if (block.Type == BlockType.Record && block.Fields.Count == 0)
        {
            return null;
        }
        var names = block.Type == BlockType.TableRow ? null : string.Join('\u001F', block.Fields.Select(f => f.Name));
        if (!string.Equals(names, _names, StringComparison.Ordinal))
        {
            string[] head = names is null ? [] : [.. block.Fields.Select(f => Cell(f.Name))];
            if (names is null || _names is not null || _rows is not [var only] || !only.SequenceEqual(head))
            {
                // A sheet's header is a row of its own; records after it are its rows.
                EndTable();
                if (names is not null)
                {
                    _rows.Add(head);
                }
            }
        }
        (_names, _last) = (names, block.Type);
        string[] row =
            names is not null ? [.. block.Fields.Select(f => Cell(f.Text))]
            : block.Cells.Count == 0 ? [Cell(block.Text)]
            : Grid(block.Cells);

        // once for a table that is hidden whole
        row = block.Traits?.IsStruckOut == true ? Array.ConvertAll(row, cell => MarkdownRemark.Struck(block.Traits, cell)) : row;
        row[0] =
            block.Traits?.Hidden == true && !_isHidden && MarkdownRemark.Of(block.Traits) is { } said
                ? $"*({OneLine(said)})* {row[0]}".TrimEnd()
                : row[0];
        return row;
    }

    // A cell over several columns leaves the columns after its first empty.
    private string[] Grid(IReadOnlyList<TableCell> cells)
    {
        var row = new string[cells.Max(c => c.Column + c.ColumnSpan)];
        Array.Fill(row, "");
        foreach (var cell in cells)
        {
            row[cell.Column] = Cell(cell.Text);
        }
        return row;
    }

    private void EndTable()
    {
        WriteRows();
        (_columns, _names) = (0, null);
    }

    /// <summary>Writes the collected rows; the first ones settle the number of columns.</summary>
    private void WriteRows()
    {
        if (_rows.Count == 0)
        {
            return;
        }
        var isFirst = _columns == 0;
        _columns = isFirst ? _rows.Max(r => r.Count) : _columns;
        var lines = _rows.ConvertAll(Line);
        if (isFirst)
        {
            lines.Insert(1, "|" + string.Concat(Enumerable.Repeat(" --- |", _columns)));
        }
        Paragraph(string.Join('\n', lines), tight: !isFirst);
        _rows.Clear();
    }

    // Readers drop cells beyond the last column, so they are joined into it.
    private string Line(IReadOnlyList<string> row) =>
        "| "
        + string.Join(
            " | ",
            row.Count > _columns
                ? row.Take(_columns - 1).Append(string.Join(' ', row.Skip(_columns - 1)))
                : row.Concat(Enumerable.Repeat("", _columns - row.Count))
        )
        + " |";

    private void Paragraph(string text, bool tight)
    {
        to.Write(
            !_any ? ""
            : tight ? "\n"
            : "\n\n"
        );
        to.Write(text);
        _any = true;
    }

    private string Message(Block block)
    {
        var head = string.Join(
            ", ",
            new[]
            {
                block.Traits?.Note,
                block.Traits?.Author,
                block.Traits?.Time?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
            }.Where(p => p is not null)
        );
        return head.Length == 0 ? Lines(block.Text) : $"**{OneLine(head)}**\n\n{Lines(block.Text)}";
    }

    private static string Quoted(string text, int level)
    {
        var marks = string.Concat(Enumerable.Repeat("> ", Math.Clamp(level, 0, DeepestQuote) + 1));
        return marks + text.Replace("\n", "\n" + marks, StringComparison.Ordinal);
    }

    /// <summary>Indents what continues a note.</summary>
    private string Footnote(Block block)
    {
        var label = FootnoteReferences.Label(block.Traits?.Label) ?? block.Index.ToString(CultureInfo.InvariantCulture);
        var text = Lines(block.Text).Replace("\n", "\n    ", StringComparison.Ordinal);
        var goesOn = label == _note;
        _note = label;
        return goesOn ? "    " + text : $"[^{label}]: {text}";
    }

    private static bool IsChecked(Block block) => block.Traits?.Checked ?? block.Text.StartsWith("[x]", StringComparison.OrdinalIgnoreCase);

    private static string TaskText(string text) =>
        text.StartsWith("[x] ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("[ ] ", StringComparison.Ordinal) ? text[4..] : text;

    private static string Fenced(string code, string? language)
    {
        var fence = "```";
        while (code.Contains(fence, StringComparison.Ordinal))
        {
            fence += '`';
        }
        return $"{fence}{language}\n{code.TrimEnd('\n')}\n{fence}";
    }

    private string Cell(string text) => OneLine(text).Replace("|", "\\|", StringComparison.Ordinal);

    private string OneLine(string text) =>
        MarkdownEscape.Inline(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), notes);

    private string Lines(string text) =>
        string.Join(
            '\n',
            text.ReplaceLineEndings("\n")
                .Trim('\n')
                .Split('\n')
                .Select(l => MarkdownEscape.LineStart(MarkdownEscape.Inline(l.TrimEnd(), notes)))
        );
}
