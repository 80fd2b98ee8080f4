using System.Text.RegularExpressions;
using Strata.Parsing.Html;
using Strata.Parsing.Markdown;

namespace Strata.Parsing.Pandoc;

/// <summary>Walks pandoc's tree and makes its blocks in order. Footnotes follow the block that refers to them.</summary>
internal sealed partial class PandocWalk
{
    private static readonly HashSet<string> Boxes = new(StringComparer.Ordinal)
    {
        "admonition",
        "attention",
        "caution",
        "danger",
        "error",
        "hint",
        "important",
        "note",
        "tip",
        "warning",
        "abstract",
        "sidebar",
        "topic",
    };

    private static readonly HashSet<string> NoLanguage = new(StringComparer.Ordinal) { "numberLines", "literate", "sourceCode", "example" };

    private readonly ParseBudget _budget;
    private readonly bool _hasParts;
    private readonly DiagnosticLog _log;
    private readonly PandocBlocks _blocks = new();
    private readonly HtmlRun _run = new();
    private readonly PandocInline _inline;
    private readonly PandocText _plain;
    private readonly Queue<(string Mark, JsonElement Blocks)> _notes = [];
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private int _marks;

    public PandocWalk(ParseBudget budget, bool hasParts, bool hasMarks, DiagnosticLog log)
    {
        (_budget, _hasParts, _log) = (budget, hasParts, log);
        _inline = new(_run, Mark, hasMarks);
        _plain = new(_run, _inline);
    }

    public IEnumerable<Block> Blocks(IEnumerable<TreePiece> pieces)
    {
        var scopes = new Stack<PandocScope>([PandocScope.Body]);
        foreach (var piece in pieces)
        {
            switch (piece.Kind)
            {
                case TreePieceKind.Metadata:
                    Metadata(piece.Value);
                    break;
                case TreePieceKind.OpenDivision:
                    scopes.Push(Division(piece.Value, scopes.Peek()));
                    break;
                case TreePieceKind.CloseDivision:
                    scopes.Pop();
                    break;
                default:
                    Add(piece.Value, scopes.Peek());
                    break;
            }
            foreach (var block in _blocks.Take())
            {
                yield return block;
            }
        }
    }

    private void Metadata(JsonElement metadata)
    {
        var lines = _plain.Lines(metadata);
        if (lines.Count > 0)
        {
            Make(BlockType.FrontMatter, string.Join('\n', lines.Select(line => $"{line.Name}: {line.Text}")), PandocScope.Body);
        }
        // The metadata's nodes are gone with the next piece.
        Notes(PandocScope.Body);
    }

    private void Each(JsonElement blocks, PandocScope scope)
    {
        foreach (var block in blocks.Items())
        {
            Add(block, scope);
        }
    }

    private void Add(JsonElement block, PandocScope scope)
    {
        var content = block.Content();
        switch (block.Kind())
        {
            case "Plain" or "Para":
                Paragraph(content, scope);
                break;
            case "LineBlock":
                foreach (var line in content.Items())
                {
                    _inline.Add(line);
                    _run.Break();
                }
                Flush(scope);
                break;
            case "Header":
                _inline.Add(content.At(2));
                Flush(scope with { Type = BlockType.Heading, Level = Math.Clamp(content.At(0).Number(1), 1, 6), Item = null });
                break;
            case "CodeBlock":
                Code(content.At(1).Words(), content.At(0).Classes().FirstOrDefault(name => !NoLanguage.Contains(name)), scope);
                break;
            case "RawBlock":
                Raw(content.At(0).Words(), content.At(1).Words(), scope);
                break;
            case "BlockQuote":
                Each(content, scope.Inner(_budget) with { Type = BlockType.Quote, Quotes = scope.Quotes + 1 });
                break;
            case "BulletList":
                List(content, null, scope);
                break;
            case "OrderedList":
                List(content.At(1), content.At(0).At(0).Number(1), scope);
                break;
            case "DefinitionList":
                Definitions(content, scope);
                break;
            case "HorizontalRule":
                Make(BlockType.Divider, "", scope);
                break;
            case "Table":
                Table(content, scope);
                break;
            case "Figure":
                Figure(content, scope);
                break;
            case "Div":
                Each(content.At(1), Division(content.At(0), scope));
                break;
            case "Null":
                break;
            case var kind:
                if (_unknown.Count < 20 && _unknown.Add(kind))
                {
                    _log.Add(0, 0, $"blocks of pandoc's kind '{kind[..Math.Min(kind.Length, 40)]}' are not known and were left out");
                }
                break;
        }
    }

