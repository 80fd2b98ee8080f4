namespace Strata.Rules.Text;

/// <summary>A named value in running text.</summary>
/// <param name="Label">As written.</param>
/// <param name="Folded">The label as schemas know it.</param>
/// <param name="Text">The source's text at <paramref name="Range"/>.</param>
/// <param name="Link">What ties the value to its label, strongest first.</param>
/// <param name="Leading">Whether only headings and labelled values precede it.</param>
/// <param name="LabelRange">Place of the label; empty if unknown.</param>
internal sealed record LabelledValue(
    string Label,
    string Folded,
    string Text,
    ByteRange Range,
    int Block,
    LabelLink Link,
    bool Leading,
    ByteRange LabelRange = default
);

internal enum LabelLink
{
    /// <summary>A colon.</summary>
    Colon,

    /// <summary>A known label before a wide gap, alone in the line.</summary>
    Gap,

    /// <summary>A known label before it in the line. The value must read as its field's kind.</summary>
    Beside,

    /// <summary>A known label that ends with a word such as "by", before a name: <c>Served by Imran</c>.</summary>
    Named,

    /// <summary>A known label in the line above. The value must read as its field's kind.</summary>
    Above,

    /// <summary>A known label before a date or sum within a sentence. The value must read as its field's kind.</summary>
    Within,

    /// <summary>A known label at the end of other text beside an amount. The other amounts must confirm it.</summary>
    Behind,
}
