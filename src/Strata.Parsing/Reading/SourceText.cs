namespace Strata.Parsing.Reading;

/// <summary>A source held whole as text, with the byte offset of each char.</summary>
internal sealed class SourceText
{
    private readonly int[]? _bytes;
    private readonly int _scale;
    private int _counted;
    private long _line = 1;

    private SourceText(byte[] bytes, TextEncoding encoding)
    {
        Encoding = encoding;
        Length = bytes.Length;
        Text = encoding.Encoding.GetString(bytes.AsSpan(encoding.Preamble));
        _scale = encoding.IsUtf16 ? 2 : 1;
        if (Text.Length * _scale == bytes.Length - encoding.Preamble || encoding.IsUtf16)
        {
            return;
        }
        var offsets = new ByteOffsets(bytes, encoding);
        _bytes = new int[Text.Length + 1];
        for (var i = 0; i < _bytes.Length; i++)
        {
            // The second half of a surrogate pair maps to the pair's end; nothing begins there.
            _bytes[i] = offsets.At(i > 0 && i < Text.Length && char.IsSurrogatePair(Text[i - 1], Text[i]) ? i + 1 : i);
        }
    }

    public string Text { get; }
    public TextEncoding Encoding { get; }

    /// <summary>Length in bytes.</summary>
    public int Length { get; }

    /// <param name="charset">Returns the encoding that the source declares, or null.</param>
    public static SourceText Read(Stream source, Func<byte[], string?>? charset = null)
    {
        var bytes = SourceSlices.ReadBytes(source, new(0, source.Length));
        return new(bytes, TextEncoding.Detect(bytes, charset?.Invoke(bytes)));
    }

    /// <summary>Returns why a source is too long to hold, or null.</summary>
    /// <param name="what">The subject: <c>the YAML</c>.</param>
    public static string? TooLong(Stream source, ParseBudget budget, string what) =>
        source.Length > budget.MaxBlockBytes ? $"{what} is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes)" : null;

    public int ByteAt(int at) => _bytes is null ? Math.Min(Length, Encoding.Preamble + (at * _scale)) : _bytes[at];

    public ByteRange Range(int start, int end)
    {
        var from = ByteAt(start);
        return new(from, ByteAt(end) - from);
    }

    /// <summary>Returns the 1-based line of a char. Cheap in ascending order.</summary>
    public long LineAt(int at)
    {
        if (at < _counted)
        {
            (_counted, _line) = (0, 1);
        }
        _line += Units<char>.CountLines(Text.AsSpan(_counted, at - _counted));
        if (at > 0 && at < Text.Length && Text[at - 1] == '\r' && Text[at] == '\n')
        {
            // Between the two halves of CRLF, which counts once.
            _line--;
        }
        _counted = at;
        return _line;
    }

    public ParsedDocument Document(
        IEnumerable<Block> blocks,
        bool isRecords,
        ParseBudget budget,
        DiagnosticLog log,
        string? title = null,
        string? markup = null
    )
    {
        var document = new ParsedDocument
        {
            Title = title,
            Encoding = Encoding.Encoding,
            IsRecords = isRecords,
            Facts = markup is null
                ? new Dictionary<string, string> { [ParsedDocument.EncodingFact] = Encoding.Name }
                : new Dictionary<string, string> { [ParsedDocument.EncodingFact] = Encoding.Name, [ParsedDocument.MarkupFact] = markup },
            Remarks = Encoding.Guess is { } guess ? [guess] : [],
            Blocks = BoundedBlocks.Until(blocks, budget, log),
        };
        log.AttachTo(document);
        document.Diagnostics.AddRange(Encoding.Remarks);
        return document;
    }
}
