using System.Text.Json.Serialization;

namespace Strata.Settlement;

[JsonConverter(typeof(SnakeCaseEnum<SettlementState>))]
public enum SettlementState
{
    Open,
    PartlyPaid,
    Paid,
}

/// <summary>Why a payment counts.</summary>
[JsonConverter(typeof(SnakeCaseEnum<SettlementBasis>))]
public enum SettlementBasis
{
    /// <summary>A person related the two.</summary>
    Confirmed,

    /// <summary>The payment names the invoice's number and has its amount. Nobody has confirmed it.</summary>
    NumberAndAmount,
}

/// <summary>How far an invoice is paid. Computed on each read from what payments say; never stored.</summary>
public sealed record SettlementView
{
    public required SettlementState State { get; init; }

    /// <summary>Sum of <see cref="Payments"/>.</summary>
    public required decimal Paid { get; init; }

    /// <summary>What is left of the total.</summary>
    public required decimal Open { get; init; }
    public string? Currency { get; init; }
    public required IReadOnlyList<SettlingPayment> Payments { get; init; }

    /// <summary>What the invoice itself says, if it says that it is paid though no payment is known.</summary>
    public string? Stated { get; init; }
}

/// <param name="Amount">The part of the payment that counts for this invoice.</param>
/// <param name="RelationshipId">The confirming decision, which <c>retract</c> takes; null for a match that nobody confirmed.</param>
public sealed record SettlingPayment(string EntityId, string? Date, decimal Amount, SettlementBasis Basis, string? RelationshipId);
