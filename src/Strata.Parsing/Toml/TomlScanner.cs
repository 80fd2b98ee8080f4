namespace Strata.Parsing.Toml;

/// <summary>TOML value: text, JSON if typed (null for strings, dates and times), and range in chars.</summary>
internal readonly record struct TomlValue(string Text, string? Json, int Start, int End);

/// <summary>Reads TOML 1.0 tokens (toml.io/en/v1.0.0). Errors are <see cref="FormatException"/>s that say what was expected.</summary>
internal sealed class TomlScanner(string text, int maxDepth)
{
    private const string BareKey = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    public int At { get; set; }

    public bool AtEnd => At >= text.Length;

    public char Peek => At < text.Length ? text[At] : '\n';

    public void Blanks()
    {
        while (!AtEnd && text[At] is ' ' or '\t')
        {
            At++;
        }
    }

    /// <summary>Skips white space, line ends and comments.</summary>
    public void Gap()
    {
        while (!AtEnd && text[At] is ' ' or '\t' or '\n' or '\r' or '#')
        {
            if (text[At] == '#')
            {
                SkipLine();
            }
            else
            {
                At++;
            }
        }
    }

    /// <summary>Skips to the end of the line.</summary>
    public void SkipLine()
    {
        var end = text.AsSpan(Math.Min(At, text.Length)).IndexOfAny('\n', '\r');
        At = end < 0 ? text.Length : At + end;
    }

    public void Expect(char c)
    {
        if (AtEnd || text[At] != c)
        {
            throw new FormatException($"'{c}' is missing");
        }
        At++;
    }

    /// <summary>Checks that only a comment follows on the line.</summary>
    public void LineEnd()
    {
        Blanks();
        if (!AtEnd && text[At] == '#')
        {
            SkipLine();
        }
        if (!AtEnd && text[At] is not ('\n' or '\r'))
        {
            throw new FormatException("something follows the value");
        }
    }

    /// <summary>Returns the parts of a key, dotted or not.</summary>
    public List<string> Key()
    {
        var parts = new List<string>();
        while (true)
        {
            Blanks();
            parts.Add(
                Peek switch
                {
                    '"' => Basic().Text,
                    '\'' => Literal().Text,
                    _ => Bare(),
                }
            );
            Blanks();
            if (Peek != '.')
            {
                return parts;
            }
            if (parts.Count >= maxDepth)
            {
                throw new FormatException($"the key has more than {maxDepth} parts (MaxDepth)");
            }
            At++;
        }
    }

    public TomlValue Value(int depth)
    {
        if (depth >= maxDepth)
        {
            throw new FormatException($"values are nested deeper than {maxDepth} (MaxDepth)");
        }
        return Peek switch
        {
            '"' => Basic(),
            '\'' => Literal(),
            '[' => Array(depth),
            '{' => Table(depth),
            _ => Word(),
        };
    }

    private string Bare()
    {
        var length = text.AsSpan(At).IndexOfAnyExcept(BareKey);
        length = length < 0 ? text.Length - At : length;
        if (length == 0)
        {
            throw new FormatException("a key is missing");
        }
        At += length;
        return text.Substring(At - length, length);
    }

    private TomlValue Word()
    {
        var start = At;
        var length = text.AsSpan(At).IndexOfAny(",]}#\n\r");
        var word = text.AsSpan(At, length < 0 ? text.Length - At : length).TrimEnd().ToString();
        if (word.Length == 0)
        {
            throw new FormatException("a value is missing");
        }
        At += word.Length;
        var plain = word.Replace("_", "", StringComparison.Ordinal);
        var json =
            word is "true" or "false" ? word
            : TypedScalar.IsJsonNumber(plain) ? plain
            : plain is ['+', ..] && TypedScalar.IsJsonNumber(plain[1..]) ? plain[1..]
            : Integer(plain);
        return json is null && !IsTime(word) && plain is not ("inf" or "+inf" or "-inf" or "nan" or "+nan" or "-nan")
            ? throw new FormatException($"'{(word.Length > 40 ? word[..40] : word)}' is no value")
            : new(word, json, start, At);
    }

