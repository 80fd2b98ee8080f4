using Strata.Parsing;

namespace Strata.Interpretation.Text;

/// <summary>A line that ends with an amount and has no label that schemas know.</summary>
/// <param name="Text">What stands before the amount.</param>
internal sealed record AmountRow(string Text, string Amount, ByteRange Range, int Block);

/// <summary>The lines of a text that end with an amount, as far as nothing else is known of them.</summary>
internal sealed class AmountRows(SourceText source)
{
    private const int MaxRows = 300;

    private readonly List<AmountRow> rows = [];

    public IReadOnlyList<AmountRow> Rows => rows;

    /// <param name="labelled">Whether the line holds labels or values of labels.</param>
    public void Add(in TextLine line, bool labelled)
    {
        if (labelled || rows.Count == MaxRows || !line.Text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return;
        }

        var segments = Segments.Of(line);
        var (start, length) = segments.Count == 0 ? default : segments[^1];
        if (length == 0 || segments.Count == 1 || !Amounts.IsOne(line.Text.AsSpan(start, length)))
        {
            start = Amounts.StartAtEnd(line.Text);
            length = start < 0 ? 0 : Amounts.Length(line.Text.AsSpan(start).TrimEnd());
        }

        if (length > 0)
        {
            var (raw, range) = source.Part(line.Text, line.Range, start, length);
            rows.Add(new(line.Text[..start].Trim(), raw, range, line.Block.Index));
        }
    }
}
