using System.Numerics;
using Strata.Parsing.Writing;

namespace Strata.Parsing.Csv;

/// <summary>
/// Parses separated values (RFC 4180 and common variants). Each data row is a record; rows above the header (a title, a period, a balance)
/// are paragraphs; header and blank lines lie in gaps. Rows may be shorter than the header (cells are absent) or longer (<c>column_N</c>).
/// Totals at the end are table rows instead of records, with a remark.
/// </summary>
public sealed class CsvParser : IParser
{
    private readonly CsvDialect? _known;

    public CsvParser() { }

    /// <summary>Reads with a known dialect instead of a detected one.</summary>
    internal CsvParser(CsvDialect known) => _known = known;

    /// <summary>Whether the first row names the columns; null to detect it.</summary>
    public bool? Header { get; init; }

    /// <summary>Encoding named by the caller; null to detect it. A byte order mark overrides it.</summary>
    public string? Charset { get; init; }

    /// <summary>
    /// Returns the encoding in a media type's <c>charset</c>, in the form of <see cref="Charset"/>; null if it names none that is known.
    /// </summary>
    public static string? CharsetOf(string? mediaType) =>
        mediaType
            ?.Split(';')
            .Skip(1)
            .Select(parameter => parameter.Split('=', 2))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim().Equals("charset", StringComparison.OrdinalIgnoreCase))
            is [_, var name]
            ? TextEncoding.Named(name)?.Name
            : null;

    private const string WithHeader = "with header";
    private const string WithoutHeader = "without header";

    public string Id => "csv";
    public int Version => 10;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Csv, Parsing.MediaTypes.Tsv];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Paragraph, BlockType.TableRow, BlockType.Record];

    /// <summary>Returns a parser that reads the file as this part was read.</summary>
    public static CsvParser ForPart(string part)
    {
        var said = part.Split(", ");
        return new()
        {
            Header =
                said.Contains(WithHeader, StringComparer.Ordinal) ? true
                : said.Contains(WithoutHeader, StringComparer.Ordinal) ? false
                : null,
            Charset = said.FirstOrDefault(word => word is not ("" or WithHeader or WithoutHeader)),
        };
    }

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var encoding = EncodingOf(source);
        yield return encoding.IsUtf16
            ? Document<char>(source, fileName, encoding, budget)
            : Document<byte>(source, fileName, encoding, budget);
    }

    /// <summary>Returns the delimiter and quote.</summary>
    public TableMarks MarksOf(Stream source, string? fileName, ParseBudget budget)
    {
        var encoding = EncodingOf(source);
        return encoding.IsUtf16 ? Marks<char>(source, fileName, encoding, budget) : Marks<byte>(source, fileName, encoding, budget);
    }

    // As in mail and HTML, a byte order mark overrides the stated charset; UTF-16 and UTF-8 are detected.
    private TextEncoding EncodingOf(Stream source)
    {
        var detected = TextEncoding.Detect(source);
        return detected is not { Preamble: 0, IsUtf16: false } || TextEncoding.Named(Charset) is not { IsUtf16: false, IsUtf8: false } named
                ? detected
            : named.Encoding.CodePage != detected.Encoding.CodePage || detected.IsByLetters ? named with { IsSaid = true }
            : detected with { Guess = null };
    }

    private TableMarks Marks<T>(Stream source, string? fileName, TextEncoding encoding, ParseBudget budget)
        where T : unmanaged, IBinaryInteger<T>
    {
        var dialect = _known ?? Detect<T>(Window(source, encoding, budget), fileName, encoding, budget);
        return new(dialect.Delimiter, dialect.Quote);
    }

    private static SourceWindow Window(Stream source, TextEncoding encoding, ParseBudget budget)
    {
        var window = new SourceWindow(source, encoding.Preamble, budget.MaxBlockBytes, encoding.IsBigEndian);
        while (window.Unread.Length < DialectDetection.SampleBytes && window.Fill())
        {
            // Until the sample is full.
        }
        return window;
    }

    private ParsedDocument Document<T>(Stream source, string? fileName, TextEncoding encoding, ParseBudget budget)
        where T : unmanaged, IBinaryInteger<T>
    {
        var window = Window(source, encoding, budget);
        var detected = _known ?? Detect<T>(window, fileName, encoding, budget);
        var dialect = Header is { } header ? detected with { HasHeader = header } : detected;
        var log = new DiagnosticLog();
        var rows = new CsvRows<T>(window, encoding, dialect, budget, log);
        rows.ReadHead();
        List<string> remarks = encoding.Guess is { } guess ? [guess] : [];
        var document = new ParsedDocument
        {
            // Overriding what is detected gives other rows, and so another document.
            Part = string.Join(
                ", ",
                new[]
                {
                    dialect == detected ? ""
                    : dialect.HasHeader ? WithHeader
                    : WithoutHeader,
                    encoding.IsSaid ? encoding.Name : "",
                }.Where(word => word.Length > 0)
            ),
            Encoding = encoding.Encoding,
            IsRecords = true,
            Facts = Facts(encoding, dialect, rows.Columns),
            Blocks = Blocks(rows, window, budget, log, remarks),
            NameRanges = rows.NameRanges,
            Remarks = remarks,
        };
        log.AttachTo(document);
        document.Diagnostics.AddRange(encoding.Remarks);
        return document;
    }

    private static CsvDialect Detect<T>(SourceWindow window, string? fileName, TextEncoding encoding, ParseBudget budget)
        where T : unmanaged, IBinaryInteger<T>
    {
        var isWhole = window.AtEnd || !window.Fill() && window.AtEnd;
        var sample = window.Unread;
        if (sample.Length > DialectDetection.SampleBytes)
        {
            sample = sample[..DialectDetection.SampleBytes];
            isWhole = false;
        }
        var tabsExpected = Path.GetExtension(fileName)?.ToLowerInvariant() is ".tsv" or ".tab";
        return DialectDetection.Detect(Units<T>.Of(sample), isWhole, encoding, tabsExpected, budget.MaxFields);
    }

    private static IEnumerable<Block> Blocks<T>(
        CsvRows<T> rows,
        SourceWindow window,
        ParseBudget budget,
        DiagnosticLog log,
        List<string> remarks
    )
        where T : unmanaged, IBinaryInteger<T>
    {
        foreach (var above in rows.Above)
        {
            if (above.Index >= budget.MaxBlocks)
            {
                break;
            }
            yield return above;
        }
        var first = rows.Above.Count;
        var index = first;
        var sums = new CsvTotals();
        var totals = new List<Block>();
        while (rows.Next(index) is { } block)
        {
            if (index >= budget.MaxBlocks)
            {
                log.Fatal(rows.Line, block.Range.Start, $"the table has more than {budget.MaxBlocks} rows (MaxBlocks)");
                break;
            }
            if (totals.Count < CsvTotals.Max && sums.IsOne(block, rows.Columns.Count))
            {
                totals.Add(block);
            }
            else
            {
                // More rows follow, so it was a record named like a total.
                foreach (var held in totals)
                {
                    sums.Add(held);
                    yield return held;
                }
                totals.Clear();
                sums.Add(block);
                yield return block;
            }
            index++;
        }
        foreach (var total in totals)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"line {total.Line}: {CsvTotals.Remark(total)}"));
            yield return CsvTotals.Row(total, rows.Columns, total.Index - first + 1);
        }
        log.Close(rows.Line, window.Position);
    }

    private static Dictionary<string, string> Facts(TextEncoding encoding, CsvDialect dialect, IReadOnlyList<string> columns) =>
        new()
        {
            ["encoding"] = encoding.Name,
            ["delimiter"] = dialect.Delimiter == '\t' ? "tab" : dialect.Delimiter.ToString(),
            ["header"] = dialect.HasHeader ? "true" : "false",
            ["columns"] = JsonList.Text(columns),
            ["preamble_rows"] = dialect.SkipLines.ToString(CultureInfo.InvariantCulture),
        };
}