    private PandocScope Division(JsonElement attributes, PandocScope scope)
    {
        var inner = scope.Inner(_budget) with { IsHidden = scope.IsHidden || attributes.IsHidden() };
        var classes = attributes.Classes().ToList();
        return classes.Contains("footnotes") ? inner with { Type = BlockType.Footnote, Item = null }
            : classes.Find(Boxes.Contains) is { } box ? inner with { Note = box }
            : inner;
    }

    private void Paragraph(JsonElement inlines, PandocScope scope)
    {
        var only = inlines.At(1).ValueKind == JsonValueKind.Undefined ? inlines.At(0) : default;
        if (
            _hasParts
            && only.Kind() == "Span"
            && !only.Content().At(1).Items().Any()
            && only.Content().At(0).At(0).Words() is { Length: > 0 } part
        )
        {
            _blocks.Place = new() { Part = part };
            return;
        }
        if (only.Kind() == "Image")
        {
            Picture(only.Content(), scope);
            return;
        }
        foreach (var inline in inlines.Items())
        {
            if (Displayed(inline, out var label) is { } formula)
            {
                Flush(scope);
                label ??= FormulaLabel().Match(formula) is { Success: true } named ? named.Groups["name"].Value : null;
                Make(BlockType.Formula, FormulaLabel().Replace(formula, "").Trim(), scope with { Label = label });
            }
            else
            {
                _inline.One(inline);
            }
        }
        Flush(scope);
    }

    /// <summary>Returns a formula set on its own line, which LaTeX wraps in its label; else null.</summary>
    private static string? Displayed(JsonElement inline, out string? label)
    {
        label = null;
        if (
            inline.Kind() == "Span"
            && inline.Content().At(1) is var inside
            && inside.At(0).Kind() == "Math"
            && inside.GetArrayLength() == 1
        )
        {
            label = inline.Content().At(0).At(0).Words() is { Length: > 0 } id ? id : null;
            inline = inside.At(0);
        }
        return inline.Kind() == "Math" && inline.Content().At(0).Kind() == "DisplayMath" ? inline.Content().At(1).Words() : null;
    }

    private void Picture(JsonElement image, PandocScope scope, string? caption = null)
    {
        var (target, title) = (image.At(2).At(0).Words(), image.At(2).At(1).Words());
        var described = _plain.OfInlines(image.At(1));

        // Before pandoc 3, a figure is an image whose title begins so and whose description is the caption.
        if (title.StartsWith("fig:", StringComparison.Ordinal))
        {
            (caption, described) = (described, title[4..]);
        }
        described = described == caption ? "" : described;
        target = target.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? target.Split(',', 2)[0] : target;
        if (target.Length + described.Length > 0)
        {
            Make(BlockType.Figure, described, scope, new() { Target = target.Length > 0 ? target : null });
        }
        if (caption is { Length: > 0 })
        {
            Make(BlockType.Caption, caption, scope);
        }
        Notes(scope);
    }

    private void Figure(JsonElement figure, PandocScope scope)
    {
        var caption = _plain.OfBlocks(figure.At(1).At(1));
        if (
            figure.At(2) is var blocks
            && blocks.At(0).Content() is var inlines
            && blocks.At(1).ValueKind == JsonValueKind.Undefined
            && inlines.At(0).Kind() == "Image"
        )
        {
            Picture(inlines.At(0).Content(), scope, caption);
            return;
        }
        Each(blocks, scope.Inner(_budget));
        if (caption.Length > 0)
        {
            Make(BlockType.Caption, caption, scope);
        }
        Notes(scope);
    }

    private void Code(string code, string? language, PandocScope scope)
    {
        if (code.Trim().Length > 0)
        {
            Make(BlockType.CodeBlock, code.Trim('\n'), scope, new() { Language = language });
        }
    }

