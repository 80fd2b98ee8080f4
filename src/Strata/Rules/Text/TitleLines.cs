using System.Text.RegularExpressions;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Lines that may be only a paper's name, also below a letterhead: <c>Sales Invoice</c>, <c>RECHNUNG Nr. 26-031</c>.</summary>
internal sealed class TitleLines
{
    /// <summary>Number of lines from the top: further down such a word means something else.</summary>
    private const int MaxLines = 30;
    private const int MaxLine = 200;
    private const int MaxWords = 5;

    private static readonly Regex NumberWord = new(
        @"^(n|n\.?[º°o]\.?|nr|no|núm|num|br|št|č|číslo|number|nummer|№|#)[.:]?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    private readonly HashSet<string> _folded = new(StringComparer.Ordinal);
    private int _lines;

    /// <summary>Folded names without the number after them.</summary>
    public IReadOnlySet<string> Folded => _folded;

    /// <param name="labelled">Whether the line has labels or values of labels.</param>
    public void Add(in TextLine line, bool labelled)
    {
        if (
            _lines++ >= MaxLines
            || line.Block.Type is BlockType.TableRow or BlockType.Table
            || line.Text.Length > MaxLine
            || (labelled && line.Block.Type != BlockType.Heading && line.Text.Contains(':', StringComparison.Ordinal))
        )
        {
            return;
        }
        // Its number and day may stand behind it: "Ricevuta fiscale n. 771 del 19/08/2026".
        var segments = Segments.Of(line);
        foreach (var (start, length) in segments.Count > (labelled && line.Block.Type != BlockType.Heading ? 1 : 2) ? [] : segments)
        {
            var words = line.Text.Substring(start, length).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var end = Array.FindIndex(words, word => word.Any(char.IsDigit) || NumberWord.IsMatch(word));
            _folded.Add(FieldNames.Fold(string.Concat(words.Take(end < 0 ? words.Length : end).Take(MaxWords))));
        }
    }
}
