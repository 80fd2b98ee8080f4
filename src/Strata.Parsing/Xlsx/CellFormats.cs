using System.Xml;
using Strata.Parsing.Sheets;

namespace Strata.Parsing.Xlsx;

/// <summary>Value kind and currency of each cell format in a workbook (ECMA-376 part 1, 18.8.10 cellXfs, 18.8.31 numFmts).</summary>
internal sealed class CellFormats
{
    private const int Max = 100_000;

    private readonly List<NumberKind> _kinds = [];
    private readonly List<string?> _currencies = [];

    public static CellFormats None { get; } = new();

    /// <param name="style">A cell's <c>s</c>.</param>
    public NumberKind this[int style] => (uint)style < (uint)_kinds.Count ? _kinds[style] : NumberKind.Number;

    /// <summary>Returns the currency of a cell's format. Null if it has none.</summary>
    public string? CurrencyOf(int style) => (uint)style < (uint)_currencies.Count ? _currencies[style] : null;

    public static CellFormats Read(XmlReader reader)
    {
        var formats = new CellFormats();
        var custom = new Dictionary<int, (NumberKind Kind, string? Currency)>();
        var inCells = false;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "numFmt" && custom.Count < Max:
                    var code = reader.GetAttribute("formatCode") ?? "";
                    custom[Id(reader)] = (NumberFormat.Of(code), NumberFormat.Currency(code));
                    break;
                case XmlNodeType.Element when reader.LocalName == "cellXfs":
                    inCells = !reader.IsEmptyElement;
                    break;
                case XmlNodeType.Element when inCells && reader.LocalName == "xf" && formats._kinds.Count < Max:
                    var id = Id(reader);
                    var (kind, currency) = custom.TryGetValue(id, out var known) ? known : (NumberFormat.OfBuiltIn(id), null);
                    formats._kinds.Add(kind);
                    formats._currencies.Add(currency);
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "cellXfs":
                    inCells = false;
                    break;
            }
        }
        return formats;
    }

    private static int Id(XmlReader reader) =>
        int.TryParse(reader.GetAttribute("numFmtId"), CultureInfo.InvariantCulture, out var id) ? id : 0;
}
