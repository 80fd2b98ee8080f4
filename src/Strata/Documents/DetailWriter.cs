namespace Strata.Documents;

/// <summary>Writes the details of a page's blocks, each as differences from the one before.</summary>
/// <param name="slice">The text at a range.</param>
internal sealed class DetailWriter(Stream to, Func<ByteRange, string> slice) : IDisposable
{
    private readonly BinaryWriter _writer = new(to);
    private readonly List<string> _names = [];
    private readonly long[] _box = new long[6];
    private Place _place = new();
    private string _section = "";
    private long _line;
    private long _source;

    public void Write(Block block, DetailFlags flags)
    {
        if (!string.Equals(block.Section, _section, StringComparison.Ordinal))
        {
            flags |= DetailFlags.Section;
        }
        _writer.Write7BitEncodedInt((int)flags);
        if (flags.HasFlag(DetailFlags.Section))
        {
            _writer.Write(_section = block.Section);
        }
        if (flags.HasFlag(DetailFlags.Line))
        {
            Signed(block.Line - _line);
            _line = block.Line;
        }
        if (flags.HasFlag(DetailFlags.Text))
        {
            _writer.Write(block.Text);
        }
        if (flags.HasFlag(DetailFlags.Fields))
        {
            Fields(block);
        }
        if (flags.HasFlag(DetailFlags.Cells))
        {
            Cells(block);
        }
        if (flags.HasFlag(DetailFlags.Spans))
        {
            Spans(block);
        }
        if (block.Traits is { } traits && flags.HasFlag(DetailFlags.Traits))
        {
            Traits(traits);
        }
        if (block.Source is { } source && flags.HasFlag(DetailFlags.Source))
        {
            _source = Range(source, _source);
        }
    }

    public void Dispose() => _writer.Dispose();

    private void Fields(Block block)
    {
        _writer.Write7BitEncodedInt(block.Fields.Count);
        var at = block.Range.Start;
        for (var i = 0; i < block.Fields.Count; i++)
        {
            var field = block.Fields[i];
            var known = i < _names.Count && string.Equals(_names[i], field.Name, StringComparison.Ordinal);
            var isSlice = string.Equals(slice(field.Range), field.Text, StringComparison.Ordinal);
            _writer.Write7BitEncodedInt(
                (int)(
                    (isSlice ? ValueFlags.None : ValueFlags.Text)
                    | (known ? ValueFlags.None : ValueFlags.Name)
                    | (field.Json is null ? ValueFlags.None : ValueFlags.Json)
                )
            );
            at = Range(field.Range, at);
            if (!known)
            {
                _writer.Write(field.Name);
                if (i < _names.Count)
                {
                    _names[i] = field.Name;
                }
                else
                {
                    _names.Add(field.Name);
                }
            }
            if (!isSlice)
            {
                _writer.Write(field.Text);
            }
            if (field.Json is { } json)
            {
                _writer.Write(json);
            }
        }
    }

    private void Cells(Block block)
    {
        _writer.Write7BitEncodedInt(block.Cells.Count);
        var (at, row, column) = (block.Range.Start, 0, 0);
        foreach (var cell in block.Cells)
        {
            var isSlice = string.Equals(slice(cell.Range), cell.Text, StringComparison.Ordinal);
            var spans = cell.RowSpan != 1 || cell.ColumnSpan != 1;
            _writer.Write7BitEncodedInt(
                (int)(
                    (isSlice ? ValueFlags.None : ValueFlags.Text)
                    | (spans ? ValueFlags.Spanning : ValueFlags.None)
                    | (cell.IsHeader ? ValueFlags.Header : ValueFlags.None)
                )
            );
            Signed(cell.Row - row);
            Signed(cell.Column - column);
            (row, column) = (cell.Row, cell.Column);
            at = Range(cell.Range, at);
            if (spans)
            {
                _writer.Write7BitEncodedInt(cell.RowSpan);
                _writer.Write7BitEncodedInt(cell.ColumnSpan);
            }
            if (!isSlice)
            {
                _writer.Write(cell.Text);
            }
        }
    }

    private void Spans(Block block)
    {
        _writer.Write7BitEncodedInt(block.Spans.Count);
        var at = block.Range.Start;
        foreach (var span in block.Spans)
        {
            at = Range(span.Range, at);
            Place(span.Place);
        }
    }

