using UglyToad.PdfPig.Content;

namespace Strata.PdfReader;

/// <summary>Direction in which a line of text runs, as seen.</summary>
internal enum WritingDirection
{
    Right,
    Left,
    Up,
    Down,
}

/// <summary>
/// A letter in the frame of its own text, in points: <c>Start</c> to <c>End</c> is the reading direction, <c>Base</c> grows from line to
/// line.
/// </summary>
/// <param name="Size">Type size.</param>
/// <param name="Ascent">From the baseline to the top of the box shared by all letters of its font.</param>
/// <param name="Descent">From the baseline to the bottom of that box.</param>
internal readonly record struct Glyph(
    string Text,
    WritingDirection Direction,
    double Start,
    double End,
    double Base,
    double Size,
    double Ascent,
    double Descent
)
{
    // poppler's values for fonts without usable ones.
    private const double DefaultAscent = 0.95;
    private const double DefaultDescent = 0.35;

    /// <summary>Longest page of a PDF (ISO 32000-1, annex C.2) and a margin, in points.</summary>
    private const double Farthest = 20_000;

    public bool IsSpace => string.IsNullOrWhiteSpace(Text);

    /// <summary>Null if the letter has no position or size.</summary>
    public static Glyph? Of(Letter letter)
    {
        var (start, end) = (letter.StartBaseLine, letter.EndBaseLine);
        var (across, up) = (end.X - start.X, end.Y - start.Y);
        var direction =
            across == 0 && up == 0 ? WritingDirection.Right
            : Math.Abs(across) >= Math.Abs(up)
                ? across > 0 ? WritingDirection.Right
                    : WritingDirection.Left
            : up > 0 ? WritingDirection.Up
            : WritingDirection.Down;
        var size = letter.PointSize > 0 ? letter.PointSize : letter.BoundingBox.Height;
        var (from, to, line) = direction switch
        {
            WritingDirection.Right => (start.X, end.X, -start.Y),
            WritingDirection.Left => (-start.X, -end.X, start.Y),
            WritingDirection.Up => (start.Y, end.Y, start.X),
            _ => (-start.Y, -end.Y, -start.X),
        };
        if (!(size > 0) || !IsNear(from) || !IsNear(to) || !IsNear(line) || !IsNear(size))
        {
            return null;
        }
        var (ascent, descent) = Heights(letter, direction, size);
        return new(letter.Value, direction, from, to, line, size, ascent, descent);
    }

    /// <summary>Returns the box of a stretch of text on a page of that height, from its upper left corner.</summary>
    public static Box BoxOf(WritingDirection direction, double from, double to, double top, double bottom, double height) =>
        direction switch
        {
            WritingDirection.Right => new(from, height + top, to, height + bottom),
            WritingDirection.Left => new(-to, height - bottom, -from, height - top),
            WritingDirection.Up => new(top, height - to, bottom, height - from),
            _ => new(-bottom, height + from, -top, height + to),
        };

    private static (double Ascent, double Descent) Heights(Letter letter, WritingDirection direction, double size)
    {
        var box = letter.GlyphRectangleLoose;
        var (ascent, descent) = (box.TopLeft.Y - letter.StartBaseLine.Y, letter.StartBaseLine.Y - box.BottomLeft.Y);
        return direction == WritingDirection.Right && ascent > 0.5 * size && ascent < 1.3 * size && descent > 0 && descent < 0.6 * size
            ? (ascent, descent)
            : (DefaultAscent * size, DefaultDescent * size);
    }

    private static bool IsNear(double place) => Math.Abs(place) < Farthest;
}

/// <summary>A box in points from the page's upper left corner.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public Box Moved(double right, double down) => new(Left + right, Top + down, Right + right, Bottom + down);
}
