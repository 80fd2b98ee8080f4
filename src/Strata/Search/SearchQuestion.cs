using Strata.Indexing;

namespace Strata.Search;

/// <summary>A word of a question.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Choice">Words with the same number stand for each other (<c>OR</c>).</param>
/// <param name="IsStop">Whether it only makes the question a sentence.</param>
/// <param name="IsExact">Whether it stands in quotes, so that nothing else stands for it.</param>
internal sealed record AskedWord(string Text, bool IsPrefix, int Choice, bool IsStop, bool IsExact);

/// <summary>
/// A question as read: words of which any may occur, "phrases" that must, -words that must not, prefixes*, and filters <c>type:</c>,
/// <c>from:</c>, <c>before:</c>, <c>after:</c>. Any other character is text.
/// </summary>
internal sealed class SearchQuestion
{
    private const int MaxLength = 500;

    private SearchQuestion() { }

    public List<AskedWord> Words { get; } = [];

    /// <summary>Must occur.</summary>
    public List<Clause> Phrases { get; } = [];

    /// <summary>Must not occur: words, or phrases.</summary>
    public List<Clause> Excluded { get; } = [];

    public string? Type { get; private set; }

    /// <summary>Words of the sender or the file's name.</summary>
    public List<string> From { get; } = [];

    /// <summary>ISO dates or their beginnings: the first day that is too late.</summary>
    public string? Before { get; private set; }

    /// <summary>The first day.</summary>
    public string? After { get; private set; }

    public bool HasFilter => Type is not null || From.Count > 0 || Before is not null || After is not null;

    /// <exception cref="StrataException">INVALID_CONTENT: too long, without a letter, digit or symbol, or with a date that is none.</exception>
    public static SearchQuestion Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"A search query can have at most {MaxLength} characters; got {text.Length}."
            );
        }
        var question = new SearchQuestion();
        var choice = 0;
        var joins = false;
        for (var i = 0; i < text.Length; )
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            var isOut = text[i] == '-' && i + 1 < text.Length && (text[i + 1] == '"' || char.IsLetterOrDigit(text[i + 1]));
            i += isOut ? 1 : 0;
            var filter = isOut ? null : FilterAt(text, i);
            i += filter?.Length + 1 ?? 0;
            var isQuoted = i < text.Length && text[i] == '"';
            var (start, end, next) = isQuoted ? Quoted(text, i + 1) : Plain(text, i);
            var part = text[start..end];
            i = Math.Max(next, i + (filter is null ? 1 : 0));
            var isPrefix = i < text.Length && text[i] == '*';
            i += isPrefix ? 1 : 0;
            if (filter is not null)
            {
                question.Filter(filter, part);
            }
            else if (!isQuoted && !isOut && part == "OR" && question.Words.Count > 0)
            {
                joins = true;
            }
            else
            {
                choice += joins ? 0 : 1;
                joins = false;
                question.Add(part, isPrefix, isQuoted, isOut, choice);
            }
        }
        if (question.Words.Exists(w => !w.IsStop))
        {
            question.Words.RemoveAll(w => w.IsStop);
        }
        return question.Words.Count > 0 || question.HasFilter
            ? question
            : throw new StrataException(ErrorCode.InvalidContent, "The search query must contain at least one letter or digit.");
    }

    /// <summary>The filters as they are written.</summary>
    public IReadOnlyList<string> Filters() =>
        [
            .. new[] { ("type", Type), ("from", From.Count == 0 ? null : string.Join(' ', From)), ("before", Before), ("after", After) }
                .Where(f => f.Item2 is not null)
                .Select(f => $"{f.Item1}:{f.Item2}"),
        ];

    private static readonly string[] FilterNames = ["type", "from", "before", "after"];

    private static string? FilterAt(string text, int at) =>
        Array.Find(
            FilterNames,
            f =>
                string.Compare(text, at, f, 0, f.Length, StringComparison.OrdinalIgnoreCase) == 0
                && at + f.Length + 1 < text.Length
                && text[at + f.Length] == ':'
                && !char.IsWhiteSpace(text[at + f.Length + 1])
        );

    private void Filter(string name, string value)
    {
        switch (name)
        {
            case "type":
                Type = value;
                break;
            case "from":
                // Names are words too: what has them ranks first, and is then checked for where.
                foreach (var word in Tokens.Of(value).Select(t => t.Text))
                {
                    From.Add(word);
                    Words.Add(new AskedWord(word, IsPrefix: false, -From.Count, IsStop: false, IsExact: true));
                }
                break;
            case "before":
                Before = Date(name, value);
                break;
            default:
                After = Date(name, value);
                break;
        }
    }

    /// <summary>Takes filters that were given beside the words.</summary>
    public SearchQuestion With(string? type, string? from, string? before, string? after)
    {
        Type = type ?? Type;
        Before = before is null ? Before : Date("before", before);
        After = after is null ? After : Date("after", after);
        if (from is not null)
        {
            Filter("from", from);
        }
        return this;
    }

    private static string Date(string name, string value) =>
        value.Length is 4 or 7 or 10
        && DateOnly.TryParseExact(
            value
                + "-01-01"[
                    ..(
                        value.Length == 4 ? 6
                        : value.Length == 7 ? 3
                        : 0
                    )
                ],
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out _
        )
            ? value
            : throw new StrataException(ErrorCode.InvalidContent, $"'{value}' is no date for '{name}': use 2026, 2026-03 or 2026-03-31.");

    private void Add(string text, bool isPrefix, bool isQuoted, bool isOut, int choice)
    {
        var tokens = Tokens.Of(text);
        if (tokens.Count == 0)
        {
            return;
        }
        var words = tokens.ConvertAll(t => t.Text);
        if (tokens[^1].Kind == TokenKind.Last)
        {
            // A run of 中文 that ends in the question may go on in the text: its pairs suffice; a single character begins some token.
            if (tokens.Count > 1 && tokens[^2].Kind == TokenKind.Pair)
            {
                words.RemoveAt(words.Count - 1);
                isPrefix = false;
            }
            else
            {
                isPrefix = true;
            }
        }
        if (isOut)
        {
            Excluded.Add(new Clause(words, isPrefix));
            return;
        }
        if (isQuoted)
        {
            Phrases.Add(new Clause(words, isPrefix));
        }
        for (var i = 0; i < words.Count; i++)
        {
            var prefix = isPrefix && i == words.Count - 1;
            if (!Words.Exists(w => w.Text == words[i] && w.IsPrefix == prefix))
            {
                var own = words.Count == 1 ? choice : (choice * 1_000) + i;
                Words.Add(
                    new AskedWord(words[i], prefix, own, !isQuoted && !prefix && words.Count == 1 && StopWords.Contains(words[i]), isQuoted)
                );
            }
        }
    }

    private static (int Start, int End, int Next) Quoted(string text, int start)
    {
        var close = text.IndexOf('"', start);
        return close < 0 ? (start, text.Length, text.Length) : (start, close, close + 1);
    }

    private static (int Start, int End, int Next) Plain(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] != '"' && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }
        return end > start + 1 && text[end - 1] == '*' ? (start, end - 1, end - 1) : (start, end, end);
    }
}
