using System.Buffers;

namespace Strata.Export;

/// <summary>
/// CSV (RFC 4180) in UTF-8 whose header names columns and their types: <c>total:decimal</c>. Lists and objects are JSON. Absent values are
/// empty; an empty text is <c>""</c>.
/// </summary>
/// <param name="isSafe">
/// Whether texts that a spreadsheet would take for a formula get an apostrophe first (OWASP, CSV injection); numbers stay as they are.
/// </param>
internal sealed class CsvRowWriter(Stream to, ExportTable table, bool isSafe) : IRowWriter
{
    private const int FlushFrom = 1 << 16;
    private static readonly SearchValues<char> Special = SearchValues.Create("\",\r\n");

    private readonly StringBuilder _text = new(FlushFrom * 2);
    private bool _hasHeader;

    public async ValueTask WriteAsync(IExportRow row, CancellationToken ct)
    {
        WriteHeader();
        var cells = row.Cells(table);
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                _text.Append(',');
            }
            if (cells[i] is { } json)
            {
                Write(table.Columns[i], json);
            }
        }
        _text.Append("\r\n");
        if (_text.Length >= FlushFrom)
        {
            await FlushAsync(ct);
        }
    }

    public async ValueTask EndAsync(CancellationToken ct)
    {
        WriteHeader();
        await FlushAsync(ct);
    }

    public ValueTask DisposeAsync() => default;

    private void WriteHeader()
    {
        if (_hasHeader)
        {
            return;
        }
        _hasHeader = true;
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            _text.Append(i == 0 ? "" : ",");
            Append($"{column.Name}:{column.TypeName}", isText: true);
        }
        _text.Append("\r\n");
    }

    private void Write(ExportColumn column, string json)
    {
        var isString = json[0] == '"';
        Append(isString ? JsonText.Plain(json) : json, isText: isString || column.Type is ExportType.Text or ExportType.Json);
    }

    private void Append(string cell, bool isText)
    {
        if (isSafe && isText && cell.Length > 0 && IsFormula(cell))
        {
            cell = "'" + cell;
        }
        if (cell.Length == 0)
        {
            _text.Append("\"\"");
        }
        else if (cell.AsSpan().ContainsAny(Special) || cell[0] == ' ' || cell[^1] == ' ')
        {
            _text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        else
        {
            _text.Append(cell);
        }
    }

    /// <summary>Whether a spreadsheet might take it for one; spaces and full-width signs before it don't keep all of them from that.</summary>
    private static bool IsFormula(string cell) =>
        cell[0] is '\t' or '\r' or '\n'
        || cell.AsSpan().TrimStart() is [('=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20'), ..];

    private async ValueTask FlushAsync(CancellationToken ct)
    {
        foreach (var chunk in _text.GetChunks())
        {
            // A pair of surrogates may lie in two chunks.
            _pending.Append(chunk.Span);
        }
        _text.Clear();
        var text = _pending.ToString();
        _pending.Clear();
        await to.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
    }

    private readonly StringBuilder _pending = new();
}
