using Strata.Parsing.Writing;

namespace Strata.Parsing.Sheets;

/// <summary>Makes a document of a worksheet: records if it is one table, else tables and paragraphs.</summary>
internal static class SheetDocument
{
    /// <summary>Rows examined to classify the sheet.</summary>
    private const int HeadRows = 200;

    public static ParsedDocument Of(Sheet sheet, ParseBudget budget, DiagnosticLog log)
    {
        // If the rows end early, reading the blocks reports the reason.
        var head = sheet.Rows(new()).Take(HeadRows).ToList();
        var table = SheetTable.Find(head, sheet.DeclaredTable);
        var facts = new Dictionary<string, string>(sheet.Facts) { ["header"] = table is null ? "false" : "true" };
        if (table is not null)
        {
            facts["header_row"] = table.HeaderRow.ToString(CultureInfo.InvariantCulture);
            facts["columns"] = JsonList.Text(table.Columns);
        }
        if (sheet.IsHidden)
        {
            facts["hidden"] = "true";
        }
        if (!sheet.HiddenColumns.IsEmpty)
        {
            facts["hidden_columns"] = sheet.HiddenColumns.ToString();
        }
        var document = new ParsedDocument
        {
            Part = sheet.Name,
            Title = sheet.Name,
            Encoding = Encoding.UTF8,
            IsRendered = true,
            IsRecords = table is not null,
            Facts = facts,
            Blocks = BoundedBlocks.Until(Blocks(sheet, table, log), budget, log),
        };
        log.AttachTo(document);
        return document;
    }

    private static IEnumerable<Block> Blocks(Sheet sheet, SheetTable? table, DiagnosticLog log)
    {
        var text = new RenderedText();
        foreach (var block in table is null ? new SheetRegions(sheet, text).Blocks(log) : new SheetRecords(sheet, table, text).Blocks(log))
        {
            yield return block;
        }
        foreach (var comment in sheet.Comments)
        {
            yield return text.Add(
                BlockType.Paragraph,
                comment.Text,
                new() { Sheet = sheet.Name, Cells = comment.Address },
                traits: new()
                {
                    Note = "comment",
                    Author = comment.Author,
                    Time = comment.Time,
                    Hidden = sheet.IsHidden ? true : null,
                }
            );
        }
    }
}
