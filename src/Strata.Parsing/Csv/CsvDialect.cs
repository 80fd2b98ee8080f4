namespace Strata.Parsing.Csv;

/// <summary>How a table is written down.</summary>
/// <param name="Delimiter">ASCII character between cells.</param>
/// <param name="SkipLines">Rows before the table: a <c>sep=</c> line, a title, a period.</param>
/// <param name="Quote">ASCII character around cells that hold the delimiter or line ends.</param>
/// <param name="IsStated">The first of the rows before the table says the delimiter (<c>sep=;</c>) and nothing to people.</param>
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
