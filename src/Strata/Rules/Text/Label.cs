namespace Strata.Rules.Text;

/// <summary>A label whose value is still to come.</summary>
/// <param name="Text">As written.</param>
/// <param name="Folded">As schemas know it.</param>
/// <param name="Range">Where it stands.</param>
/// <param name="Column">Of the cell that it stands alone in; -1 outside tables.</param>
/// <param name="Offset">Where in its line it begins, in characters.</param>
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
    /// <summary>The same with its value in a line below; a colon says more than the place.</summary>
    public Label Below() => Link == LabelLink.Colon ? this : this with { Link = LabelLink.Above };

    /// <summary>Whether labels stand in all cells of a row but the first: in a head, names over values beside an address.</summary>
    /// <param name="columns">Those of the row's cells; null where it is none of a table.</param>
    public static bool AreBeside(List<Label> labels, int[]? columns) =>
        labels.Count > 1
        && columns is not null
        && labels.Count == columns.Length - 1
        && labels.TrueForAll(label => label.Link != LabelLink.Colon && Array.IndexOf(columns, label.Column) > 0);
}
