using ExcelDataReader.Exceptions;
using Strata.Parsing.Sheets;

namespace Strata.Parsing.Xls;

/// <summary>
/// Parses Excel 97–2003 workbooks (BIFF in an OLE2 container) into the same documents as <c>xlsx</c>. Also reports encrypted Office files,
/// which are always OLE2 containers.
/// </summary>
public sealed class XlsParser : IParser
{
    static XlsParser() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public string Id => "xls";
    public int Version => 6;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Xls, Parsing.MediaTypes.EncryptedOffice];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Paragraph, BlockType.Table, BlockType.TableRow, BlockType.Record];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var kind = Parsing.MediaTypes.Explain(source, fileName, null).MediaType;
        if (kind != Parsing.MediaTypes.Xls)
        {
            return
            [
                UnreadDocument.Because(
                    kind == Parsing.MediaTypes.EncryptedOffice
                        ? "the document is encrypted with a password"
                        : "the file is no workbook of Excel 97–2003"
                ),
            ];
        }
        try
        {
            return Documents(source, XlsFile.Sheets(source), budget);
        }
        catch (Exception e) when (XlsFile.IsOfSource(e))
        {
            return
            [
                UnreadDocument.Because(
                    e is InvalidPasswordException
                        ? "the document is encrypted with a password"
                        : $"the workbook can't be read: {SourceFault.Of(e)}"
                ),
            ];
        }
    }

    private static IEnumerable<ParsedDocument> Documents(Stream source, IReadOnlyList<XlsSheet> sheets, ParseBudget budget)
    {
        using var rows = new XlsRows(source, budget);
        foreach (var sheet in sheets)
        {
            if (sheet.Index >= budget.MaxPages)
            {
                yield return UnreadDocument.Because($"the workbook has more than {budget.MaxPages} sheets (MaxPages)");
                yield break;
            }
            yield return SheetDocument.Of(
                new(sheet.Name, log => rows.Of(sheet.Index, log))
                {
                    IsHidden = sheet.IsHidden,
                    HiddenColumns = sheet.HiddenColumns,
                    Merged = sheet.Merged,
                },
                budget,
                new()
            );
        }
    }
}
