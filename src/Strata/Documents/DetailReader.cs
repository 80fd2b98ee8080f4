namespace Strata.Documents;

/// <summary>Reads the output of <see cref="DetailWriter"/>.</summary>
/// <param name="slice">The text at a range.</param>
internal sealed class DetailReader(Stream from, Func<ByteRange, string> slice) : IDisposable
{
    private readonly BinaryReader _reader = new(from);
    private readonly List<string> _names = [];
    private readonly long[] _box = new long[6];
    private Place _place = new();
    private string _section = "";
    private long _line;
    private long _source;

    /// <summary>Returns the whole block for its packed part.</summary>
    public Block Read(PackedBlock packed)
    {
        var flags = (DetailFlags)_reader.Read7BitEncodedInt();
        _section = flags.HasFlag(DetailFlags.Section) ? _reader.ReadString() : _section;
        _line += flags.HasFlag(DetailFlags.Line) ? Signed() : 0;
        var text = flags.HasFlag(DetailFlags.Text) ? _reader.ReadString() : slice(packed.Range);
        return new Block(packed.Index, packed.Type, packed.Range, text)
        {
            Level = packed.Level,
            Section = _section,
            Line = flags.HasFlag(DetailFlags.Line) ? _line : 0,
            Fields = flags.HasFlag(DetailFlags.Fields) ? Fields(packed.Range.Start) : [],
            Cells = flags.HasFlag(DetailFlags.Cells) ? Cells(packed.Range.Start) : [],
            Spans = flags.HasFlag(DetailFlags.Spans) ? Spans(packed.Range.Start) : [],
            Traits = flags.HasFlag(DetailFlags.Traits) ? Traits() : null,
            Source = flags.HasFlag(DetailFlags.Source) ? Source() : null,
        };
    }

    public void Dispose() => _reader.Dispose();

    private ByteRange Source()
    {
        var range = Range(_source);
        _source = range.End;
        return range;
    }

    private RecordField[] Fields(long at)
    {
        var fields = new RecordField[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < fields.Length; i++)
        {
            var flags = (ValueFlags)_reader.Read7BitEncodedInt();
            var range = Range(at);
            at = range.End;
            if (flags.HasFlag(ValueFlags.Name))
            {
                var name = _reader.ReadString();
                if (i < _names.Count)
                {
                    _names[i] = name;
                }
                else
                {
                    _names.Add(name);
                }
            }
            var text = flags.HasFlag(ValueFlags.Text) ? _reader.ReadString() : slice(range);
            fields[i] = new(_names[i], text, flags.HasFlag(ValueFlags.Json) ? _reader.ReadString() : null, range);
        }
        return fields;
    }

    private TableCell[] Cells(long at)
    {
        var cells = new TableCell[_reader.Read7BitEncodedInt()];
        var (row, column) = (0, 0);
        for (var i = 0; i < cells.Length; i++)
        {
            var flags = (ValueFlags)_reader.Read7BitEncodedInt();
            row += (int)Signed();
            column += (int)Signed();
            var range = Range(at);
            at = range.End;
            var (rows, columns) = flags.HasFlag(ValueFlags.Spanning)
                ? (_reader.Read7BitEncodedInt(), _reader.Read7BitEncodedInt())
                : (1, 1);
            var text = flags.HasFlag(ValueFlags.Text) ? _reader.ReadString() : slice(range);
            cells[i] = new(row, column, range, text)
            {
                RowSpan = rows,
                ColumnSpan = columns,
                IsHeader = flags.HasFlag(ValueFlags.Header),
            };
        }
        return cells;
    }

    private PlacedSpan[] Spans(long at)
    {
        var spans = new PlacedSpan[_reader.Read7BitEncodedInt()];
        for (var i = 0; i < spans.Length; i++)
        {
            var range = Range(at);
            at = range.End;
            spans[i] = new(range, _place = Place());
        }
        return spans;
    }

    private Place Place()
    {
        var flags = (PlaceFlags)_reader.Read7BitEncodedInt();
        return flags == PlaceFlags.None
            ? _place
            : new Place
            {
                Part = flags.HasFlag(PlaceFlags.Part) ? Changed(_place.Part) : _place.Part,
                Path = flags.HasFlag(PlaceFlags.Path) ? Changed(_place.Path) : _place.Path,
                Bytes = flags.HasFlag(PlaceFlags.Bytes) ? Bytes() : _place.Bytes,
                Page = flags.HasFlag(PlaceFlags.Page) ? Page() : _place.Page,
                Box = flags.HasFlag(PlaceFlags.Box) ? Box() : _place.Box,
                Sheet = flags.HasFlag(PlaceFlags.Sheet) ? Changed(_place.Sheet) : _place.Sheet,
                Cells = flags.HasFlag(PlaceFlags.Cells) ? Changed(_place.Cells) : _place.Cells,
            };
    }

    private ByteRange? Bytes() => _reader.ReadBoolean() ? Range(_place.Bytes?.End ?? 0) : null;

    private int? Page() => _reader.Read7BitEncodedInt() is > 0 and var page ? page - 1 : null;

    private PageBox? Box()
    {
        if (!_reader.ReadBoolean())
        {
            return null;
        }
        Span<double> numbers = stackalloc double[_box.Length];
        for (var i = 0; i < _box.Length; i++)
        {
            var coded = Signed();
            if (coded == 1)
            {
                numbers[i] = _reader.ReadDouble();
            }
            else
            {
                _box[i] += coded / 2;
                numbers[i] = _box[i] / 1e6;
            }
        }
        return new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    private BlockTraits Traits()
    {
        var flags = (TraitFlags)_reader.Read7BitEncodedInt();
        string? Text(TraitFlags flag) => flags.HasFlag(flag) ? _reader.ReadString() : null;
        int? Count(TraitFlags flag) => flags.HasFlag(flag) ? _reader.Read7BitEncodedInt() : null;
        bool? Truth(TraitFlags given, TraitFlags isTrue) => flags.HasFlag(given) ? flags.HasFlag(isTrue) : null;

        // in the order written
        return new BlockTraits
        {
            Ordered = Truth(TraitFlags.Ordered, TraitFlags.OrderedTrue),
            Checked = Truth(TraitFlags.Checked, TraitFlags.CheckedTrue),
            Hidden = Truth(TraitFlags.Hidden, TraitFlags.HiddenTrue),
            Language = Text(TraitFlags.Language),
            Target = Text(TraitFlags.Target),
            Label = Text(TraitFlags.Label),
            Author = Text(TraitFlags.Author),
            Time = flags.HasFlag(TraitFlags.Time)
                ? new DateTimeOffset(_reader.Read7BitEncodedInt64(), TimeSpan.FromMinutes(Signed()))
                : null,
            Rows = Count(TraitFlags.Rows),
            Columns = Count(TraitFlags.Columns),
            Note = Text(TraitFlags.Note),
            Confidence = flags.HasFlag(TraitFlags.Confidence) ? _reader.ReadDouble() : null,
            Number = flags.HasFlag(TraitFlags.Number) ? (int)Signed() : null,
        };
    }

    private string? Changed(string? former) =>
        _reader.ReadBoolean() ? string.Concat((former ?? "").AsSpan(0, _reader.Read7BitEncodedInt()), _reader.ReadString()) : null;

    private ByteRange Range(long after) => new(after + Signed(), _reader.Read7BitEncodedInt64());

    private long Signed()
    {
        var coded = (ulong)_reader.Read7BitEncodedInt64();
        return (long)(coded >> 1) ^ -(long)(coded & 1);
    }
}
