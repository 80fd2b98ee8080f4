using System.Text.RegularExpressions;
using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>A line that ends with an amount and has no known label.</summary>
/// <param name="Text">Text before the amount.</param>
internal sealed record AmountRow(string Text, string Amount, ByteRange Range, int Block);

/// <summary>A line of a tax table below the sum: a rate, and at least three amounts.</summary>
internal sealed record RateRow(string Rate, IReadOnlyList<(string Text, ByteRange Range)> Amounts, int Block);

/// <summary>Collects lines that end with an amount, if nothing else is known about them.</summary>
internal sealed class AmountRows(InterpretedText source)
{
    private const int MaxRows = 300;

    /// <summary>Only the last ones: such tables are below the line items.</summary>
    private const int MaxRates = 20;
    private const int MinAmounts = 3;

    private static readonly Regex Rate = new(
        @"(^|\s)(?<rate>\d{1,2}([.,]\d{1,3})?)\s?%",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    private static readonly Regex Bare = new(
        @"^[1-9]\d?([.,]\d{1,2})?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    // Amounts with two decimals so close together that they are one cell.
    private static readonly Regex Hundredths = new(
        @"[1-9]\d{0,2}([ .,'’\u00a0\u202f]\d{3})*[.,]\d{2}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    private static readonly Regex Several = new(
        $"^{Hundredths}(\\s{Hundredths})+$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    private readonly List<AmountRow> _rows = [];
    private readonly List<RateRow> _rates = [];
    private readonly List<RateRow> _sums = [];

    public IReadOnlyList<AmountRow> Rows => _rows;

    public IReadOnlyList<RateRow> Rates => _rates;

    /// <summary>The last lines with several amounts, whatever is before them.</summary>
    public IReadOnlyList<RateRow> Sums => _sums;

    /// <param name="labelled">Whether the line has labels or values of labels.</param>
    public void Add(in TextLine line, bool labelled)
    {
        AddRate(line);
        if (labelled || _rows.Count == MaxRows || !line.Text.AsSpan().ContainsAnyInRange('0', '9'))
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
            _rows.Add(new(line.Text[..start].Trim(), raw, range, line.Block.Index));
        }
    }

    private void AddRate(in TextLine line)
    {
        if (!line.Text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return;
        }
        var (amounts, bare) = (new List<(string Text, ByteRange Range)>(), new List<string>());
        foreach (var (start, length) in Segments.Of(line, Segments.CellGap))
        {
            var text = line.Text.AsSpan(start, length);
            if (Several.IsMatch(text))
            {
                foreach (var match in Hundredths.EnumerateMatches(text))
                {
                    amounts.Add(source.Part(line.Text, line.Range, start + match.Index, match.Length));
                }
            }
            else if (Amounts.IsOne(text) && !text.Contains('%'))
            {
                amounts.Add(source.Part(line.Text, line.Range, start, length));
                bare.AddRange(Bare.IsMatch(text) ? [amounts[^1].Text] : []);
            }
        }
        if (amounts.Count > 1)
        {
            _sums.RemoveRange(0, _sums.Count == MaxRates ? 1 : 0);
            _sums.Add(new("", amounts, line.Block.Index));
        }
        // Under "VAT %" the figure stands alone; arithmetic tells it from a quantity.
        foreach (var rate in Rate.Match(line.Text) is { Success: true } sign ? [sign.Groups["rate"].Value] : bare)
        {
            if (amounts.Count >= MinAmounts)
            {
                _rates.RemoveRange(0, _rates.Count == MaxRates ? 1 : 0);
                _rates.Add(new(rate, amounts, line.Block.Index));
            }
        }
    }
}
