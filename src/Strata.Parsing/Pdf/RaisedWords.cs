namespace Strata.Parsing.Pdf;

/// <summary>
/// Words above or below the line of the word that they stand right behind, by their boxes: smaller than it, and off its base line. poppler
/// gives them as words of their own, without saying that no space is between.
/// </summary>
internal static class RaisedWords
{
    /// <summary>
    /// The mark of <see cref="RaisedText"/>, or none. What OCR read has boxes of its letters, which tell nothing of a line.
    /// </summary>
    public static char Mark(in Word before, in Word word)
    {
        var height = before.Height;
        if (
            before.Confidence is not null
            || word.Confidence is not null
            || word.Height > 0.8 * height
            || !Touch(before, word)
            || word.Top >= before.Bottom
            || word.Bottom <= before.Top
        )
        {
            return default;
        }
        // A smaller word on the same base line ends a tenth of the height above the larger one at most.
        return word.Bottom < before.Bottom - (0.25 * height) ? RaisedText.Up
            : word.Bottom > before.Bottom + (0.05 * height) ? RaisedText.Down
            : default;
    }

    /// <summary>Whether there is no space between two words.</summary>
    public static bool Touch(in Word before, in Word word) =>
        Math.Abs(word.Left - before.Right) <= 0.08 * Math.Max(before.Height, word.Height);
}
