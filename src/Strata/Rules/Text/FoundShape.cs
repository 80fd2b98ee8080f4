namespace Strata.Rules.Text;

/// <summary>A value found in a text, with its place.</summary>
internal readonly record struct FoundShape(string Raw, ByteRange Range, int Block);
