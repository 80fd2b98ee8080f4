namespace Strata.Indexing;

/// <summary>Kind of a token.</summary>
internal enum TokenKind
{
    /// <summary>A word, a number or a symbol such as an emoji.</summary>
    Word,

    /// <summary>Two neighbouring characters of a script without spaces.</summary>
    Pair,

    /// <summary>The last character of such a run, or its only one.</summary>
    Last,
}

/// <summary>Receives tokens. <c>start</c> and <c>length</c> are UTF-16 positions in the text.</summary>
internal interface ITokenSink
{
    void Add(ReadOnlySpan<char> token, int start, int length, TokenKind kind);
}

/// <summary>
/// Text → searchable tokens, the same for both engines, for what is indexed and for what is asked.
/// <para>Compatibility forms are unified (NFKD), case and diacritics dropped. Words are runs of letters and digits. Chinese, Japanese,
/// Korean, Thai, Lao, Khmer and Burmese runs become overlapping pairs of characters, and their last character once more, so that
/// every character begins a token. Symbols (emoji) are tokens of their own. The zeros that end a decimal fraction are dropped:
/// 49.90 and 49.9 are the same. Words are cut at <see cref="MaxLength"/>.</para>
/// </summary>
internal static class Tokens
{
    public const int MaxLength = 40;

    public static void Read<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        const int MaxUnit = TokenScan<TSink>.MaxUnit;
        var scan = new TokenScan<TSink>(text, ref sink, stackalloc char[MaxLength], stackalloc char[MaxUnit * 2], stackalloc char[MaxUnit]);
        scan.Run();
    }

    public static List<Token> Of(string text)
    {
        var sink = new ListSink(new List<Token>(text.Length / 6 + 1));
        Read(text, ref sink);
        return sink.Tokens;
    }

    /// <summary>Returns the readable text of a block: escapes in a JSON record are decoded. Positions stay those of the raw text.</summary>
    public static string OfBlock(string raw)
    {
        if (raw.Length == 0 || raw[0] is not ('{' or '[') || !raw.Contains('\\', StringComparison.Ordinal))
        {
            return raw;
        }
        const char ZeroWidth = '\u00AD';
        var text = raw.ToCharArray();
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                continue;
            }
            if (
                text[i + 1] == 'u'
                && i + 5 < text.Length
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            )
            {
                // The first half of a surrogate pair moves to the end of its escape, next to the second half.
                var low = char.IsHighSurrogate((char)unit);
                text.AsSpan(i, 6).Fill(ZeroWidth);
                text[low ? i + 5 : i] = (char)unit;
                i += 5;
            }
            else
            {
                text[i] = ' ';
                text[i + 1] = ' ';
                i++;
            }
        }
        return new string(text);
    }

    private readonly struct ListSink(List<Token> tokens) : ITokenSink
    {
        public List<Token> Tokens => tokens;

        public void Add(ReadOnlySpan<char> token, int start, int length, TokenKind kind) =>
            tokens.Add(new Token(token.ToString(), start, length, kind));
    }
}

/// <summary>A token and the UTF-16 range of the text that it was read from.</summary>
internal readonly record struct Token(string Text, int Start, int Length, TokenKind Kind);
