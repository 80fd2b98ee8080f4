namespace Strata.Parsing;

/// <summary>
/// A position in an original whose bytes are not its text: in a part of a container, on a page, in a sheet. Properties that don't apply are
/// null.
/// </summary>
public sealed record Place
{
    /// <summary>The member of a container: <c>word/document.xml</c>, a path inside a ZIP, the MIME part <c>1.2</c>.</summary>
    public string? Part { get; init; }

    /// <summary>
    /// The element inside the part, as a path with 1-based positions among siblings of the same name: <c>/w:document/w:body/w:p[3]</c>.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>The bytes inside the part, before decoding.</summary>
    public ByteRange? Bytes { get; init; }

    /// <summary>1-based page or slide.</summary>
    public int? Page { get; init; }
    public PageBox? Box { get; init; }

    /// <summary>Name of the worksheet.</summary>
    public string? Sheet { get; init; }

    /// <summary>The cell or range in A1 notation: <c>B7</c>, <c>A2:F2</c>.</summary>
    public string? Cells { get; init; }
}

/// <summary>A box on a page, in points (1/72 inch) from the page's upper left corner, with the page's size.</summary>
public readonly record struct PageBox(double Left, double Top, double Width, double Height, double PageWidth, double PageHeight)
{
    public double Right => Left + Width;
    public double Bottom => Top + Height;

    /// <summary>Returns the smallest box around both; they must be on the same page.</summary>
    public PageBox Around(PageBox other)
    {
        var (left, top) = (Math.Min(Left, other.Left), Math.Min(Top, other.Top));
        return new(left, top, Math.Max(Right, other.Right) - left, Math.Max(Bottom, other.Bottom) - top, PageWidth, PageHeight);
    }
}

/// <summary>A range of the document's text and its place in the original. A span of length 0 quotes nothing.</summary>
public readonly record struct PlacedSpan(ByteRange Range, Place Place);
