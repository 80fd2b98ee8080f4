using System.Xml.Linq;
using Strata.Parsing.Sheets;

namespace Strata.Parsing.Ooxml;

/// <summary>
/// Reads a chart (ECMA-376 part 1, 21.2) as a table: one column for the categories and one per series, from the values cached in the chart.
/// The source workbook is not opened.
/// </summary>
internal static class ChartReader
{
    public static IEnumerable<Block> Blocks(DrawnPart chart, IEnumerable<XmlPiece> part, RenderedText text)
    {
        var pieces = part.Where(piece => piece.Element is not null).ToList();
        var titles = pieces.Where(piece => piece.Name == OfficeNames.C + "title").Select(piece => TitleOf(piece.Element, chart)).ToList();
        var series = pieces.Where(piece => piece.Name == OfficeNames.C + "ser").ToList();
        var caption = string.Join(' ', titles.Where(title => title.Length > 0));
        var table = Table(series, pieces, chart);
        if (table.Count > 0)
        {
            return table.End(text, chart.At, chart.Traits, caption);
        }
        return caption.Length == 0 ? [] : [text.Add(BlockType.Figure, caption, chart.At, traits: chart.Traits)];
    }

    public static bool IsContainer(XName name) =>
        name.LocalName is "chartSpace" or "chart" or "plotArea" || name.LocalName.EndsWith("Chart", StringComparison.Ordinal);

    private static OfficeTable Table(List<XmlPiece> series, List<XmlPiece> pieces, DrawnPart chart)
    {
        var table = new OfficeTable("/c:chartSpace");
        var names = new List<OfficeCell>();
        var rows = new SortedDictionary<int, List<OfficeCell>>();
        var axis = pieces.FirstOrDefault(piece => piece.Name.LocalName is "catAx" or "dateAx");
        if (axis?.Element?.Element(OfficeNames.C + "title") is { } title && TitleOf(title, chart) is { Length: > 0 } named)
        {
            names.Add(new(0, 1, named, axis.PathOf(title)));
        }
        for (var i = 0; i < series.Count; i++)
        {
            var (piece, element) = (series[i], series[i].Element);
            var name = element?.Element(OfficeNames.C + "tx");
            names.AddRange(
                name is null ? [] : Points(name).Take(1).Select(point => new OfficeCell(i + 1, 1, point.Text, piece.PathOf(name)))
            );
            foreach (
                var (index, said, point) in Points(element?.Element(OfficeNames.C + "cat") ?? element?.Element(OfficeNames.C + "xVal"))
            )
            {
                // The series of a chart share categories, and each repeats them.
                var row = rows.TryGetValue(index, out var known) ? known : rows[index] = [];
                if (row.Count == 0)
                {
                    row.Add(new(0, 1, said, piece.PathOf(point)));
                }
            }
            foreach (
                var (index, said, point) in Points(element?.Element(OfficeNames.C + "val") ?? element?.Element(OfficeNames.C + "yVal"))
            )
            {
                var row = rows.TryGetValue(index, out var known) ? known : rows[index] = [];
                row.Add(new(i + 1, 1, said, piece.PathOf(point)));
            }
        }
        if (names.Count > 0 && rows.Count > 0)
        {
            table.Add(names, isHeader: true);
        }
        foreach (var row in rows.Values)
        {
            table.Add(row, isHeader: false);
        }
        return table;
    }

    /// <summary>
    /// Returns a reference's cached values by index; for multi-level categories, those of the lowest level, which comes first.
    /// </summary>
    private static IEnumerable<(int Index, string Text, XElement Point)> Points(XElement? reference)
    {
        var cache = reference
            ?.Descendants()
            .FirstOrDefault(e => e.Name.LocalName is "strCache" or "numCache" or "strLit" or "numLit" or "lvl");
        var kind = cache?.Element(OfficeNames.C + "formatCode")?.Value is { Length: > 0 } format
            ? NumberFormat.Of(format)
            : NumberKind.Number;
        var isNumber = cache?.Name.LocalName is "numCache" or "numLit";
        foreach (var point in cache?.Elements(OfficeNames.C + "pt") ?? [])
        {
            var value = point.Element(OfficeNames.C + "v")?.Value.Trim() ?? "";
            if (value.Length > 0 && int.TryParse(point.Attribute("idx")?.Value, CultureInfo.InvariantCulture, out var index))
            {
                yield return (index, isNumber ? Shown(value, kind) : value, point);
            }
        }
    }

    private static string Shown(string value, NumberKind kind) =>
        !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) ? value
        : kind != NumberKind.Number && CellValue.Moment(number, kind, is1904: false) is { } moment ? moment
        : CellValue.Number(number);

    private static string TitleOf(XElement? title, DrawnPart chart)
    {
        var text = title?.Element(OfficeNames.C + "tx");
        return text?.Element(OfficeNames.C + "rich") is { } rich
            ? DrawingText.Lines(rich, chart.Relationships).Replace('\n', ' ')
            : string.Join(' ', Points(text).Select(point => point.Text));
    }
}
