using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// What there is to know about a text beside its labelled values, gathered while its blocks go by; bounded whatever its length.
/// </summary>
internal sealed class TextOutline(InterpretedText source)
{
    private const int MaxShapes = 64;
    private const int CueLines = 5;
    private const int MaxCueLine = 10;

    /// <summary>A line of more words is a sentence, and no title.</summary>
    private const int MaxCueWords = 10;
    private const int MaxTitle = 200;
    private const int MaxDay = 60;
    private const int MaxBroken = 4000;

    /// <summary>Lines from the top in which a number without a name is the paper's own.</summary>
    private const int BareLines = 15;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    // Without backtracking, so that no line can make them slow.
    private static readonly Regex Email = new(@"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+", Linear);
    private static readonly Regex Url = new(@"https?://[^\s<>""\)\]}|\\^`]*[^\s<>""\)\]}|\\^`.,;:!?']", Linear);
    private static readonly Regex Phone = new(@"\+\d[\d ()/.\u00a0-]{5,22}\d", Linear);
    private static readonly Regex Tags = new(@"^\s*(#\p{L}[\p{L}\p{N}_/-]*\s*)+$", Linear);

    private static readonly Regex DayAndTime = new(
        @"^([Ll]e |[Ee]l |[Dd]en |[Dd]el |[Dd]u |[Vv]om |[Dd]ated |[Dd]atum )?(?<place>\p{Lu}[\p{L} .'’-]*,( (den|le|il|lì|dnia|op|em|el|on|the|am|dne|a|ai|li))? ?)?(?<date>\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d[\p{L}\d./ -]*\d{2}|\p{L}{3,} \d{1,2},? \d{4}|\d{4}年\d{1,2}月\d{1,2}日|\d{4}\.? (m\. )?\p{L}{3,} \d{1,2}\.?( d\.)?)(\(.\))?([ ,]+((klo|kello|à|um|at|kl\.?|alle|ore|a las|om|o) )?(?<time>\d{1,2}[:.h]\d{2}([:.]\d{2})?( ?[AaPp]\.?[Mm]\.?)?))?$",
        Linear
    );

    // "03/06/2026 09:41" wherever it stands.
    private static readonly Regex Moment = new(
        @"(^|[\s(])(?<date>\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2})|\d{4}-\d{2}-\d{2}),? +(?<time>\d{1,2}:\d{2}(:\d{2})?)\b",
        Linear
    );

    // "No. 00871", "Seria TM Nr. 004512", "№ 2174 / 14.05.2026": nothing else says what it counts.
    private static readonly Regex Bare = new(
        @"^((No|Nr|N[°º]|Nº|№|Num)\.?:? ?(?<code>\d{3,12}|[A-Z]{1,4}[-/]?\d{3,12})|(Seria|Serie|Série|Serija):? (?<code>[A-Z]{1,5},? ?([Nn]r|[Nn]o|[Nn][°º])\.?:? ?\d[\d-]{1,11}\d))(( ?/ ?| din | от | z dne | od )(?<day>\d{1,2}[./-]\d{1,2}[./-]\d{4}))?$",
        Linear
    );

    private static readonly Regex Clock = new(@"^\d{1,2}[:.h]\d{2}([:.]\d{2})?( ?[AaPp]\.?[Mm]\.?)?( Uhr)?$", Linear);

    // An account that is debited is the payer's.
    private static readonly Regex Debited = new(
        @"abgebucht|eingezogen|abbuch|Lastschrift|Einzug|direct debit|be debited|prélev|domicili|adeud|addebit|incasso|afgeschreven|autogiro|betalingsservice|inkas|débito direto",
        Linear | RegexOptions.IgnoreCase
    );

    private readonly List<string> _cueLines = [];
    private readonly TitleLines _titles = new();
    private readonly Dictionary<FieldKind, List<FoundShape>> _shapes = [];
    private readonly List<FoundShape> _ibans = [];
    private readonly List<FoundShape> _taxNumbers = [];
    private readonly List<(FoundShape Date, FoundShape? Time)> _days = [];
    private readonly List<(FoundShape Date, FoundShape? Time)> _placed = [];
    private readonly List<(FoundShape Date, FoundShape? Time)> _moments = [];
    private readonly List<FoundShape> _numbers = [];
    private TextLine? _firstLine;
    private TextLine? _firstLineBeside;
    private readonly StringBuilder _bodyText = new();
    private ByteRange? _bodyBeside;
    private ByteRange? _bodyOfContent;
    private int _lines;
    private int _topLines;

    /// <summary>Who it is from and to, where no label says so.</summary>
    public Letterhead Letterhead { get; } = new(source);

    public PriceList Prices { get; } = new(source);

    /// <summary>Amounts that no label names.</summary>
    public AmountRows Amounts { get; } = new(source);

