namespace Strata.Parsing;

/// <summary>
/// Lays out the text of a rendered document: its blocks' texts in order, as UTF-8, separated by a line feed. The blocks alone give the
/// text, and each block has its range in it.
/// </summary>
public sealed class RenderedText
{
    /// <summary>The separator between two blocks.</summary>
    public const string Separator = "\n";

    /// <summary>
    /// Most characters of a block: twice what parsers read for one, since a cell merged over rows or a link's target may be repeated in it.
    /// </summary>
    private static readonly int MaxBlock = 2 * ParseBudget.Default.MaxBlockBytes;

    private readonly string?[] _headings = new string?[7];

    // State of the one block being built.
    private readonly StringBuilder _text = new();
    private readonly List<RecordField> _fields = [];
    private readonly List<TableCell> _cells = [];
    private readonly List<PlacedSpan> _spans = [];

    private string? _section;
    private int _index;
    private long _end;

    /// <summary>Number of blocks so far.</summary>
    public int Count => _index;

    /// <summary>Clears the headings, so that following blocks have no section: a new slide.</summary>
    public void EndSections()
    {
        Array.Clear(_headings);
        _section = null;
    }

    /// <summary>
    /// Adds a block at one place. A block without text (a table, whose rows follow, or a page break) gets a span of length 0.
    /// </summary>
    public Block Add(BlockType type, string text, Place? place = null, int level = 0, BlockTraits? traits = null, ByteRange? source = null)
    {
        var block = Begin(type, level);
        block.Append(text, place);
        if (text.Length == 0 && place is not null)
        {
            block.StandAt(place);
        }
        return block.End(traits, source);
    }

    /// <summary>Begins a block built from pieces. Only one may be open at a time.</summary>
    public BlockText Begin(BlockType type, int level = 0)
    {
        _text.Clear();
        _fields.Clear();
        _cells.Clear();
        _spans.Clear();
        return new(this, type, level, _index == 0 ? 0 : _end + Separator.Length);
    }

    private Block End(BlockText block, string text, long end, BlockTraits? traits, ByteRange? source)
    {
        if (block.Type == BlockType.Heading)
        {
            Array.Clear(_headings, Math.Clamp(block.Level, 0, 6), _headings.Length - Math.Clamp(block.Level, 0, 6));
            _section = null;
        }
        var made = new Block(_index++, block.Type, new(block.Start, end - block.Start), text)
        {
            Level = block.Level,
            Section = _section ??= string.Join(" / ", _headings.Where(heading => heading is not null)),
            Traits = traits,
            Fields = [.. _fields],
            Cells = [.. _cells],
            Spans = [.. _spans],
            Source = source,
        };
        _end = end;
        if (block.Type == BlockType.Heading)
        {
            _headings[Math.Clamp(block.Level, 0, 6)] = text;
            _section = null;
        }
        return made;
    }

    /// <summary>A block being built. Lone surrogates become U+FFFD, so that the text equals its UTF-8.</summary>
    public sealed class BlockText
    {
        private readonly RenderedText _document;

        // The whole text, if it is a single piece.
        private string? _only;
        private long _at;
        private long _cellAt;
        private int _cellStart;

        internal BlockText(RenderedText document, BlockType type, int level, long start) =>
            (_document, Type, Level, Start, _at) = (document, type, level, start, start);

        internal BlockType Type { get; }
        internal int Level { get; }
        internal long Start { get; }

        /// <summary>Length of the text so far, in UTF-16 units.</summary>
        public int Length => _document._text.Length;

        /// <summary>Appends text at a place and returns its range. Text without a place is layout: a tab between cells.</summary>
        public ByteRange Append(string text, Place? place = null) => AppendWhole(Whole(text), place);

        /// <summary>Sets the place of a block without text, which no span of text can carry.</summary>
        internal void StandAt(Place place) => _document._spans.Add(new(new(_at, 0), place));

        private ByteRange AppendWhole(string text, Place? place)
        {
            if (_document._text.Length + (long)text.Length > MaxBlock)
            {
                throw new InvalidDataException($"a block has more than {MaxBlock} characters ({nameof(ParseBudget.MaxBlockBytes)})");
            }
            _only = _document._text.Length == 0 ? text : null;
            _document._text.Append(text);
            var range = new ByteRange(_at, Encoding.UTF8.GetByteCount(text));
            _at = range.End;
            if (place is not null && range.Length > 0)
            {
                AddSpan(new(range, place));
            }
            return range;
        }

        /// <summary>Appends a named value of a record.</summary>
        /// <param name="json">The value as JSON if the original types it (a number, a date as text); null for plain text.</param>
        public void Field(string name, string text, string? json = null, Place? place = null)
        {
            text = Whole(text);
            _document._fields.Add(new(name, text, json, AppendWhole(text, place)));
        }

        /// <summary>Appends a cell of a table row.</summary>
        public void Cell(int row, int column, string text, Place? place = null, int rowSpan = 1, int columnSpan = 1, bool header = false)
        {
            text = Whole(text);
            _document._cells.Add(
                new(row, column, AppendWhole(text, place), text)
                {
                    RowSpan = rowSpan,
                    ColumnSpan = columnSpan,
                    IsHeader = header,
                }
            );
        }

        /// <summary>Begins a cell built from pieces: everything appended until <see cref="EndCell"/>.</summary>
        public void BeginCell() => (_cellAt, _cellStart) = (_at, _document._text.Length);

        /// <inheritdoc cref="Cell"/>
        public void EndCell(int row, int column, int rowSpan = 1, int columnSpan = 1, bool header = false) =>
            _document._cells.Add(
                new(row, column, new(_cellAt, _at - _cellAt), _document._text.ToString(_cellStart, _document._text.Length - _cellStart))
                {
                    RowSpan = rowSpan,
                    ColumnSpan = columnSpan,
                    IsHeader = header,
                }
            );

        /// <param name="source">The block's raw slice if the source is text.</param>
        public Block End(BlockTraits? traits = null, ByteRange? source = null) =>
            _document.End(this, _only ?? _document._text.ToString(), _at, traits, source);

        private static string Whole(string text) =>
            text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

        // Merges adjacent pieces with the same place into one span.
        private void AddSpan(PlacedSpan span)
        {
            if (_document._spans is [.., var last] && last.Range.End == span.Range.Start && last.Place == span.Place)
            {
                _document._spans[^1] = new(new(last.Range.Start, last.Range.Length + span.Range.Length), span.Place);
            }
            else
            {
                _document._spans.Add(span);
            }
        }
    }
}
