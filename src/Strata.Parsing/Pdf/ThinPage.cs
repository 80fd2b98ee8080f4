namespace Strata.Parsing.Pdf;

/// <summary>A page with few words or none: if it has a picture, it may be a scan.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Words">Number of words, at most <see cref="MaxWords"/>.</param>
public readonly record struct ThinPage(int Number, int Words)
{
    /// <summary>Most words on a page that may still be a scan: a signature stamp, a fax header, a Bates number.</summary>
    public const int MaxWords = 40;
}
