using System.Text.Json;
using Strata.Parsing.Html;
using Strata.Parsing.Markdown;
using Strata.Parsing.Reading;

namespace Strata.Parsing.Pandoc;

/// <summary>What a reader sees of inline nodes, into the run that is being read: no marks, links with where they lead, notes by their number.</summary>
/// <param name="markOf">Takes a footnote's blocks and gives the mark that stands for it.</param>
internal sealed class PandocInline(HtmlRun run, Func<JsonElement, string> markOf)
{
    public void Add(JsonElement inlines)
    {
        foreach (var inline in inlines.Items())
        {
            One(inline);
        }
    }

    public void One(JsonElement inline)
    {
        var content = inline.Content();
        switch (inline.Kind())
        {
            case "Str":
                run.Add(content.Words(), null);
                break;
            case "Space" or "SoftBreak":
                run.Add(" ", null);
                break;
            case "LineBreak":
                run.Break();
                break;
            case "Emph" or "Underline" or "Strong" or "Strikeout" or "SmallCaps":
                Add(content);
                break;
            case "Superscript" or "Subscript":
                var from = run.Pieces.Count;
                Add(content);
                run.Raise(from, inline.Kind() == "Superscript" ? RaisedText.Up : RaisedText.Down);
                break;
            case "Cite" or "Span":
                Add(content.At(1));
                break;
            case "Quoted":
                Quoted(content);
                break;
            case "Code" or "Math":
                run.AddRaw(content.At(1).Words().Trim(), null);
                break;
            case "RawInline":
                Raw(content.At(0).Words(), content.At(1).Words());
                break;
            case "Link":
                Link(content);
                break;
            case "Image":
                Add(content.At(1));
                break;
            case "Note":
                run.AddRaw($"[{markOf(content)}]", null);
                break;
        }
    }

    private void Quoted(JsonElement content)
    {
        var isSingle = content.At(0).Kind() == "SingleQuote";
        run.Add(isSingle ? "‘" : "“", null);
        Add(content.At(1));
        run.Add(isSingle ? "’" : "”", null);
    }

    private void Raw(string format, string raw)
    {
        if (!format.StartsWith("html", StringComparison.Ordinal))
        {
            run.Add(raw, null);
        }
        else if (raw.StartsWith("<br", StringComparison.OrdinalIgnoreCase))
        {
            run.Break();
        }
        else
        {
            run.Add(PlainText.WithoutTags(raw), null);
        }
    }

    private void Link(JsonElement content)
    {
        if (content.At(0).Classes().Contains("footnote-back"))
        {
            return;
        }

        var start = run.Length;
        Add(content.At(1));
        if (LinkTarget.Behind(run.From(start), content.At(2).At(0).Words()) is { } behind)
        {
            run.AddRaw(behind, null);
        }
    }
}
