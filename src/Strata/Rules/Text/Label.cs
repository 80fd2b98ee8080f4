namespace Strata.Rules.Text;

/// <summary>A label that waits for its value.</summary>
/// <param name="Text">As written.</param>
/// <param name="Folded">As schemas know it.</param>
/// <param name="Range">Its place.</param>
/// <param name="Column">Column of its own cell; -1 outside of tables.</param>
/// <param name="Offset">Its position in the line, in characters.</param>
/// <param name="Block">That it stands in.</param>
internal readonly record struct Label(
    string Text,
    string Folded,
    LabelLink Link,
    ByteRange Range = default,
    int Column = -1,
    int Offset = 0,
    int Block = 0
)
{
    /// <summary>Returns the label for a value in a line below; a colon is stronger evidence than position.</summary>
    public Label Below() => Link == LabelLink.Colon ? this : this with { Link = LabelLink.Above };

    /// <summary>Whether labels fill all cells of a row but the first: names over values beside an address.</summary>
    /// <param name="columns">Columns of the row's cells; null outside of tables.</param>
    public static bool AreBeside(List<Label> labels, int[]? columns) =>
        labels.Count > 1
        && columns is not null
        && labels.Count == columns.Length - 1
        && labels.TrueForAll(label => label.Link != LabelLink.Colon && Array.IndexOf(columns, label.Column) > 0);
}
