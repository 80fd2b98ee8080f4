using System.Xml;
using Strata.Parsing.Ooxml;
using Strata.Parsing.Sheets;

namespace Strata.Parsing.Xlsx;

/// <summary>An open workbook with its sheets' shared data.</summary>
internal sealed class XlsxFile
{
    private readonly OfficePackage _package;
    private readonly string _part;
    private readonly ParseBudget _budget;
    private readonly SharedStrings _strings;
    private readonly CellFormats _formats;

    private XlsxFile(OfficePackage package, string part, ParseBudget budget)
    {
        (_package, _part, _budget) = (package, part, budget);
        Workbook = Workbook.Read(package, part);
        _strings = Shared("sharedStrings", reader => SharedStrings.Read(reader, budget), SharedStrings.None);
        _formats = Shared("styles", CellFormats.Read, CellFormats.None);
    }

    public Workbook Workbook { get; }

    /// <exception cref="InvalidDataException">Not a workbook, or over a limit.</exception>
    /// <exception cref="XmlException">A shared part is malformed.</exception>
    public static XlsxFile Open(Stream source, ParseBudget budget)
    {
        var package = OfficePackage.Open(source, budget);
        return new(package, package.Main ?? throw new InvalidDataException("the package names no workbook"), budget);
    }

    public Sheet Sheet(int index, DiagnosticLog log)
    {
        var sheet = Workbook.Sheets[index];
        return new(sheet.Name, rows => Rows(sheet, rows))
        {
            IsHidden = sheet.IsHidden,
            HiddenColumns = Columns(sheet.Part),
            Merged = Merged(sheet.Part),
            DeclaredTable = Table(sheet.Part, log) ?? Workbook.FilterOf(index),
            Comments = XlsxComments.Of(_package, _part, sheet.Part, log),
        };
    }

    private IEnumerable<SheetRow> Rows(WorkbookSheet sheet, DiagnosticLog log)
    {
        using var reader = _package.Xml(sheet.Part);
        foreach (var row in new XlsxRows(reader, _strings, _formats, Workbook.Is1904, _budget, log).Read())
        {
            yield return row;
        }
    }

    /// <summary>None if the part is malformed; reading its rows reports why.</summary>
    private IReadOnlyList<CellArea> Merged(string part)
    {
        try
        {
            using var bytes = _package.Bytes(part);
            return SheetTail.MergedCells(bytes);
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            return [];
        }
    }

    /// <summary>Reads the hidden columns (ECMA-376 part 1, 18.3.1.13), which precede the rows, up to any read error.</summary>
    private HiddenColumns Columns(string part)
    {
        var hidden = new List<(int First, int Last)>();
        try
        {
            using var reader = _package.Xml(part);
            while (reader.Read() && reader.LocalName != "sheetData" && hidden.Count < CellAddress.MaxColumns)
            {
                if (
                    reader is { NodeType: XmlNodeType.Element, LocalName: "col" }
                    && (reader.GetAttribute("hidden") is "1" or "true" || reader.GetAttribute("width") is "0")
                    && int.TryParse(reader.GetAttribute("min"), CultureInfo.InvariantCulture, out var first)
                    && int.TryParse(reader.GetAttribute("max"), CultureInfo.InvariantCulture, out var last)
                )
                {
                    hidden.Add((first - 1, last - 1));
                }
            }
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            // Reading the rows reports the reason.
        }
        return HiddenColumns.Of(hidden);
    }

    /// <summary>Returns the area of the sheet's largest table with a header (ECMA-376 part 1, 18.5.1). Null if none.</summary>
    private CellArea? Table(string part, DiagnosticLog log)
    {
        var areas = new List<CellArea>();
        try
        {
            foreach (
                var table in _package.Relationships(part).Where(r => r is { Type: "table", IsExternal: false } && _package.Has(r.Target))
            )
            {
                using var reader = _package.Xml(table.Target);
                if (
                    reader.MoveToContent() == XmlNodeType.Element
                    && reader.GetAttribute("headerRowCount") is not "0"
                    && CellAddress.ReadArea(reader.GetAttribute("ref")) is { } area
                )
                {
                    areas.Add(area);
                }
            }
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            log.Add(0, 0, $"a table of the sheet can't be read: {SourceFault.Of(e)}");
        }
        return areas.Count == 0 ? null : areas.MaxBy(area => (long)area.Rows * area.Columns);
    }

    private T Shared<T>(string type, Func<XmlReader, T> read, T none)
    {
        if (_package.Find(_part, type) is not { } part)
        {
            return none;
        }
        using var reader = _package.Xml(part);
        return read(reader);
    }
}
