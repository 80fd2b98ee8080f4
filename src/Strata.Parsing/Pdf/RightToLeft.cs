using System.Text;

namespace Strata.Parsing.Pdf;

/// <summary>
/// Hebrew, Arabic and what else is written to the left, as it is read: poppler gives the letters of each word and the words of each line from
/// left to right, as they are drawn. This undoes what the bidirectional algorithm (Unicode, annex 9) did for one level of text in the other direction.
/// </summary>
internal static class RightToLeft
{
    /// <summary>The word's letters in the order in which they are read; numbers in it stay as they are.</summary>
    public static string Logical(string word)
    {
        if (!Has(word))
        {
            return word;
        }

        var pieces = Pieces(word);
        pieces.Reverse();
        var text = new StringBuilder(word.Length);
        foreach (var piece in pieces)
        {
            text.Append(piece);
        }

        return text.ToString();
    }

    /// <summary>The words of a line, or of the lines of a cell, in the order in which they are read.</summary>
    public static IReadOnlyList<Word> Ordered(List<Word> words)
    {
        if (!words.Exists(word => word.Confidence is null && Has(word.Text)))
        {
            return words;
        }

        var ordered = new List<Word>(words.Count);
        for (int start = 0, end; start < words.Count; start = end)
        {
            end = start + 1;
            while (end < words.Count && Math.Abs(words[end].Middle - words[start].Middle) < words[start].Height / 2)
            {
                end++;
            }

            ordered.AddRange(Line([.. words[start..end].OrderBy(word => word.Left)]));
        }

        return ordered;
    }

    private static List<Word> Line(List<Word> line)
    {
        var (toLeft, toRight) = (line.Sum(word => word.Text.Count(IsToLeft)), line.Sum(word => word.Text.Count(IsToRight)));
        if (toLeft <= toRight)
        {
            Turn(line, word => Has(word.Text), word => word.Text.Any(IsToRight));
            return line;
        }

        line.Reverse();
        Turn(line, word => word.Text.Any(IsToRight), word => Has(word.Text));
        return line;
    }

    /// <summary>Turns each run of words in the other direction, with the numbers and signs between them.</summary>
    private static void Turn(List<Word> line, Predicate<Word> isOther, Predicate<Word> endsRun)
    {
        for (var start = 0; start < line.Count; start++)
        {
            if (!isOther(line[start]))
            {
                continue;
            }

            var last = start;
            for (var i = start + 1; i < line.Count && !endsRun(line[i]); i++)
            {
                last = isOther(line[i]) ? i : last;
            }

            line.Reverse(start, last - start + 1);
            start = last;
        }
    }

    /// <summary>Letters and the marks over them, which are drawn before their letter, by themselves; numbers and words of other scripts whole.</summary>
    private static List<string> Pieces(string word)
    {
        var pieces = new List<string>();
        for (var i = 0; i < word.Length;)
        {
            var end = i + 1;
            if (IsKept(word[i]))
            {
                while (end < word.Length && (IsKept(word[end]) || (word[end] is '.' or ',' or ':' or '/' && end + 1 < word.Length && IsKept(word[end + 1]))))
                {
                    end++;
                }
            }
            else if (char.IsHighSurrogate(word[i]) && end < word.Length)
            {
                end++;
            }

            pieces.Add(word[i..end]);
            i = end;
        }

        return pieces;
    }

    private static bool Has(string text) => text.AsSpan().ContainsAnyInRange('\u0590', '\u08FF') || text.AsSpan().ContainsAnyInRange('\uFB1D', '\uFDFF') || text.AsSpan().ContainsAnyInRange('\uFE70', '\uFEFF');

    private static bool IsToLeft(char c) => c is ((>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFF')) && !char.IsDigit(c);

    private static bool IsToRight(char c) => char.IsLetter(c) && !IsToLeft(c);

    private static bool IsKept(char c) => char.IsDigit(c) || IsToRight(c);
}
