using Strata.Parsing.Sheets;

namespace Strata.Parsing.Xlsx;

/// <summary>
/// Parses Excel workbooks since 2007 (ECMA-376 SpreadsheetML): one document per worksheet, in workbook order. Cells hold stored values:
/// formulas are not computed, links not followed, macros not read.
/// </summary>
public sealed class XlsxParser : IParser
{
    public string Id => "xlsx";
    public int Version => 7;

    public IReadOnlyList<string> MediaTypes { get; } =
    [
        Parsing.MediaTypes.Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
        "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.ms-excel.template.macroenabled.12",
    ];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Paragraph, BlockType.Table, BlockType.TableRow, BlockType.Record];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        XlsxFile file;
        try
        {
            file = XlsxFile.Open(source, budget);
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            return [UnreadDocument.Because(SourceFault.Of(e))];
        }
        return Documents(file, budget);
    }

    private static IEnumerable<ParsedDocument> Documents(XlsxFile file, ParseBudget budget)
    {
        var sheets = file.Workbook.Sheets;
        for (var i = 0; i < sheets.Count; i++)
        {
            if (i >= budget.MaxPages)
            {
                yield return UnreadDocument.Because($"the workbook has more than {budget.MaxPages} sheets (MaxPages)");
                yield break;
            }
            if (sheets[i].Kind == "worksheet")
            {
                var log = new DiagnosticLog();
                yield return SheetDocument.Of(file.Sheet(i, log), budget, log);
            }
        }
    }
}
