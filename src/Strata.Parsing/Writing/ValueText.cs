using Strata.Parsing.Csv;

namespace Strata.Parsing.Writing;

/// <summary>Writes a value in place of another, in the source's format: quoted, escaped, or as is.</summary>
public static class ValueText
{
    private const string NoList = "a list or an object can't be written into this format";

    /// <param name="parser">Id of the parser that reads the format.</param>
    /// <param name="dialect">The table's delimiter and quote; CSV only.</param>
    public static WrittenValue Write(string parser, ValuePlace place, NewValue value, TableMarks dialect) =>
        parser switch
        {
            "json" or "jsonl" => JsonValueText.Write(place, value),
            "yaml" => YamlValueText.Write(place, value),
            "toml" => TomlValueText.Write(place, value),
            _ when value.IsNested => WrittenValue.Not(NoList),
            "csv" => Cell(place, value.Text, dialect),
            "xml" => XmlValueText.Write(place, value.Text),
            "calendar" or "vcard" => new(Line(value.Text)),
            _ when place.Block == BlockType.TableRow => Row(value.Text),
            _ => new(value.Text),
        };

    /// <summary>Writes a cell (RFC 4180) in the table's marks.</summary>
    private static WrittenValue Cell(ValuePlace place, string text, TableMarks dialect)
    {
        foreach (var quote in (ReadOnlySpan<char>)[CsvDialect.DefaultQuote, CsvDialect.OtherQuote])
        {
            if (place.IsBetween(quote))
            {
                return new(Doubled(text, quote));
            }
        }
        var whole = place.Full(text);
        var isPlain =
            whole.AsSpan().IndexOfAny(dialect.Delimiter, '\n', '\r') < 0
            && whole.AsSpan().IndexOf(dialect.Quote) < 0
            && !whole.StartsWith(' ')
            && !whole.EndsWith(' ');
        return isPlain ? new(text) : new(dialect.Quote + Doubled(whole, dialect.Quote) + dialect.Quote, place.Head, place.Tail);
    }

    private static string Doubled(string text, char quote) =>
        text.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal);

    /// <summary>Escapes a value of a content line (RFC 5545, section 3.3.11; RFC 6350, section 3.4).</summary>
    private static string Line(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Writes a cell of a Markdown or AsciiDoc table.</summary>
    private static WrittenValue Row(string text) =>
        text.AsSpan().IndexOfAny('\n', '\r') >= 0
            ? WrittenValue.Not("a cell of this table holds one line")
            : new(text.Replace("|", "\\|", StringComparison.Ordinal));
}

/// <summary>Delimiter and quote of a table of separated values.</summary>
public readonly record struct TableMarks(char Delimiter, char Quote);
