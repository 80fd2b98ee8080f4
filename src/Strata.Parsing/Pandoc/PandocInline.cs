using Strata.Parsing.Html;
using Strata.Parsing.Markdown;

namespace Strata.Parsing.Pandoc;

/// <summary>Appends the visible text of inline nodes to the current run: no markup, links with their targets, notes by number.</summary>
/// <param name="markOf">Takes a footnote's blocks and returns its mark; empty to leave the footnote out.</param>
/// <param name="hasMarks">Whether the text given to pandoc has <see cref="HiddenMarks"/>.</param>
internal sealed class PandocInline(HtmlRun run, Func<JsonElement, string> markOf, bool hasMarks)
{
    private HtmlRun Run => Asides.Current;

    /// <summary>Hidden and struck-out parts of the text.</summary>
    public RunAsides Asides { get; } = new(run);

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
                Words(content.Words());
                break;
            case "Space" or "SoftBreak":
                Run.Add(" ", null);
                break;
            case "LineBreak":
                Run.Break();
                break;
            case "Strikeout" when Asides.Open(isStruck: true):
                Add(content);
                Asides.Close();
                break;
            case "Emph" or "Underline" or "Strong" or "Strikeout" or "SmallCaps":
                Add(content);
                break;
            case "Superscript" or "Subscript":
                var from = Run.Pieces.Count;
                Add(content);
                Run.Raise(from, inline.Kind() == "Superscript" ? RaisedText.Up : RaisedText.Down);
                break;
            case "Span" when content.At(0).IsHidden() && Asides.Open(isStruck: false):
                Add(content.At(1));
                Asides.Close();
                break;
            case "Cite" or "Span":
                Add(content.At(1));
                break;
            case "Quoted":
                Quoted(content);
                break;
            case "Code" or "Math":
                Run.AddRaw(content.At(1).Words().Trim(), null);
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
            case "Note" when markOf(content) is { Length: > 0 } mark:
                Run.AddRaw($"[{mark}]", null);
                break;
        }
    }

    private void Words(string words)
    {
        if (!hasMarks || words.AsSpan().IndexOfAnyInRange(HiddenMarks.Begin, HiddenMarks.Nothing) < 0)
        {
            Run.Add(words, null);
            return;
        }
        var at = 0;
        for (var i = 0; i <= words.Length; i++)
        {
            if (i < words.Length && !HiddenMarks.IsMark(words[i]))
            {
                continue;
            }
            Run.Add(words[at..i], null);
            at = i + 1;
            if (i < words.Length && words[i] == HiddenMarks.Begin)
            {
                Asides.Open(isStruck: false);
            }
            else if (i < words.Length && words[i] == HiddenMarks.End)
            {
                Asides.Close();
            }
        }
    }

    private void Quoted(JsonElement content)
    {
        var isSingle = content.At(0).Kind() == "SingleQuote";
        Run.Add(isSingle ? "‘" : "“", null);
        Add(content.At(1));
        Run.Add(isSingle ? "’" : "”", null);
    }

    private void Raw(string format, string raw)
    {
        if (!format.StartsWith("html", StringComparison.Ordinal))
        {
            Run.Add(raw, null);
        }
        else if (raw is "<s>" or "<del>" or "<strike>" && Asides.Open(isStruck: true))
        {
            // Open until its end tag, or the end of the text that it begins in.
        }
        else if (raw is "</s>" or "</del>" or "</strike>")
        {
            Asides.Close();
        }
        else if (raw.StartsWith("<br", StringComparison.OrdinalIgnoreCase))
        {
            Run.Break();
        }
        else
        {
            Run.Add(PlainText.WithoutTags(raw), null);
        }
    }

    private void Link(JsonElement content)
    {
        if (content.At(0).Classes().Contains("footnote-back"))
        {
            return;
        }
        var start = Run.Length;
        Add(content.At(1));
        if (LinkTarget.Behind(Run.From(start), content.At(2).At(0).Words()) is { } behind)
        {
            Run.AddRaw(behind, null);
        }
    }
}