    /// <summary>What tables leave unsaid that the text says.</summary>
    public ShortCells Cells { get; } = new();

    /// <summary>What the text says in passing about its payment.</summary>
    public PaymentHints Payment { get; } = new(source);

    /// <summary>Which order the text says that it is for.</summary>
    public OrderHints Order { get; } = new(source);

    /// <summary>Which countries and currencies the text speaks of.</summary>
    public CountryHints Countries { get; } = new(source);

    /// <summary>Index of the first block; -1 where the document has none.</summary>
    public int FirstBlock { get; private set; } = -1;

    public Block? FirstHeading { get; private set; }

    /// <summary>Whether the first heading stands in what surrounds the content.</summary>
    public bool IsHeadingBeside => FirstHeading is { } heading && IsBeside(heading);

    /// <summary>What a page calls itself, which is no part of what it shows.</summary>
    public Block? PageTitle { get; set; }

    /// <summary>The subject of the mail that the text is; null where it is none.</summary>
    public TextLine? Subject { get; set; }

    /// <summary>Whether the text has the structure of a written piece: headings or front matter.</summary>
    public bool IsStructured { get; private set; }

    /// <summary>
    /// From the first to the last byte of the text, front matter and the first heading left out, and what stands before and behind the main
    /// content of a page, where there is such content.
    /// </summary>
    public ByteRange? Body => _bodyOfContent ?? _bodyBeside;

    /// <summary>The body with the first heading, where there is one.</summary>
    public ByteRange? BodyWithHeading =>
        FirstHeading is { } heading ? new ByteRange(heading.Range.Start, (Body?.End ?? heading.Range.End) - heading.Range.Start) : Body;

    /// <summary>Whether some of the source's text was left out, since readers do not see it.</summary>
    public bool LeavesOut { get; set; }

    /// <summary>
    /// What the body says, block by block, where the source's own text of it holds tags or more; null where it is the source's text.
    /// </summary>
    public string? BodyText => source.HasTags || LeavesOut ? _bodyText.ToString() : null;

    public bool IsInBody(ByteRange range) => BodyWithHeading is { } body && range.Start >= body.Start && range.End <= body.End;

    /// <summary>From the first to the last byte of all blocks.</summary>
    public ByteRange? Whole { get; private set; }

    public int BodyBlock { get; private set; } = -1;

    /// <summary>A line of nothing but <c>#words</c>.</summary>
    public FoundShape? TagLine { get; private set; }

    public void Add(Block block)
    {
        FirstBlock = FirstBlock < 0 ? block.Index : FirstBlock;
        Whole = Whole is { } whole ? new ByteRange(whole.Start, block.Range.End - whole.Start) : block.Range;
        AddBroken(block);
        IsStructured |= block.Type is BlockType.Heading or BlockType.FrontMatter;
        var isBeside = IsBeside(block);
        if (block.Type == BlockType.Heading && _bodyOfContent is null && IsFirst(block, isBeside))
        {
            FirstHeading = block;
        }
        else if (block.Type != BlockType.FrontMatter)
        {
            if (_bodyText.Length < TextReader.MaxBody)
            {
                _bodyText.Append(_bodyText.Length > 0 ? RenderedText.Separator : "").Append(block.Text);
            }
            ref var body = ref (isBeside ? ref _bodyBeside : ref _bodyOfContent);
            BodyBlock = body is null && (!isBeside || _bodyOfContent is null) ? block.Index : BodyBlock;
            body = body is { } before ? new ByteRange(before.Start, block.Range.End - before.Start) : block.Range;
        }
    }

    // A site's name in the page's header gives way to a heading of the content that isn't below it.
    private bool IsFirst(Block heading, bool isBeside) =>
        FirstHeading is null
            ? !isBeside || _bodyBeside is null
            : !isBeside && IsBeside(FirstHeading) && heading.Level <= FirstHeading.Level;

    private static bool IsBeside(Block block) =>
        block.Traits?.Note is "header" or "footer" or "aside" or "search" or "outside the main content";

    // An account number that goes on in the next line.
    private void AddBroken(Block block)
    {
        if (
            _ibans.Count < MaxShapes
            && block.Text.Contains('\n', StringComparison.Ordinal)
            && block.Range.Length < MaxBroken
            && !Debited.IsMatch(block.Text)
        )
        {
            var raw = source.Slice(block.Range);
            if (IbanText.Find(raw.Replace('\n', ' ')) is var (start, length) && raw.AsSpan(start, length).Contains('\n'))
            {
                var (text, range) = source.Part(raw, block.Range, start, length);
                _ibans.Add(new FoundShape(text, range, block.Index));
            }
        }
    }

