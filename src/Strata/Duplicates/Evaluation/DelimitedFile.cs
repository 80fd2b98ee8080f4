using System.Text;

namespace Strata.Duplicates.Evaluation;

/// <summary>A file of rows with a header (RFC 4180, liberally): comma, semicolon, tab or bar, found out; UTF-8, UTF-16 by its mark, else Latin-1.</summary>
internal sealed class DelimitedFile
{
    private static readonly char[] Delimiters = [',', '\t', ';', '|'];

    private DelimitedFile(string[] header, List<string[]> rows)
    {
        Header = header;
        Rows = rows;
    }

    public IReadOnlyList<string> Header { get; }
    public IReadOnlyList<string[]> Rows { get; }

    public static async Task<DelimitedFile> ReadAsync(string path, CancellationToken ct)
    {
        var text = Decode(await File.ReadAllBytesAsync(path, ct));
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text : text[..end];
        var delimiter = Delimiters.MaxBy(d => first.Count(c => c == d));
        var rows = Parse(text, delimiter, path).ToList();
        if (rows.Count == 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{path}' is empty.");
        }
        return new DelimitedFile([.. rows[0].Select(h => h.Trim())], rows.GetRange(1, rows.Count - 1));
    }

    /// <summary>Position of a column by name, whatever its case; -1 where there is none.</summary>
    public int Find(string column) =>
        Header
            .Select((h, i) => (h, i))
            .Where(h => string.Equals(h.h, column, StringComparison.OrdinalIgnoreCase))
            .Select(h => h.i)
            .DefaultIfEmpty(-1)
            .First();

    /// <summary>What a row has in a column, trimmed; empty where it ends before.</summary>
    public string Cell(int row, int column) => column < Rows[row].Length ? Rows[row][column].Trim() : "";

    /// <summary>A column as people are told of it.</summary>
    public string Name(int column) => $"'{Header[column]}'";

    private static string Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return (bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes, 2, bytes.Length - 2);
        }
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static IEnumerable<string[]> Parse(string text, char delimiter, string path)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        var opened = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                    // A stray quote runs on to the next one, and takes the rows between with it.
                    var isEnd = i + 1 == text.Length || text[i + 1] == delimiter || char.IsWhiteSpace(text[i + 1]);
                    if (!isEnd && text.AsSpan(opened, i - opened).Contains('\n'))
                    {
                        throw Unclosed(text, opened, path);
                    }
                }
            }
            else if (c == '"' && cell.ToString().AsSpan().IsWhiteSpace())
            {
                cell.Clear();
                quoted = true;
                opened = i;
            }
            else if (c == delimiter)
            {
                row.Add(cell.ToString());
                cell.Clear();
            }
            else if (c is '\n' or '\r')
            {
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                {
                    i++;
                }
                row.Add(cell.ToString());
                cell.Clear();
                if (row.Count > 1 || row[0].Length > 0)
                {
                    yield return [.. row];
                }
                row.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }
        if (quoted)
        {
            throw Unclosed(text, opened, path);
        }
        if (cell.Length > 0 || row.Count > 0)
        {
            yield return [.. row, cell.ToString()];
        }
    }

    private static StrataException Unclosed(string text, int at, string path) =>
        new(
            ErrorCode.InvalidContent,
            $"'{path}': the quote that opens in line {text.AsSpan(0, at).Count('\n') + 1} is not closed where its cell ends."
        );
}
