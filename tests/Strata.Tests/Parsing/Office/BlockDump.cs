using Strata.Parsing;

namespace Strata.Tests.Parsing.Office;

/// <summary>Blocks as text that people can review: what golden files hold.</summary>
internal static class BlockDump
{
    public static string Of(IEnumerable<Rendered> documents)
    {
        var dump = new StringBuilder();
        foreach (var (document, blocks) in documents)
        {
            dump.Append(
                CultureInfo.InvariantCulture,
                $"=== part '{document.Part}' title '{document.Title}'{(document.IsRecords ? " records" : "")}\n"
            );
            foreach (var (name, value) in document.Facts.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                dump.Append(CultureInfo.InvariantCulture, $"    {name}: {value}\n");
            }

            foreach (var block in blocks)
            {
                Append(dump, block);
            }

            foreach (var diagnostic in document.Diagnostics)
            {
                dump.Append(CultureInfo.InvariantCulture, $"!   {(diagnostic.Fatal ? "fatal: " : "")}{diagnostic.Reason}\n");
            }
        }

        return dump.ToString();
    }

    private static void Append(StringBuilder dump, Block block)
    {
        dump.Append(
            CultureInfo.InvariantCulture,
            $"{block.Index} {block.Type}{(block.Level > 0 ? " " + block.Level : "")}{Traits(block.Traits)}"
        );
        dump.Append(block.Section.Length > 0 ? $" § {block.Section}\n" : "\n");
        if (block.Fields.Count > 0)
        {
            foreach (var field in block.Fields)
            {
                dump.Append(
                    CultureInfo.InvariantCulture,
                    $"    {field.Name} = {field.Json ?? Quoted(field.Text)}{(PlaceAt(block, field.Range) is { Length: > 0 } place ? " @ " + place : "")}\n"
                );
            }
        }
        else if (block.Cells.Count > 0)
        {
            foreach (var cell in block.Cells)
            {
                var span = cell.RowSpan > 1 || cell.ColumnSpan > 1 ? $" {cell.RowSpan}x{cell.ColumnSpan}" : "";
                dump.Append(
                    CultureInfo.InvariantCulture,
                    $"    [{cell.Row},{cell.Column}{span}{(cell.IsHeader ? " header" : "")}] {Quoted(cell.Text)}{(PlaceAt(block, cell.Range) is { Length: > 0 } place ? " @ " + place : "")}\n"
                );
            }
        }
        else
        {
            dump.Append(CultureInfo.InvariantCulture, $"    {Quoted(block.Text)}\n");
            foreach (var span in block.Spans.Where(span => Place(span.Place).Length > 0))
            {
                dump.Append(
                    CultureInfo.InvariantCulture,
                    $"    @ {Place(span.Place)}{(span.Range == block.Range ? "" : $" {span.Range.Start - block.Range.Start}+{span.Range.Length}")}\n"
                );
            }
        }
    }

    private static string PlaceAt(Block block, ByteRange range) =>
        string.Join(
            ", ",
            block.Spans.Where(span => span.Range.Start < range.End && span.Range.End > range.Start).Select(span => Place(span.Place))
        );

    private static string Place(Place place)
    {
        var box = place.Box is { } b
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"({b.Left:0.#} {b.Top:0.#} {b.Width:0.#}x{b.Height:0.#} of {b.PageWidth:0.#}x{b.PageHeight:0.#})"
            )
            : null;
        var page = place.Page is { } p ? string.Create(CultureInfo.InvariantCulture, $"page {p}") : null;
        return string.Join(' ', new[] { place.Part, place.Path, page, box, place.Sheet, place.Cells }.Where(part => part is not null));
    }

    private static string Traits(BlockTraits? traits)
    {
        if (traits is null)
        {
            return "";
        }

        var said = new (string Name, object? Value)[]
        {
            ("ordered", traits.Ordered),
            ("checked", traits.Checked),
            ("language", traits.Language),
            ("target", traits.Target),
            ("label", traits.Label),
            ("author", traits.Author),
            ("time", traits.Time?.ToString("o", CultureInfo.InvariantCulture)),
            ("rows", traits.Rows),
            ("columns", traits.Columns),
            ("hidden", traits.Hidden),
            ("note", traits.Note),
            ("confidence", traits.Confidence),
        };
        return " {" + string.Join(", ", said.Where(s => s.Value is not null).Select(s => $"{s.Name}: {s.Value}")) + "}";
    }

    private static string Quoted(string text) =>
        '"' + text.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\t", "\\t").Replace("\r", "\\r").Replace("\"", "\\\"") + '"';
}