    /// <param name="labelled">Whether the line holds labelled values, whose words say nothing about the text as a whole.</param>
    /// <param name="isItem">Whether it is a line item, whose dates are its own.</param>
    public void Add(in TextLine line, bool labelled, bool isItem = false)
    {
        if (line.Block.Type == BlockType.FrontMatter || string.IsNullOrWhiteSpace(line.Text))
        {
            return;
        }
        ref var first = ref (IsBeside(line.Block) ? ref _firstLineBeside : ref _firstLine);
        first ??= line;
        Countries.Add(line);
        Cells.Add(line);
        Payment.Add(line);
        Order.Add(line);
        Amounts.Add(line, labelled);
        if (_cueLines.Count < CueLines && _lines++ < MaxCueLine && !labelled)
        {
            _cueLines.Add(line.Text);
        }
        _titles.Add(line, labelled);

        if (_taxNumbers.Count < MaxShapes && TaxNumbers.Find(line.Text) is var (at, digits))
        {
            _taxNumbers.Add(Place(line, at, digits));
        }
        if (
            _ibans.Count < MaxShapes
            && !Debited.IsMatch(line.Block.Text.Length < MaxBroken ? line.Block.Text : line.Text)
            && IbanText.Find(line.Text) is var (start, length)
        )
        {
            _ibans.Add(Place(line, start, length));
        }
        if (_days.Count < MaxShapes && !isItem && (!labelled || line.Block.Cells.Count == 0))
        {
            AddDay(line, labelled);
        }
        if (
            line.Text.Length < MaxBroken
            && _moments.Count < MaxShapes
            && !isItem
            && Moment.Match(line.Text) is { Success: true } moment
            && (moment.Groups["date"], moment.Groups["time"]) is var (date, time)
        )
        {
            _moments.Add((Place(line, date.Index, date.Length), Place(line, time.Index, time.Length)));
        }
        if (_topLines++ < BareLines)
        {
            foreach (var (from, width) in Segments.Of(line))
            {
                if (width < MaxDay && Bare.Match(line.Text, from, width) is { Success: true } bare)
                {
                    var (code, day) = (bare.Groups["code"], bare.Groups["day"]);
                    _numbers.Add(Place(line, code.Index, code.Length));
                    if (day.Success && _days.Count < MaxShapes)
                    {
                        _days.Add((Place(line, day.Index, day.Length), null));
                    }
                }
            }
        }
        if (line.Text.Contains('@', StringComparison.Ordinal))
        {
            Take(FieldKind.Email, Email.EnumerateMatches(line.Text), line);
        }
        if (line.Text.Contains("://", StringComparison.Ordinal))
        {
            Take(FieldKind.Uri, Url.EnumerateMatches(line.Text), line);
        }
        if (line.Text.Contains('+', StringComparison.Ordinal))
        {
            Take(FieldKind.Phone, Phone.EnumerateMatches(line.Text), line);
        }
        if (TagLine is null && line.Text.Contains('#', StringComparison.Ordinal) && Tags.IsMatch(line.Text))
        {
            TagLine = Trimmed(line);
        }
    }

    /// <summary>The one value of this shape in the whole text; null where there is none or they differ.</summary>
    public FoundShape? Only(FieldKind kind) =>
        _shapes.TryGetValue(kind, out var found) && found.Select(f => f.Raw).Distinct(StringComparer.Ordinal).Count() == 1
            ? found[0]
            : null;

    /// <summary>The one bank account in the whole text; null where there is none or they differ.</summary>
    public FoundShape? Iban => One(_ibans);

    /// <summary>The one tax number in the whole text that its shape tells; null where there is none or they differ.</summary>
    public FoundShape? TaxNumber => One(_taxNumbers);

    /// <summary>
    /// The one date that stands in a line of its own, behind a place at most, and the time behind it; of several that differ the one behind
    /// a place; null where there is none.
    /// </summary>
    public (FoundShape Date, FoundShape? Time)? Day =>
        One([.. _days.Select(day => day.Date)]) is not null ? _days[0]
        : One([.. _placed.Select(day => day.Date)]) is not null ? _placed[0]
        : _days.Count == 0 && One([.. _moments.Select(moment => moment.Date)]) is { } date
            ? (date, _moments.Count == 1 ? _moments[0].Time : null)
        : null;

    /// <summary>The one number near the top that only a word for a number stands before; null where there is none or they differ.</summary>
    public FoundShape? Number => One(_numbers);

    private static FoundShape? One(List<FoundShape> found) =>
        found.Count > 0 && found.TrueForAll(f => FieldNames.Fold(f.Raw) == FieldNames.Fold(found[0].Raw)) ? found[0] : null;

    /// <summary>What a page calls itself, with its place; null where it doesn't.</summary>
    public (string Text, FoundShape Place)? NamedTitle => PageTitle is { } title ? TitleIn(title) : null;

