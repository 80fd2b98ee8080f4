using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>
/// Raw confidence of a value that an answer states about a block, 0..1: what calibration starts from. The product of how its quote is
/// aligned, how the block's text came about, whether a reader of the field's type reads the quote as the same value, and whether the answer
/// contradicts itself.
/// </summary>
/// <param name="agrees">Whether the rules read a field's quote as the given JSON; null if they read nothing of it.</param>
internal sealed class AnnotationConfidence(Func<SchemaField, string, string, bool?> agrees)
{
    private const double Certain = 0.9;
    private const double Uncertain = 0.6;
    private const double NotShown = 0.5;
    private const double Contradicted = 0.5;

    /// <summary>Of a value without a quote.</summary>
    public static double OfUnquoted(SchemaField field, Block block) =>
        (field.Evidence == FieldEvidenceRule.None ? Certain : Uncertain) * OfText(block);

    /// <param name="isRepeated">Whether the quote stands in its block more than once, so that its place is a guess.</param>
    public double OfQuoted(SchemaField field, Block block, string json, string quote, bool isRepeated) =>
        (isRepeated ? Uncertain : Certain) * OfText(block) * (agrees(field, quote, json) == false ? Contradicted : 1);

    /// <summary>Of a value beside which the answer states another of the same field and block.</summary>
    public static double? InConflict(double? confidence) => confidence * Contradicted;

    // OCR states how sure it is of its words. Who reads the original doesn't see what is hidden, or sees it struck out.
    private static double OfText(Block block) =>
        block.Traits is not { } traits
            ? 1
            : Math.Clamp(traits.Confidence ?? 1, 0, 1) * (traits.Hidden == true || traits.IsStruckOut ? NotShown : 1);
}
