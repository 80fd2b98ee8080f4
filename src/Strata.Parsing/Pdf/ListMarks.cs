using System.Text.RegularExpressions;

namespace Strata.Parsing.Pdf;

/// <summary>Bullets and numbers at the start of list items.</summary>
internal static partial class ListMarks
{
    private const string Bullets = "•◦▪▫‣⁃∙●○■□–—*·o";

    /// <summary>Largest gap between a mark and its text, in line heights.</summary>
    private const double MaxGap = 3;

    /// <summary>Whether a word alone is a mark. A dash or an "o" is one only when set apart, which the caller checks.</summary>
    public static bool IsMark(string word) => IsBullet(word) || Numbered().IsMatch(word);

    /// <summary>Whether a word is a bullet, in symbol fonts a private-use character.</summary>
    public static bool IsBullet(string word) =>
        word.Length == 1 && (Bullets.Contains(word[0], StringComparison.Ordinal) || word[0] is >= '\uE000' and <= '\uF8FF');

    /// <summary>Moves marks that the page sets as lines of their own to the lines beside them.</summary>
    public static void Attach(PageLayout page, Func<LayoutLine, bool> isText, ComparisonBudget effort)
    {
        var marks = page.Lines.Where(line => line.Words.Count == 1 && isText(line) && IsMark(line.Words[0].Text)).ToList();
        if (marks.Count == 0)
        {
            return;
        }
        var texts = page.Lines.Where(isText).Except(marks).ToList();
        if (!effort.Spend(ComparisonBudget.Look * (long)marks.Count * texts.Count))
        {
            return;
        }
        foreach (var mark in marks)
        {
            var owner = texts
                .Where(line =>
                    line.Mark is null
                    && line.Left > mark.Left
                    && line.Left - mark.Right < MaxGap * line.Height
                    && Math.Abs(line.Middle - mark.Middle) < line.Height / 2
                )
                .MinBy(line => line.Left);
            if (owner is not null && (IsBullet(mark.Words[0].Text) || !char.IsDigit(owner.Words[0].Text[0])))
            {
                owner.MarkWord = mark.Words[0];
                mark.Words.Clear();
            }
        }
        foreach (var block in page.Blocks)
        {
            block.Lines.RemoveAll(line => line.Words.Count == 0);
        }
        page.Blocks.RemoveAll(block => block.Lines.Count == 0);
    }

    /// <summary>Returns a line's mark, and takes it off the words if it is the first of them.</summary>
    public static string? Take(LayoutLine line)
    {
        if (line.Mark is null && line.Words.Count > 1 && IsMark(line.Words[0].Text))
        {
            line.MarkWord = line.Words[0];
            line.Words.RemoveAt(0);
        }
        return line.Mark;
    }

    /// <summary>Restores a line's mark as its first word: it is part of the text.</summary>
    public static void GiveBack(LayoutLine line)
    {
        if (line.MarkWord is { } mark)
        {
            line.Words.Insert(0, mark);
            line.MarkWord = null;
        }
    }

    /// <summary>Returns an item's number; null for bullets and letters.</summary>
    public static int? NumberOf(string mark) =>
        int.TryParse(mark.AsSpan().Trim("(.)"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();
}