    private static string? Integer(string word)
    {
        var (style, prefix) = word.Length > 2 && word[0] == '0' ? (word[1], 2) : (' ', 0);
        var digits = word.AsSpan(prefix);
        ulong value = 0;
        return style switch
        {
            'x' when ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) => value.ToString(
                CultureInfo.InvariantCulture
            ),
            'b' when ulong.TryParse(digits, NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out value) => value.ToString(
                CultureInfo.InvariantCulture
            ),
            'o' when digits.Length <= 21 && !digits.ContainsAnyExceptInRange('0', '7') => Octal(digits)
                .ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private static ulong Octal(ReadOnlySpan<char> digits)
    {
        ulong value = 0;
        foreach (var digit in digits)
        {
            value = (value << 3) | (uint)(digit - '0');
        }
        return value;
    }

    private static bool IsTime(string word) =>
        word.Length >= 5 && char.IsAsciiDigit(word[0]) && !word.AsSpan().ContainsAnyExcept("0123456789-:.+TtZz ");

    private TomlValue Literal()
    {
        if (text.AsSpan(At).StartsWith("'''"))
        {
            return Multiline("'''", isBasic: false);
        }
        var start = At + 1;
        var length = text.AsSpan(Math.Min(start, text.Length)).IndexOfAny('\'', '\n', '\r');
        if (length < 0 || text[start + length] != '\'')
        {
            throw new FormatException("the string is not closed");
        }
        At = start + length + 1;
        return new(text.Substring(start, length), null, start, start + length);
    }

    private TomlValue Basic()
    {
        if (text.AsSpan(At).StartsWith("\"\"\""))
        {
            return Multiline("\"\"\"", isBasic: true);
        }
        var start = At + 1;
        for (var at = start; at < text.Length && text[at] is not ('\n' or '\r'); at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == '"')
            {
                At = at + 1;
                return new(Unescape(text.AsSpan(start, at - start)), null, start, at);
            }
        }
        throw new FormatException("the string is not closed");
    }

    private TomlValue Multiline(string quote, bool isBasic)
    {
        var start = At + 3;
        start +=
            text.AsSpan(start).StartsWith("\r\n") ? 2
            : text.AsSpan(start).StartsWith("\n") ? 1
            : 0;
        for (var at = start; at < text.Length; at++)
        {
            if (isBasic && text[at] == '\\')
            {
                at++;
            }
            else if (text.AsSpan(at).StartsWith(quote))
            {
                // Up to two quotes may precede the closing ones.
                while (at + 3 < text.Length && text[at + 3] == quote[0] && at - start < text.Length)
                {
                    at++;
                }
                At = at + 3;
                var content = text.AsSpan(start, at - start);
                return new(isBasic ? Unescape(content) : content.ToString(), null, start, at);
            }
        }
        throw new FormatException("the string is not closed");
    }

    private static string Unescape(ReadOnlySpan<char> content)
    {
        if (!content.Contains('\\'))
        {
            return content.ToString();
        }
        var plain = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\' || i + 1 == content.Length)
            {
                plain.Append(content[i]);
                continue;
            }
            var c = content[++i];
            if (c is 'u' or 'U')
            {
                var digits = c == 'u' ? 4 : 8;
                if (
                    i + digits >= content.Length
                    || !int.TryParse(
                        content.Slice(i + 1, digits),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out var scalar
                    )
                    || !Rune.IsValid(scalar)
                    || scalar == 0
                )
                {
                    throw new FormatException("an escape is no Unicode character");
                }
                plain.Append(new Rune(scalar));
                i += digits;
            }
            else if (c is '\n' or '\r' or ' ' or '\t')
            {
                // A backslash at a line's end joins it with the next text.
                while (i + 1 < content.Length && content[i + 1] is ' ' or '\t' or '\n' or '\r')
                {
                    i++;
                }
            }
            else
            {
                plain.Append(
                    c switch
                    {
                        'b' => '\b',
                        't' => '\t',
                        'n' => '\n',
                        'f' => '\f',
                        'r' => '\r',
                        '"' => '"',
                        '\\' => '\\',
                        _ => throw new FormatException($"'\\{c}' is no escape"),
                    }
                );
            }
        }
        return plain.ToString();
    }

    private TomlValue Array(int depth)
    {
        var start = At++;
        var items = new List<TomlValue>();
        while (true)
        {
            Gap();
            if (Peek == ']')
            {
                break;
            }
            items.Add(Value(depth + 1));
            Gap();
            if (Peek != ',')
            {
                break;
            }
            At++;
        }
        Expect(']');
        var json = RecordDraft.Written(writer =>
        {
            writer.WriteStartArray();
            items.ForEach(item => Write(writer, item));
            writer.WriteEndArray();
        });
        return new(text[start..At], json, start, At);
    }

    private TomlValue Table(int depth)
    {
        var start = At++;
        var members = new List<(string Name, TomlValue Value)>();
        while (true)
        {
            Gap();
            if (Peek == '}')
            {
                break;
            }
            var name = string.Join('.', Key());
            Expect('=');
            Blanks();
            members.Add((name, Value(depth + 1)));
            Gap();
            if (Peek != ',')
            {
                break;
            }
            At++;
        }
        Expect('}');
        var json = RecordDraft.Written(writer =>
        {
            writer.WriteStartObject();
            foreach (var member in members.DistinctBy(member => member.Name))
            {
                writer.WritePropertyName(member.Name);
                Write(writer, member.Value);
            }
            writer.WriteEndObject();
        });
        return new(text[start..At], json, start, At);
    }

    public static void Write(Utf8JsonWriter writer, TomlValue value)
    {
        if (value.Json is { } json)
        {
            writer.WriteRawValue(json);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
