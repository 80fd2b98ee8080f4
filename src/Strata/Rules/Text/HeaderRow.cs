using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>Recognises a row of names above a row of their values.</summary>
internal static class HeaderRow
{
    /// <summary>
    /// Returns the names of a row if most are known and none is a value. For table headers some known names suffice, except for sums.
    /// </summary>
    public static List<Label>? Labels(in TextLine line, List<(int Start, int Length)> segments, LabelMarks marks, InterpretedText source)
    {
        var text = line.Text;
        if (
            segments.Count < 3
            || segments.Exists(s =>
                LabelForms.WithoutRate(text.Substring(s.Start, s.Length)).AsSpan().ContainsAnyInRange('0', '9')
                || marks.ColonOf(text, s.Start, s.Start + s.Length) >= 0
            )
        )
        {
            return null;
        }
        var labels = new List<Label>();
        foreach (var (start, length) in segments)
        {
            labels.Add(marks.KnownAlone(line, start, length, source) ?? new Label("", "", LabelLink.Above, Offset: start));
        }
        return
            labels.Count(label => label.Folded.Length > 0) is var known
            && (
                known * 2 > labels.Count
                || known > 1
                    && line.Block.Cells.Count > 0
                    && line.Block.Cells.All(cell => cell.IsHeader)
                    && !labels.Exists(label => marks.IsAmount(label.Folded))
            )
            ? labels
            : null;
    }
}
