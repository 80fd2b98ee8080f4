namespace Strata.Rules.Text;

/// <param name="Source">Null where no label names it.</param>
internal sealed record LabelledAmount(decimal Value, ByteRange Range, int Block, LabelledValue? Source)
{
    /// <summary>Rate before it, as for a tax; 0 if none.</summary>
    public decimal Rate { get; init; }
}