    private void Raw(string format, string raw, PandocScope scope)
    {
        if (!format.StartsWith("html", StringComparison.Ordinal))
        {
            Code(raw, format.Length > 0 ? format : null, scope);
        }
        else if (PlainText.WithoutTags(raw) is { Length: > 0 } text)
        {
            Make(BlockType.Html, text, scope);
        }
    }

    /// <param name="first">Number of the first item; null for a bulleted list.</param>
    private void List(JsonElement items, int? first, PandocScope scope)
    {
        var inner = scope.Inner(_budget) with { Level = scope.Item is null ? scope.Level : scope.Level + 1 };
        var number = first ?? 0L;
        int? begins = first is null or 1 ? null : first;
        foreach (var item in items.Items())
        {
            var mark = scope.Type == BlockType.Footnote && first is not null ? number.ToString(CultureInfo.InvariantCulture) : scope.Label;
            Each(item, inner with { Item = new(first is not null, begins), Label = mark });
            number++;
            begins = null;
        }
    }

    private void Definitions(JsonElement items, PandocScope scope)
    {
        var inner = scope.Inner(_budget) with { Type = BlockType.Definition, Item = null };
        foreach (var item in items.Items())
        {
            var term = _plain.OfInlines(item.At(0));
            if (term.Length > 0)
            {
                Make(BlockType.Definition, term, inner with { Label = null });
            }
            Notes(scope);
            foreach (var definition in item.At(1).Items())
            {
                Each(definition, inner with { Label = term.Length > 0 ? term : null });
            }
        }
    }

    private void Table(JsonElement table, PandocScope scope)
    {
        var grid = PandocTable.Grid(table);
        var caption = _plain.OfBlocks(PandocTable.Caption(table));
        if (grid.Sum(row => row.Count) <= 1)
        {
            // A frame around blocks, not a table.
            if (caption.Length > 0)
            {
                Make(BlockType.Caption, caption, scope);
            }
            Each(grid.SelectMany(row => row).Select(cell => cell.Blocks).FirstOrDefault(), scope.Inner(_budget));
            Notes(scope);
            return;
        }
        var columns = grid.Max(row => row.Count == 0 ? 0 : row.Max(cell => cell.Column + cell.ColumnSpan));
        Make(BlockType.Table, caption, scope, new() { Rows = grid.Count, Columns = columns });
        foreach (var row in grid)
        {
            var texts = _plain.OfRow(row, out var isStruck);
            _blocks.AddRow(row, texts, isStruck ? scope with { IsStruck = true } : scope);
        }
        Notes(scope);
    }

    /// <summary>Makes a block of the gathered text.</summary>
    private void Flush(PandocScope scope)
    {
        _inline.Asides.Close();
        _run.TrimEnd();
        var inner = _inline.Asides.TakeStruck() ? scope with { IsStruck = true } : scope;
        var text = string.Concat(_run.Pieces.Select(piece => piece.Text));
        _run.Clear();
        if (text.Length > 0)
        {
            _blocks.AddText(text, inner);
        }
        Notes(scope);
    }

    private string Mark(JsonElement note)
    {
        var mark = (++_marks).ToString(CultureInfo.InvariantCulture);
        _notes.Enqueue((mark, note));
        return mark;
    }

    /// <summary>Adds the asides and footnotes of the block before, and those of the footnotes.</summary>
    private void Notes(PandocScope scope)
    {
        Asides(scope);
        while (_notes.TryDequeue(out var note))
        {
            if (_plain.OfBlocks(note.Blocks) is { Length: > 0 } text)
            {
                Make(BlockType.Footnote, text, scope with { Label = note.Mark, Level = 0 });
            }
            Asides(scope);
        }
    }

    private void Asides(PandocScope scope)
    {
        foreach (var (aside, isStruck) in _inline.Asides.Take())
        {
            _blocks.AddAside(PandocText.TextOf(aside), isStruck, scope);
        }
    }

    private void Make(BlockType type, string text, PandocScope scope, BlockTraits? traits = null) => _blocks.Add(type, text, scope, traits);

    [GeneratedRegex(@"\\label\{(?<name>[^{}]{1,200})\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FormulaLabel();
}
