using System.Xml;
using Strata.Parsing.Ooxml;
using Strata.Parsing.Sheets;

namespace Strata.Parsing.Xlsx;

/// <summary>Sheets and filters of the workbook part (ECMA-376 part 1, 18.2).</summary>
internal sealed class Workbook
{
    private const string FilterName = "_xlnm._FilterDatabase";

    private readonly List<WorkbookSheet> _sheets = [];
    private readonly Dictionary<int, CellArea> _filters = [];

    public bool Is1904 { get; private set; }
    public IReadOnlyList<WorkbookSheet> Sheets => _sheets;

    /// <summary>The area of a sheet's filter, header row first; null if none.</summary>
    public CellArea? FilterOf(int sheet) => _filters.TryGetValue(sheet, out var area) ? area : null;

    public static Workbook Read(OfficePackage package, string part)
    {
        var workbook = new Workbook();
        var names = new SheetNames();
        var targets = package.Relationships(part).Where(r => !r.IsExternal).ToLookup(r => r.Id);
        using var reader = package.Xml(part);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }
            switch (reader.LocalName)
            {
                case "workbookPr":
                    workbook.Is1904 = reader.GetAttribute("date1904") is "1" or "true";
                    break;
                case "sheet" when targets[OfficeNames.RelationshipId(reader)].FirstOrDefault() is { } target:
                    var state = reader.GetAttribute("state");
                    workbook._sheets.Add(
                        new(
                            names.Next(reader.GetAttribute("name") ?? target.Target),
                            target.Target,
                            target.Type,
                            state is "hidden" or "veryHidden"
                        )
                    );
                    break;
                case "definedName" when reader.GetAttribute("name") == FilterName:
                    workbook.AddFilter(reader.GetAttribute("localSheetId"), reader.IsEmptyElement ? "" : reader.ReadString());
                    break;
            }
        }
        return workbook;
    }

    private void AddFilter(string? sheet, string reference)
    {
        if (int.TryParse(sheet, out var index) && CellAddress.ReadArea(reference.AsSpan(reference.LastIndexOf('!') + 1)) is { } area)
        {
            _filters[index] = area;
        }
    }
}

/// <param name="Kind">Type of its relationship: <c>worksheet</c>, <c>chartsheet</c>, <c>dialogsheet</c>.</param>
internal sealed record WorkbookSheet(string Name, string Part, string Kind, bool IsHidden);