    /// <summary>
    /// Whether the page calls itself by its first heading, and behind that by the site's name: <c>How to bake – My Blog</c>.
    /// </summary>
    public bool IsTitleHeading =>
        PageTitle is not null
        && FirstHeading is { } heading
        && !IsHeadingBeside
        && heading.Text.Trim() is { Length: > 0 } text
        && PageTitle.Text.Trim().StartsWith(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first heading or, where there is none, the first line, with the text that it reads as.</summary>
    public (string Text, FoundShape Place)? Title
    {
        get
        {
            if (FirstHeading is { } heading)
            {
                return TitleIn(heading);
            }
            return (_firstLine ?? _firstLineBeside) is { } start && start.Text.Trim().Length <= MaxTitle
                ? (start.Text.Trim(), Trimmed(start))
                : null;
        }
    }

    private (string Text, FoundShape Place)? TitleIn(Block title)
    {
        var line = TextLine.Of(title, source).FirstOrDefault(l => !string.IsNullOrWhiteSpace(l.Text));
        return line.Text is not null && Segments.Of(line) is [var first, .. var rest] && title.Text.Length is > 0 and <= MaxTitle
            ? (title.Text.Trim(), Place(line, first.Start, rest.Count > 0 ? rest[^1].Start + rest[^1].Length - first.Start : first.Length))
            : null;
    }

    /// <summary>
    /// Folded words, and pairs of words, of the first heading and of the first lines without labels: where documents say what they are.
    /// </summary>
    public HashSet<string> Cues()
    {
        var cues = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in _cueLines.Prepend(FirstHeading?.Text ?? ""))
        {
            var words = line.Split(
                [' ', '\t', '\u3000', ':', ',', '#', '*', '_', '|', '(', ')', '（', '）', '【', '】', '「', '」'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            );
            if (words.Length > MaxCueWords)
            {
                continue;
            }
            // "領　収　書", "K U N D E N B E L E G".
            if (words.Length > 2 && words.All(word => word.Length == 1))
            {
                cues.Add(FieldNames.Fold(string.Concat(words)));
            }
            for (var i = 0; i < words.Length; i++)
            {
                cues.Add(FieldNames.Fold(words[i]));
                cues.Add(i + 1 < words.Length ? FieldNames.Fold(words[i] + words[i + 1]) : "");
            }
        }
        cues.UnionWith(_titles.Folded);
        cues.Remove("");
        return cues;
    }

    // "Lyon, le 7 mars 2026", "07/03/2026 09:14": nothing else in its part of the line.
    private void AddDay(in TextLine line, bool labelled)
    {
        // Of a line with labels only what stands before them can be none of their values.
        var segments = Segments.Of(line);
        for (var i = 0; i < segments.Count; i++)
        {
            var (start, length) = segments[i];
            if (length is < 6 or > MaxDay || !line.Text.AsSpan(start, length).ContainsAnyInRange('0', '9'))
            {
                continue;
            }
            // But for a date with a time, which is a moment and no value of theirs.
            var match = DayAndTime.Match(line.Text, start, length);
            if (
                !match.Success
                || labelled && (i > 0 || segments.Count == 1) && !(match.Groups["time"].Success && segments.Count > 1)
                || DateText.Read(match.Groups["date"].ValueSpan, dayFirst: true) is { Ok: false }
                    && DateText.Read(match.Groups["date"].ValueSpan, dayFirst: false) is { Ok: false }
            )
            {
                continue;
            }
            var (date, time) = (match.Groups["date"], match.Groups["time"]);
            FoundShape? clock =
                time.Success ? Place(line, time.Index, time.Length)
                : i + 1 < segments.Count && Clock.IsMatch(line.Text.AsSpan(segments[i + 1].Start, segments[i + 1].Length))
                    ? Place(line, segments[i + 1].Start, segments[i + 1].Length)
                : null;
            _days.Add((Place(line, date.Index, date.Length), clock));
            _placed.AddRange(match.Groups["place"].Success ? [_days[^1]] : []);
        }
    }

    private void Take(FieldKind kind, Regex.ValueMatchEnumerator matches, in TextLine line)
    {
        foreach (var match in matches)
        {
            if (!_shapes.TryGetValue(kind, out var found))
            {
                _shapes.Add(kind, found = []);
            }
            if (found.Count < MaxShapes)
            {
                found.Add(Place(line, match.Index, match.Length));
            }
        }
    }

    private FoundShape Trimmed(in TextLine line)
    {
        var start = line.Text.Length - line.Text.AsSpan().TrimStart().Length;
        return Place(line, start, line.Text.AsSpan().Trim().Length);
    }

    private FoundShape Place(in TextLine line, int start, int length)
    {
        var (raw, range) = source.Part(line.Text, line.Range, start, length);
        return new FoundShape(raw, range, line.Block.Index);
    }
}
