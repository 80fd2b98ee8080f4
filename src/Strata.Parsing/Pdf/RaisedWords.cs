namespace Strata.Parsing.Pdf;

/// <summary>
/// Finds superscripts and subscripts by their boxes: smaller than the word that they directly follow, and off its baseline. poppler returns
/// them as separate words, without saying that there is no space between.
/// </summary>
internal static class RaisedWords
{
    /// <summary>
    /// Returns the mark of <see cref="RaisedText"/>, or none. OCR boxes fit the letters, and tell nothing about the baseline.
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
        // On the same baseline, a smaller word ends at most a tenth of the height above the larger one.
        return word.Bottom < before.Bottom - (0.25 * height) ? RaisedText.Up
            : word.Bottom > before.Bottom + (0.05 * height) ? RaisedText.Down
            : default;
    }

    /// <summary>Whether two words have no space between them.</summary>
    public static bool Touch(in Word before, in Word word) =>
        Math.Abs(word.Left - before.Right) <= 0.08 * Math.Max(before.Height, word.Height);
}
