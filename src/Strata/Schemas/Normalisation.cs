namespace Strata.Schemas;

/// <summary>Normalises values to comparable text. Pure, and independent of the machine's culture and Unicode library.</summary>
public static class Normalisation
{
    /// <summary>Returns null if the value is empty: JSON null, a blank string, an empty array or object.</summary>
    public static string? Of(Normaliser normaliser, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => NullIfEmpty(Text(normaliser, value.GetString() ?? "")),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => CanonicalJson.Of(value),
            JsonValueKind.Array when value.GetArrayLength() > 0 => CanonicalJson.Of(value),
            JsonValueKind.Object when value.GetPropertyCount() > 0 => CanonicalJson.Of(value),
            _ => null,
        };

    /// <param name="json">Canonical.</param>
    internal static string? Of(Normaliser normaliser, string json) =>
        json[0] switch
        {
            '"' when !json.Contains('\\', StringComparison.Ordinal) => NullIfEmpty(Text(normaliser, json[1..^1])),
            '-' or (>= '0' and <= '9') or 't' or 'f' => json,
            _ => Of(normaliser, JsonText.Element(json)),
        };

    public static string Text(Normaliser normaliser, string text) =>
        normaliser switch
        {
            Normaliser.Text => Joined(UnicodeText.Collapse(UnicodeText.FoldCase(UnicodeText.Decompose(text)))),
            Normaliser.Email => UnicodeText.FoldCase(text.Trim()),
            Normaliser.Phone => Phone(text),
            Normaliser.Url => Url(text.Trim()),
            Normaliser.Number => Number(text.Trim()),
            Normaliser.Date => Date(text.Trim()),
            Normaliser.Identifier => Identifier(text),
            Normaliser.Name => Name(text),
            _ => text,
        };

    private static string? NullIfEmpty(string text) => string.IsNullOrWhiteSpace(text) ? null : text;

    // Marks that became adjacent take their canonical order.
    private static string Joined(string text) => UnicodeText.Decompose(text);

    private static string Phone(string text)
    {
        var plain = UnicodeText.Decompose(text).TrimStart(' ', '\t', '\u00a0', '(');
        var plus = plain.StartsWith('+');
        if (plus || Digits(plain).StartsWith("00", StringComparison.Ordinal))
        {
            // "+49 (0)30 …": the zero is dialled only inside the country.
            plain = plain.Replace("(0)", "", StringComparison.Ordinal);
        }
        var digits = Digits(plain);
        var international = plus || digits.StartsWith("00", StringComparison.Ordinal);
        var number = international && !plus ? digits[2..] : digits;
        return international && number.Length > 0 ? "+" + number : number;
    }

    private static string Digits(string text) => Kept(text, char.IsAsciiDigit);

    private static string Url(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var whole = hash < 0 ? text : text[..hash];
        var authority = whole.IndexOf("://", StringComparison.Ordinal);
        if (authority >= 0)
        {
            var end = whole.AsSpan(authority + 3).IndexOfAny('/', '?');
            var split = end < 0 ? whole.Length : authority + 3 + end;
            whole = string.Concat(whole[..split].ToLowerInvariant(), whole.AsSpan(split));
        }
        var last = whole.Length;
        while (last > 0 && (whole[last - 1] == '/' || char.IsWhiteSpace(whole[last - 1])))
        {
            last--;
        }
        return whole[..last];
    }

    private static string Number(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return parsed.RootElement.ValueKind == JsonValueKind.Number ? CanonicalJson.Of(parsed.RootElement) : text;
        }
        catch (Exception e) when (e is JsonException or StrataException)
        {
            return text;
        }
    }

    private static string Date(string text) =>
        text.Length >= 10
        && (text.Length == 10 || text[10] is 'T' or 't' or ' ')
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? text[..10]
            : text;

    private static string Identifier(string text) =>
        Joined(
            Kept(UnicodeText.Decompose(text), static c => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '/' or '.')).ToUpperInvariant()
        );

    private static string Kept(string text, Func<char, bool> isKept)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (isKept(c))
            {
                kept.Append(c);
            }
        }
        return kept.Length == text.Length ? text : kept.ToString();
    }

    private static string Name(string text)
    {
        var plain = UnicodeText.WithoutDiacritics(UnicodeText.FoldCase(UnicodeText.Decompose(text)));
        var name = new StringBuilder(plain.Length);
        foreach (var rune in plain.EnumerateRunes())
        {
            if (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value))
            {
                name.Append((char)rune.Value);
            }
            else if (UnicodeText.IsOfWord(rune))
            {
                name.Append(rune.ToString());
            }
            // "O'Brien" and "A.B." are one word each; any other mark separates words.
            else if (rune.Value is not ('\'' or '’' or '.'))
            {
                name.Append(' ');
            }
        }
        return Joined(UnicodeText.Collapse(name.ToString()));
    }
}

/// <summary>How a value is normalised for identity.</summary>
public enum Normaliser
{
    /// <summary>Unchanged.</summary>
    Exact,

    /// <summary>NFKC-equivalent, trimmed, white space collapsed, case folded.</summary>
    Text,

    /// <summary>Trimmed, lower case; dots and plus tags stay, because only the mailbox's host knows their meaning.</summary>
    Email,

    /// <summary>Digits, with a leading + for + or 00.</summary>
    Phone,

    /// <summary>Scheme and host in lower case; no fragment, no trailing slash.</summary>
    Url,

    /// <summary>Canonical number.</summary>
    Number,

    /// <summary>The date of a date or date-time: yyyy-MM-dd.</summary>
    Date,

    /// <summary>Upper case without spaces, <c>-</c>, <c>_</c>, <c>/</c> and <c>.</c></summary>
    Identifier,

    /// <summary>Text without punctuation and diacritics.</summary>
    Name,
}
