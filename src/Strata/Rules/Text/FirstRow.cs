namespace Strata.Rules.Text;

/// <summary>The row below a header, and its values.</summary>
internal sealed record FirstRow(int From, int Count, TextLine Line, List<(int Start, int Length)> Segments)
{
    /// <summary>Whether another row has as many parts, digits in the same ones, and no label.</summary>
    public bool IsLike(string text, List<(int Start, int Length)> segments, LabelMarks marks)
    {
        return segments.Count == Segments.Count
            && !segments.Exists(s => marks.StartsWithKnown(text, s.Start, s.Length))
            && segments.Zip(Segments).All(pair => HasDigit(text, pair.First) == HasDigit(Line.Text, pair.Second));

        static bool HasDigit(string line, (int Start, int Length) part) =>
            line.AsSpan(part.Start, part.Length).ContainsAnyInRange('0', '9');
    }
}
