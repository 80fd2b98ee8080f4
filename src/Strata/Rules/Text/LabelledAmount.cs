namespace Strata.Rules.Text;

/// <param name="Source">Null where no label names it.</param>
internal sealed record LabelledAmount(decimal Value, ByteRange Range, int Block, LabelledValue? Source)
{
    /// <summary>The rate that stands before it, as a tax has it; 0 where there is none.</summary>
    public decimal Rate { get; init; }
}
