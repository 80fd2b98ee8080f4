namespace Strata.Parsing.Csv;

/// <summary>How a table is written.</summary>
/// <param name="Delimiter">ASCII character between cells.</param>
/// <param name="SkipLines">Rows before the table: a <c>sep=</c> line, a title, a period.</param>
/// <param name="Quote">ASCII character around cells that hold the delimiter or line ends.</param>
/// <param name="IsStated">Whether the first row before the table only states the delimiter (<c>sep=;</c>).</param>
internal sealed record CsvDialect(
    char Delimiter,
    bool HasHeader,
    int SkipLines,
    char Quote = CsvDialect.DefaultQuote,
    bool IsStated = false
)
{
    public const char DefaultQuote = '"';
    public const char OtherQuote = '\'';
}
