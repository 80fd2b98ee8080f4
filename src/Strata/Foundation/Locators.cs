namespace Strata.Foundation;

public sealed record ByteLocator(long Start, long Length);

/// <summary>A place in a source whose bytes are not its text. Inapplicable parts are absent.</summary>
public sealed record PlaceView
{
    /// <summary>The member of a container: <c>word/document.xml</c>, the MIME part <c>1.2</c>.</summary>
    public string? Part { get; init; }

    /// <summary>The element inside the part.</summary>
    public string? Path { get; init; }

    /// <summary>Bytes inside the part.</summary>
    public ByteLocator? Bytes { get; init; }

    /// <summary>Page or slide, from 1.</summary>
    public int? Page { get; init; }
    public BoxView? Box { get; init; }
    public string? Sheet { get; init; }

    /// <summary>A cell or a range of them: <c>B7</c>, <c>A2:F2</c>.</summary>
    public string? Cells { get; init; }
}

/// <summary>A box on a page, in points (1/72 inch) from the page's upper left corner, and the size of the page.</summary>
public sealed record BoxView(double Left, double Top, double Width, double Height, double PageWidth, double PageHeight);
