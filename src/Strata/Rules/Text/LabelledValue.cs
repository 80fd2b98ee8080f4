namespace Strata.Rules.Text;

/// <summary>A value that running text gives a name to.</summary>
/// <param name="Label">As written.</param>
/// <param name="Folded">The label as schemas know it.</param>
/// <param name="Text">The source's text at <paramref name="Range"/>.</param>
/// <param name="Link">What ties the value to its label, strongest first.</param>
/// <param name="Leading">Whether nothing but headings and labelled values stands before it.</param>
/// <param name="LabelRange">Where the label stands; of no length where it is not known.</param>
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

    /// <summary>A known label before a wide gap, and nothing else in the line.</summary>
    Gap,

    /// <summary>A known label before it in the line. Only a value that reads as its field's kind is one.</summary>
    Beside,

    /// <summary>A known label that ends with a word like "by", before a name: <c>Served by Imran</c>.</summary>
    Named,

    /// <summary>A known label in the line above. Only a value that reads as its field's kind is one.</summary>
    Above,

    /// <summary>A known label before a date or a sum within a sentence. Only a value that reads as its field's kind is one.</summary>
    Within,

    /// <summary>A known label at the end of other text beside an amount. Only what the other amounts confirm is one.</summary>
    Behind,
}
