namespace Strata.Indexing;

/// <summary>
/// Terms of one indexed row (an entity, or a page of blocks). Every term begins with the user's number, so posting lists are per user:
/// <c>7:acme</c> a word; <c>7^acme</c> a word of a name; <c>7@12.3</c> the row's zone (PostgreSQL only); <c>7~</c> positions are
/// incomplete; <c>7!</c> terms are incomplete.
/// </summary>
internal sealed class RowTerms
{
    public const char Word = ':';
    public const char Name = '^';
    public const char Place = '@';
    public const char LacksPositions = '~';
    public const char LacksTerms = '!';

    /// <summary>Low bits of the row number that zones ignore.</summary>
    private static readonly int[] PlaceBits = [12, 16, 20];

    /// <summary>Number of zone terms in every PostgreSQL row.</summary>
    public static int Places => PlaceBits.Length;

    /// <summary>A <c>tsvector</c> has positions up to 16,383 and 255 of them a word (PostgreSQL documentation, 12.4.5).</summary>
    private const int MaxPosition = 16_000;
    private const int MaxRepeats = 255;

    /// <summary>Limit on UTF-16 units of all different terms: far below the 1 MiB of a <c>tsvector</c>.</summary>
    private const int MaxUnits = 200_000;

    private readonly Dictionary<string, List<int>?> _words = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly bool _ordered;
    private int _units;
    private int _position;
    private bool _lacksPositions;
    private bool _lacksTerms;

    private RowTerms(bool ordered) => _ordered = ordered;

    /// <summary>With positions: the index itself finds phrases.</summary>
    public static RowTerms Of(FieldList fields)
    {
        var row = new RowTerms(ordered: true);
        foreach (var text in FieldTexts.Of(fields))
        {
            row.Read(text.Text, text.IsName);
        }
        return row;
    }

    /// <summary>Without positions: the page is read again to find the matching blocks.</summary>
    /// <param name="blockTexts">In block order; raw text for records.</param>
    public static RowTerms Of(IReadOnlyList<string> blockTexts)
    {
        var row = new RowTerms(ordered: false);
        foreach (var text in blockTexts)
        {
            row.Read(Tokens.OfBlock(text), isName: false);
        }
        return row;
    }

    /// <summary>Text for FTS5: the terms in order, separated by spaces.</summary>
    public string ToText(long userNo)
    {
        var user = userNo.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder(_units + ((user.Length + 2) * _order.Count));
        foreach (var word in _order)
        {
            text.Append(user).Append(Word).Append(word).Append(' ');
        }
        foreach (var name in _names)
        {
            text.Append(user).Append(Name).Append(name).Append(' ');
        }
        foreach (var mark in Marks())
        {
            text.Append(user).Append(mark).Append(' ');
        }
        return text.ToString();
    }

    /// <summary>Text of a PostgreSQL <c>tsvector</c>. Tokens contain letters, digits and symbols only, so nothing needs escaping.</summary>
    public string ToVector(long userNo, long no)
    {
        var user = userNo.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder(_units + ((user.Length + 8) * _words.Count));
        foreach (var (word, positions) in _words)
        {
            text.Append('\'').Append(user).Append(Word).Append(word).Append('\'');
            for (var i = 0; i < (positions?.Count ?? 0); i++)
            {
                text.Append(i == 0 ? ':' : ',').Append(positions![i]); // counted just above
            }
            text.Append(' ');
        }
        foreach (var name in _names)
        {
            text.Append('\'').Append(user).Append(Name).Append(name).Append("' ");
        }
        foreach (var mark in Marks())
        {
            text.Append('\'').Append(user).Append(mark).Append("' ");
        }
        foreach (var bits in PlaceBits)
        {
            text.Append(CultureInfo.InvariantCulture, $"'{user}{Place}{bits}.{no >> bits}' ");
        }
        return text.ToString();
    }

    private IEnumerable<char> Marks()
    {
        if (_lacksPositions)
        {
            yield return LacksPositions;
        }
        if (_lacksTerms)
        {
            yield return LacksTerms;
        }
    }

    private void Read(string text, bool isName)
    {
        var sink = new Sink(this, isName);
        Tokens.Read(text, ref sink);
    }

    private void Add(ReadOnlySpan<char> token, bool isName)
    {
        _position++;
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!words.TryGetValue(token, out var word, out var positions))
        {
            _units += token.Length + 8;
            if (_units > MaxUnits)
            {
                _lacksTerms = true;
                return;
            }
            word = token.ToString();
            positions = _ordered ? new List<int>(1) : null;
            _words.Add(word, positions);
            if (!_ordered)
            {
                _order.Add(word);
            }
        }
        if (isName)
        {
            _names.Add(word);
        }
        if (positions is null)
        {
            return;
        }
        if (_position > MaxPosition || positions.Count >= MaxRepeats)
        {
            _lacksPositions = true;
            return;
        }
        positions.Add(_position);
        _order.Add(word);
    }

    private readonly struct Sink(RowTerms row, bool isName) : ITokenSink
    {
        public void Add(ReadOnlySpan<char> token, int start, int length, TokenKind kind) => row.Add(token, isName);
    }
}
