using System.Collections.Frozen;

namespace Strata.Documents;

/// <summary>Makes views of blocks.</summary>
internal static class BlockViews
{
    private static readonly FrozenDictionary<BlockType, string> Names = Enum.GetValues<BlockType>()
        .ToFrozenDictionary(t => t, t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.ToString()));

    private static readonly FrozenDictionary<string, BlockType> Types = Names.ToFrozenDictionary(
        n => n.Value,
        n => n.Key,
        StringComparer.Ordinal
    );

    public static string NameOf(BlockType type) => Names[type];

    /// <exception cref="StrataException">INVALID_CONTENT where no block is of such a type.</exception>
    public static BlockType TypeOf(string name) =>
        Types.TryGetValue(name, out var type) && type != BlockType.Cell
            ? type
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"Unknown block type '{name}'; known types: {string.Join(", ", Types.Keys.Where(n => n != Names[BlockType.Cell]).Order(StringComparer.Ordinal))}. "
                    + "Cells are part of their rows."
            );

    /// <summary>Returns the block's range in its source; null if it is only in its document's own text.</summary>
    public static ByteRange? InSource(Block block, string locatorIn) => locatorIn == DocumentRecord.InSource ? block.Range : block.Source;

    /// <param name="raw">The block's own source text; null if it has none.</param>
    public static BlockView Of(Block block, string documentId, string locatorIn, string? raw) =>
        new()
        {
            BlockId = $"{documentId}/{block.Index}",
            Index = block.Index,
            Type = block.Type,
            Text = block.Text,
            Raw = raw is null || string.Equals(raw, block.Text, StringComparison.Ordinal) ? null : raw,
            RawLocator = block.Source is { } source ? At(source) : null,
            Level = block.Level > 0 || block.Type is BlockType.Heading or BlockType.ListItem ? block.Level : null,
            Section = block.Section.Length > 0 ? block.Section : null,
            Line = block.Line > 0 ? block.Line : null,
            Page = block.Spans.Select(s => s.Place.Page).FirstOrDefault(p => p is not null),
            Locator = At(block.Range),
            LocatorIn = locatorIn,
            Places = block.Spans.Count > 0 ? PlaceFinder.Views(block.Spans.Select(s => s.Place)) : null,
            Fields = block.Fields.Count > 0 ? [.. block.Fields.Select(f => new BlockFieldView(f.Name, f.Text, At(f.Range)))] : null,
            Cells = block.Cells.Count > 0 ? [.. block.Cells.Select(Of)] : null,
            Traits = block.Traits is { } traits ? Of(traits) : null,
        };

    private static CellView Of(TableCell cell) =>
        new(cell.Row, cell.Column, cell.Text, At(cell.Range))
        {
            RowSpan = cell.RowSpan == 1 ? null : cell.RowSpan,
            ColumnSpan = cell.ColumnSpan == 1 ? null : cell.ColumnSpan,
            Header = cell.IsHeader ? true : null,
        };

    private static TraitsView Of(BlockTraits traits) =>
        new()
        {
            Ordered = traits.Ordered,
            Number = traits.Number,
            Checked = traits.Checked,
            Language = traits.Language,
            Target = traits.Target,
            Label = traits.Label,
            Author = traits.Author,
            Time = traits.Time,
            Rows = traits.Rows,
            Columns = traits.Columns,
            Hidden = traits.Hidden,
            Note = traits.Note,
            Confidence = traits.Confidence,
        };

    private static ByteLocator At(ByteRange range) => new(range.Start, range.Length);
}
