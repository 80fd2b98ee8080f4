using System.Text;

namespace Strata.Duplicates.Evaluation;

/// <summary>A file of rows with a header (RFC 4180, liberally): comma, semicolon, tab or bar, found out; UTF-8, else Latin-1.</summary>
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
        var rows = Parse(text, delimiter).ToList();
        if (rows.Count == 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'{path}' is empty.");
        }
        return new DelimitedFile([.. rows[0].Select(h => h.Trim())], rows.GetRange(1, rows.Count - 1));
    }

    /// <summary>Position of a column by name, whatever its case; -1 where there is none.</summary>
    public int Find(string column) => Header.Select((h, i) => (h, i)).Where(h => string.Equals(h.h, column, StringComparison.OrdinalIgnoreCase)).Select(h => h.i).DefaultIfEmpty(-1).First();

    private static string Decode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static IEnumerable<string[]> Parse(string text, char delimiter)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
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
                }
            }
            else if (c == '"' && cell.ToString().AsSpan().IsWhiteSpace())
            {
                cell.Clear();
                quoted = true;
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
        if (cell.Length > 0 || row.Count > 0)
        {
            yield return [.. row, cell.ToString()];
        }
    }
}
