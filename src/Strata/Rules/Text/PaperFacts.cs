using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>What a text says beside its values, for checking and weighing these.</summary>
/// <param name="Sums">Whether line items and totals add up.</param>
/// <param name="Amounts">Amounts outside of line items.</param>
/// <param name="OfRecipient">Fields whose value stands in the recipient's part of the paper.</param>
/// <param name="IsLabel">Whether a value is what labels something, by its words or its place.</param>
internal sealed record PaperFacts(
    SumCheck Sums,
    IReadOnlyList<decimal> Amounts,
    IReadOnlySet<string> OfRecipient,
    Func<FoundField, bool> IsLabel
)
{
    /// <summary>How each field was found.</summary>
    public required IReadOnlyDictionary<string, ValueOrigin> Origins { get; init; }

    /// <summary>The type that was chosen, and what others scored.</summary>
    public required SchemaChoice Choice { get; init; }

    /// <summary>Labelled values of declared fields that did not read.</summary>
    public required int Misfits { get; init; }

    /// <summary>What labels the paper's types and fields know, folded.</summary>
    public required IReadOnlySet<string> Labels { get; init; }

    /// <summary>From the first block to the last.</summary>
    public required ByteRange Whole { get; init; }

    /// <summary>The source's text at <see cref="Whole"/>, or its beginning if it is long.</summary>
    public required string Text { get; init; }
}
