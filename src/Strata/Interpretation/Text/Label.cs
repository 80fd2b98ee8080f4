namespace Strata.Interpretation.Text;

/// <summary>A label whose value is still to come.</summary>
/// <param name="Text">As written.</param>
/// <param name="Folded">As schemas know it.</param>
/// <param name="Column">Of the cell that it stands alone in; -1 outside tables.</param>
internal readonly record struct Label(string Text, string Folded, LabelLink Link, int Column = -1);
