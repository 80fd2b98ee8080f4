using Strata.Parsing.Html;

namespace Strata.Parsing.Pandoc;

/// <summary>Renders blocks as plain text, a line each: a cell, a footnote, a caption, a metadata value.</summary>
internal sealed class PandocText(HtmlRun run, PandocInline inline)
{
    public string OfInlines(JsonElement inlines)
    {
        inline.Add(inlines);
        return Take();
    }

    public string OfBlocks(JsonElement blocks)
    {
        Add(blocks);
        return Take();
    }

    /// <summary>Returns a metadata value as text; semicolons separate the parts of a list.</summary>
    public string OfValue(JsonElement value)
    {
        var content = value.Content();
        return value.Kind() switch
        {
            "MetaInlines" => OfInlines(content).ReplaceLineEndings(" "),
            "MetaBlocks" => OfBlocks(content).ReplaceLineEndings(" "),
            "MetaString" => content.Words().ReplaceLineEndings(" ").Trim(),
            "MetaBool" => content.ValueKind == JsonValueKind.True ? "true" : "false",
            "MetaList" => string.Join("; ", content.Items().Select(OfValue).Where(text => text.Length > 0)),
            "MetaMap" => string.Join(", ", Lines(content).Select(line => $"{line.Name} {line.Text}")),
            _ => "",
        };
    }

    /// <summary>Returns the metadata entries that have text.</summary>
    public List<(string Name, string Text)> Lines(JsonElement map) =>
        [.. map.Entries().Select(entry => (entry.Name, Text: OfValue(entry.Value))).Where(line => line.Text.Length > 0)];

    /// <summary>Returns a row's cell texts; the struck-out words if all of it is struck out.</summary>
    public IReadOnlyList<string> OfRow(IReadOnlyList<PandocTable.GridCell> row, out bool isStruck)
    {
        var before = inline.Asides.Take();
        var texts = new string[row.Count];
        var asides = new List<(int Cell, HtmlRun Run, bool IsStruck)>();
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = OfBlocks(row[i].Blocks);
            asides.AddRange(inline.Asides.Take().Select(aside => (i, aside.Run, aside.IsStruck)));
        }
        isStruck = asides.Count > 0 && asides.TrueForAll(aside => aside.IsStruck) && Array.TrueForAll(texts, text => text.Length == 0);
        if (isStruck)
        {
            foreach (var cell in asides.GroupBy(aside => aside.Cell))
            {
                texts[cell.Key] = string.Join(' ', cell.Select(aside => TextOf(aside.Run)));
            }
        }
        inline.Asides.Keep([.. before, .. isStruck ? [] : asides.Select(aside => (aside.Run, aside.IsStruck))]);
        return texts;
    }

    public static string TextOf(HtmlRun run) => string.Concat(run.Pieces.Select(piece => piece.Text)).Replace('\t', ' ');

    private string Take()
    {
        inline.Asides.Close();
        run.TrimEnd();
        var text = string.Concat(run.Pieces.Select(piece => piece.Text)).Replace('\t', ' ');
        run.Clear();
        return text;
    }

    private void Add(JsonElement blocks)
    {
        foreach (var block in blocks.Items())
        {
            One(block);
            inline.Asides.Current.Break();
        }
    }

    private void One(JsonElement block)
    {
        var content = block.Content();
        switch (block.Kind())
        {
            case "Plain" or "Para":
                inline.Add(content);
                break;
            case "Header":
                inline.Add(content.At(2));
                break;
            case "CodeBlock" or "RawBlock":
                inline.Asides.Current.AddRaw(content.At(1).Words().TrimEnd('\n'), null);
                break;
            case "LineBlock":
                foreach (var line in content.Items())
                {
                    inline.Add(line);
                    inline.Asides.Current.Break();
                }
                break;
            case "BlockQuote":
                Add(content);
                break;
            case "Div":
                Add(content.At(1));
                break;
            case "Figure":
                Add(content.At(2));
                Add(content.At(1).At(1));
                break;
            case "BulletList":
                Each(content);
                break;
            case "OrderedList":
                Each(content.At(1));
                break;
            case "DefinitionList":
                foreach (var item in content.Items())
                {
                    inline.Add(item.At(0));
                    inline.Asides.Current.Break();
                    Each(item.At(1));
                }
                break;
            case "Table":
                Table(content);
                break;
        }
    }

    private void Each(JsonElement items)
    {
        foreach (var item in items.Items())
        {
            Add(item);
        }
    }

    private void Table(JsonElement table)
    {
        Add(PandocTable.Caption(table));
        foreach (var row in PandocTable.Grid(table))
        {
            foreach (var cell in row)
            {
                Add(cell.Blocks);
            }
        }
    }
}
