using System.Text.RegularExpressions;
using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>
/// Reads an invitation without labels: a line with only a day and times (<c>Saturday 13 June 2026, 14:30 to 17:00</c>), in the same
/// paragraph the event above it and the place below. Required: exactly one such line, with the day spelled out.
/// </summary>
internal sealed class InvitationLines(InterpretedText source)
{
    private const int MaxLine = 120;
    private const int MaxLines = 6;

    private static readonly Regex When = new(
        @"^(?<when>\p{L}[\p{L}’'-]*\.?,? ((the|den|le|il|el|dia|de|am) )?[\p{L}\d.,’' ]*\d{4},? (at |um |à |alle |a las |às |om |kl\.? |klo )?\d{1,2}([:.h]\d{2})?( ?[AaPp]\.?[Mm]\.?)?( Uhr)? ?(-|–|—|to|bis|à|until|a|alle|às|tot|do|till|til) ?\d{1,2}([:.h]\d{2})?( ?[AaPp]\.?[Mm]\.?)?( Uhr)?)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    private readonly List<LabelledValue> _values = [];
    private readonly List<(TextLine Line, bool Labelled)> _paragraph = [];
    private int _found;

    public IReadOnlyList<LabelledValue> Values => _found == 1 ? _values : [];

    /// <param name="labelled">Whether the line has labels or values of labels.</param>
    public void Add(in TextLine line, bool labelled)
    {
        if (_paragraph.Count > 0 && (_paragraph[0].Line.Block.Index != line.Block.Index || string.IsNullOrWhiteSpace(line.Text)))
        {
            Complete();
        }
        if (!string.IsNullOrWhiteSpace(line.Text) && _paragraph.Count <= MaxLines)
        {
            _paragraph.Add((line, labelled));
        }
    }

    /// <summary>Ends the paragraph.</summary>
    public void Complete()
    {
        for (var i = 0; i < _paragraph.Count && _paragraph.Count <= MaxLines && _found < 2; i++)
        {
            var (line, labelled) = _paragraph[i];
            var (start, length) = Segments.Trim(line.Text, 0, line.Text.Length);
            if (labelled || length > MaxLine || !When.IsMatch(line.Text.AsSpan(start, length)))
            {
                continue;
            }
            _found++;
            Add("start", line);
            if (i > 0 && IsPlain(_paragraph[i - 1]))
            {
                Add("title", _paragraph[i - 1].Line);
            }
            if (i + 1 < _paragraph.Count && IsPlain(_paragraph[i + 1]))
            {
                Add("location", _paragraph[i + 1].Line);
            }
        }
        _paragraph.Clear();
    }

    private static bool IsPlain((TextLine Line, bool Labelled) other) =>
        !other.Labelled
        && other.Line.Text.Trim() is { Length: > 2 and <= MaxLine } text
        && text[^1] is not ('.' or ':' or ',' or '!' or '?')
        && !text.Contains('@', StringComparison.Ordinal);

    private void Add(string field, in TextLine line)
    {
        var (start, length) = Segments.Trim(line.Text, 0, line.Text.Length);
        var (raw, range) = source.Part(line.Text, line.Range, start, length);
        _values.Add(new(field, field, raw, range, line.Block.Index, LabelLink.Gap, Leading: true));
    }
}
