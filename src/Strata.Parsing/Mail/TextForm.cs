using System.Text.RegularExpressions;

namespace Strata.Parsing.Mail;

/// <summary>Content of one form of a text (plain or HTML), for comparison with another form.</summary>
internal sealed partial class TextForm
{
    private const int MaxKept = 200_000;
    private const int MinWordLength = 3;
    private const int MaxNameLength = 40;

    /// <summary>Fewest rows and columns of a table that relates its values, which lines of text hardly do.</summary>
    private const int GridSize = 3;

    private static readonly char[] Between = [' ', '\t', '\r', '\n', '\u00A0', '\u202F', '<', '>', '(', ')', '[', ']', '"', ';', '|', '*'];

    private readonly Dictionary<string, string> _figures = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly List<string> _tableWords = [];

    private TextForm() { }

    /// <summary>Why it can't be read; null if it can.</summary>
    public string? Problem { get; private init; }

    /// <summary>Letters and digits.</summary>
    public int Letters { get; private set; }

    /// <summary>Whether it has a table with enough rows and columns to relate values.</summary>
    public bool HasTable { get; private set; }

    public static TextForm Of(string text)
    {
        var form = new TextForm();
        form.Read(text);
        return form;
    }

    /// <summary>Reads blocks, except hidden ones.</summary>
    public static TextForm Of(IEnumerable<Block> blocks)
    {
        var form = new TextForm();
        foreach (var block in blocks.Where(block => block.Traits?.Hidden != true))
        {
            form.Read(block.Text);
            form.HasTable |= block is { Type: BlockType.Table, Traits: { Rows: >= GridSize, Columns: >= GridSize } };
            if (block.Type == BlockType.TableRow && block.Cells.Count(cell => cell.Text.Length > 0) > 1 && form._tableWords.Count < MaxKept)
            {
                form._tableWords.AddRange(Words(block.Text));
            }
        }
        return form;
    }

    public static TextForm Unread(string problem) => new() { Problem = problem };

    /// <summary>Combines texts into one form.</summary>
    public static TextForm Together(IReadOnlyList<TextForm> forms)
    {
        if (forms is [var only])
        {
            return only;
        }
        var all = new TextForm { Problem = forms.Select(form => form.Problem).FirstOrDefault(problem => problem is not null) };
        foreach (var form in forms)
        {
            all.Letters += form.Letters;
            all.HasTable |= form.HasTable;
            all._words.UnionWith(form._words);
            all._tableWords.AddRange(form._tableWords);
            foreach (var figure in form._order)
            {
                all.Keep(figure, form._figures[figure]);
            }
        }
        return all;
    }

    /// <summary>Returns the numbers, amounts, dates and mail addresses that another form lacks, as written here and in order.</summary>
    public IReadOnlyList<string> FiguresNotIn(TextForm other) =>
        [.. _order.Where(figure => !other._figures.ContainsKey(figure)).Select(figure => _figures[figure])];

    /// <summary>Returns words in table rows that another form lacks.</summary>
    public IReadOnlyList<string> TableWordsNotIn(TextForm other) =>
        [.. _tableWords.Where(word => !other._words.Contains(word)).Distinct(StringComparer.Ordinal)];

    private void Read(string text)
    {
        foreach (var c in text)
        {
            Letters += char.IsLetterOrDigit(c) ? 1 : 0;
        }
        // List and reference numbers carry no content, and only plain text writes them.
        foreach (var token in NotNumbers().Replace(text, " ").Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            Take(token);
        }
        foreach (var word in Words(text))
        {
            if (_words.Count < MaxKept)
            {
                _words.Add(word);
            }
        }
    }

    private void Take(string token)
    {
        // In HTML, a link's target follows its text.
        if (
            token.Contains("://", StringComparison.Ordinal)
            || token.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || token.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
        )
        {
            return;
        }
        var at = token.IndexOf('@', StringComparison.Ordinal);
        if (at > 0 && token.IndexOf('.', at) > 0)
        {
            var address = token.Trim('.', ',', ':', '!', '?');
            Keep(address.ToLowerInvariant(), address);
            return;
        }
        foreach (Match figure in Figure().Matches(token))
        {
            Keep(Digits(figure.Value), figure.Value);
        }
    }

    private void Keep(string key, string written)
    {
        if (_order.Count < MaxKept && _figures.TryAdd(key, written.Length > MaxNameLength ? written[..MaxNameLength] + "…" : written))
        {
            _order.Add(key);
        }
    }

    /// <summary>Keeps the digits, so that 1.234,00 equals 1,234.00.</summary>
    private static string Digits(string figure)
    {
        var digits = new StringBuilder(figure.Length);
        foreach (var c in figure)
        {
            if (char.IsDigit(c))
            {
                digits.Append((char)('0' + (int)CharUnicodeInfo.GetNumericValue(c)));
            }
        }
        return digits.ToString();
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                if (i - start >= MinWordLength)
                {
                    yield return text[start..i].ToLowerInvariant();
                }
                start = -1;
            }
        }
    }

    [GeneratedRegex(@"\p{Nd}(?:[.,'’:/\-]?\p{Nd})*", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();

    [GeneratedRegex(@"^[ \t>*]*\p{Nd}{1,3}[.)](?=[ \t])|\[\p{Nd}{1,3}\]", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex NotNumbers();
}
