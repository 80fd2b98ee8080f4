using System.Buffers;

namespace Strata.Cli.Output;

/// <summary>Writes rows as CSV (RFC 4180): commas, quotation marks where needed, lines that end with CR LF.</summary>
/// <param name="isFormulaSafe">
/// Whether texts that a spreadsheet would take for a formula get an apostrophe first (OWASP, CSV injection); numbers stay as they are.
/// </param>
internal sealed class CsvWriter(TextWriter writer, bool isFormulaSafe)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",\r\n");

    public void Row(IEnumerable<string> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            writer.Write(isFirst ? "" : ",");
            writer.Write(Quoted(isFormulaSafe ? Safe(cell) : cell));
            isFirst = false;
        }
        writer.Write("\r\n");
    }

    /// <summary>A value as a cell: texts as they are, everything else as JSON.</summary>
    public static string Cell(JsonElement? value) =>
        value switch
        {
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "",
            { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
            { } other => other.GetRawText(),
        };

    private static string Safe(string cell) =>
        cell.Length > 0
        && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n'
        && !decimal.TryParse(cell, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _)
            ? "'" + cell
            : cell;

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(Special) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
