namespace Strata.Parsing.Pdf;

/// <summary>A page with few words or none: if it has a picture, it may be a scan.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Words">Number of words, at most <see cref="ScannedPage.MaxWords"/>.</param>
public readonly record struct ThinPage(int Number, int Words);
