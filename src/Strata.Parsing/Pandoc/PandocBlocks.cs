namespace Strata.Parsing.Pandoc;

/// <summary>Collects the blocks of the document.</summary>
internal sealed class PandocBlocks
{
    private readonly RenderedText _text = new();
    private List<Block> _made = [];

    /// <summary>Place in the original of the blocks added next.</summary>
    public Place? Place { get; set; }

    /// <summary>Returns the blocks made since the last call.</summary>
    public IReadOnlyList<Block> Take()
    {
        var made = _made;
        _made = [];
        return made;
    }

    public void Add(BlockType type, string text, PandocScope scope, BlockTraits? traits = null) =>
        _made.Add(_text.Add(type, text, Place, LevelOf(type, scope), Traits(scope, traits)));

    /// <summary>Adds running text: as the list item if it is the first in it, with its checkbox if it has one.</summary>
    public void AddText(string text, PandocScope scope)
    {
        if (scope is not { Item: { IsTaken: false } item, Type: BlockType.Paragraph or BlockType.Quote })
        {
            Add(scope.Type, text, scope);
            return;
        }
        item.IsTaken = true;
        if (text is ['☐' or '☒', ..] && (text.Length == 1 || text[1] == ' '))
        {
            var isDone = text[0] == '☒';
            Add(
                BlockType.Checkbox,
                (isDone ? "[x]" : "[ ]") + text[1..],
                scope,
                new()
                {
                    Ordered = item.Ordered,
                    Number = item.Number,
                    Checked = isDone,
                }
            );
        }
        else
        {
            Add(BlockType.ListItem, text, scope, new() { Ordered = item.Ordered, Number = item.Number });
        }
    }

    /// <param name="texts">Texts of the cells.</param>
    public void AddRow(IReadOnlyList<PandocTable.GridCell> row, IReadOnlyList<string> texts, PandocScope scope)
    {
        var block = _text.Begin(BlockType.TableRow);
        for (var i = 0; i < row.Count; i++)
        {
            block.Append(i > 0 ? "\t" : "");
            var cell = row[i];
            block.Cell(cell.Row, cell.Column, texts[i], Place, cell.RowSpan, cell.ColumnSpan, cell.IsHeader);
        }
        _made.Add(block.End(Traits(scope, null)));
    }

    /// <summary>Adds hidden or struck-out text from inside another text.</summary>
    public void AddAside(string text, bool isStruck, PandocScope scope) =>
        _made.Add(
            _text.Add(
                BlockType.Paragraph,
                text,
                Place,
                0,
                Traits(scope with { Label = null, IsStruck = scope.IsStruck || isStruck }, isStruck ? null : new() { Hidden = true })
            )
        );

    private static int LevelOf(BlockType type, PandocScope scope) =>
        type switch
        {
            BlockType.FrontMatter or BlockType.Divider => 0,
            BlockType.Quote => Math.Max(0, scope.Quotes - 1),
            _ => scope.Level,
        };

    private static BlockTraits? Traits(PandocScope scope, BlockTraits? own)
    {
        var note =
            !scope.IsStruck ? scope.Note
            : scope.Note is null ? BlockTraits.StruckOut
            : $"{scope.Note}; {BlockTraits.StruckOut}";
        var traits = (own ?? new()) with { Label = scope.Label, Note = note };
        traits = scope.IsHidden ? traits with { Hidden = true } : traits;
        return traits == new BlockTraits() ? null : traits;
    }
}
