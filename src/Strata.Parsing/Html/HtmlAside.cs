namespace Strata.Parsing.Html;

/// <summary>What stands inside of a text and is no part of what that says: hidden from its readers, or struck out.</summary>
internal sealed record HtmlAside(HtmlRun Run, bool IsStruck);