    private void Place(Place place)
    {
        var flags =
            (Same(place.Part, _place.Part) ? PlaceFlags.None : PlaceFlags.Part)
            | (Same(place.Path, _place.Path) ? PlaceFlags.None : PlaceFlags.Path)
            | (place.Bytes == _place.Bytes ? PlaceFlags.None : PlaceFlags.Bytes)
            | (place.Page == _place.Page ? PlaceFlags.None : PlaceFlags.Page)
            | (place.Box == _place.Box ? PlaceFlags.None : PlaceFlags.Box)
            | (Same(place.Sheet, _place.Sheet) ? PlaceFlags.None : PlaceFlags.Sheet)
            | (Same(place.Cells, _place.Cells) ? PlaceFlags.None : PlaceFlags.Cells);
        _writer.Write7BitEncodedInt((int)flags);
        if (flags.HasFlag(PlaceFlags.Part))
        {
            Changed(place.Part, _place.Part);
        }
        if (flags.HasFlag(PlaceFlags.Path))
        {
            Changed(place.Path, _place.Path);
        }
        if (flags.HasFlag(PlaceFlags.Bytes))
        {
            _writer.Write(place.Bytes is not null);
            if (place.Bytes is { } bytes)
            {
                Signed(bytes.Start - (_place.Bytes?.End ?? 0));
                _writer.Write7BitEncodedInt64(bytes.Length);
            }
        }
        if (flags.HasFlag(PlaceFlags.Page))
        {
            _writer.Write7BitEncodedInt(place.Page is { } page ? page + 1 : 0);
        }
        if (flags.HasFlag(PlaceFlags.Box))
        {
            _writer.Write(place.Box is not null);
            if (place.Box is { } box)
            {
                Box(box);
            }
        }
        if (flags.HasFlag(PlaceFlags.Sheet))
        {
            Changed(place.Sheet, _place.Sheet);
        }
        if (flags.HasFlag(PlaceFlags.Cells))
        {
            Changed(place.Cells, _place.Cells);
        }
        _place = place;
    }

    private void Box(PageBox box)
    {
        ReadOnlySpan<double> numbers = [box.Left, box.Top, box.Width, box.Height, box.PageWidth, box.PageHeight];
        for (var i = 0; i < numbers.Length; i++)
        {
            // Points with up to six decimals, as programs print them, become whole millionths; others are kept as they are.
            var scaled = Math.Round(numbers[i] * 1e6);
            if (Math.Abs(scaled) < 1e15 && (scaled / 1e6).Equals(numbers[i]))
            {
                Signed(((long)scaled - _box[i]) * 2);
                _box[i] = (long)scaled;
            }
            else
            {
                Signed(1);
                _writer.Write(numbers[i]);
            }
        }
    }

    private void Traits(BlockTraits traits)
    {
        var flags =
            Flag(traits.Ordered, TraitFlags.Ordered, TraitFlags.OrderedTrue)
            | Flag(traits.Checked, TraitFlags.Checked, TraitFlags.CheckedTrue)
            | Flag(traits.Hidden, TraitFlags.Hidden, TraitFlags.HiddenTrue)
            | (traits.Language is null ? TraitFlags.None : TraitFlags.Language)
            | (traits.Target is null ? TraitFlags.None : TraitFlags.Target)
            | (traits.Label is null ? TraitFlags.None : TraitFlags.Label)
            | (traits.Author is null ? TraitFlags.None : TraitFlags.Author)
            | (traits.Time is null ? TraitFlags.None : TraitFlags.Time)
            | (traits.Rows is null ? TraitFlags.None : TraitFlags.Rows)
            | (traits.Columns is null ? TraitFlags.None : TraitFlags.Columns)
            | (traits.Note is null ? TraitFlags.None : TraitFlags.Note)
            | (traits.Confidence is null ? TraitFlags.None : TraitFlags.Confidence)
            | (traits.Number is null ? TraitFlags.None : TraitFlags.Number);
        _writer.Write7BitEncodedInt((int)flags);
        foreach (var text in (ReadOnlySpan<string?>)[traits.Language, traits.Target, traits.Label, traits.Author])
        {
            if (text is not null)
            {
                _writer.Write(text);
            }
        }
        if (traits.Time is { } time)
        {
            _writer.Write7BitEncodedInt64(time.Ticks);
            Signed((long)time.Offset.TotalMinutes);
        }
        if (traits.Rows is { } rows)
        {
            _writer.Write7BitEncodedInt(rows);
        }
        if (traits.Columns is { } columns)
        {
            _writer.Write7BitEncodedInt(columns);
        }
        if (traits.Note is { } note)
        {
            _writer.Write(note);
        }
        if (traits.Confidence is { } confidence)
        {
            _writer.Write(confidence);
        }
        if (traits.Number is { } number)
        {
            Signed(number);
        }
    }

    private static TraitFlags Flag(bool? value, TraitFlags given, TraitFlags isTrue) =>
        value is null ? TraitFlags.None : given | (value.Value ? isTrue : TraitFlags.None);

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.Ordinal);

    /// <summary>Writes a text as the shared prefix with the previous one, which for paths is most, and the rest.</summary>
    private void Changed(string? text, string? former)
    {
        _writer.Write(text is not null);
        if (text is not null)
        {
            var shared = former is null ? 0 : text.AsSpan().CommonPrefixLength(former);

            // A surrogate pair can't be split.
            shared -= shared > 0 && char.IsHighSurrogate(text[shared - 1]) ? 1 : 0;
            _writer.Write7BitEncodedInt(shared);
            _writer.Write(text[shared..]);
        }
    }

    /// <returns>End of the range.</returns>
    private long Range(ByteRange range, long after)
    {
        Signed(range.Start - after);
        _writer.Write7BitEncodedInt64(range.Length);
        return range.End;
    }

    /// <summary>Zigzag encoding: few bytes for small numbers of either sign.</summary>
    private void Signed(long value) => _writer.Write7BitEncodedInt64((value << 1) ^ (value >> 63));
}
