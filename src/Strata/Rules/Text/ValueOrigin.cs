namespace Strata.Rules.Text;

/// <summary>How a value of a text was found.</summary>
/// <param name="Link">What ties it to its label; null if it has none.</param>
/// <param name="Rivals">Other values that labels gave the same field.</param>
internal readonly record struct ValueOrigin(LabelLink? Link, int Rivals);
