namespace Strata.Rules.Text;

/// <summary>A value found in a text, where it stands.</summary>
internal readonly record struct FoundShape(string Raw, ByteRange Range, int Block);
