using System.Text.Json.Serialization;
using Strata.Payments.Matching;

namespace Strata.Payments;

[JsonConverter(typeof(SnakeCaseEnum<PaymentMatchState>))]
public enum PaymentMatchState
{
    Open,
    Confirmed,
    Dismissed,
}

/// <summary>Proposed matches by state.</summary>
[JsonConverter(typeof(SnakeCaseEnum<PaymentMatchFilter>))]
public enum PaymentMatchFilter
{
    Open,
    Confirmed,
    Dismissed,
    All,
}

/// <summary>A payment and an invoice that it may pay.</summary>
public sealed record PaymentMatchView
{
    public required string PaymentId { get; init; }
    public required string InvoiceId { get; init; }
    public string? PaymentTitle { get; init; }
    public string? InvoiceTitle { get; init; }
    public required PaymentMatchState State { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Score { get; init; }
    public required IReadOnlyList<MatchReason> Reasons { get; init; }

    /// <summary>As the payment has it: money out is negative.</summary>
    public decimal? Amount { get; init; }
    public string? Date { get; init; }
    public decimal? Total { get; init; }
    public string? DueDate { get; init; }
    public string? Number { get; init; }
    public string? Currency { get; init; }

    /// <summary>The decision that confirmed it, which <c>retract</c> takes.</summary>
    public string? RelationshipId { get; init; }
}

/// <param name="Proposed">Pairs that are open now.</param>
/// <param name="New">Of these, how many were not filed before.</param>
/// <param name="Withdrawn">Open pairs that no longer hold.</param>
/// <param name="Incomplete">What was left out, and why; null if nothing was.</param>
public sealed record PaymentMatchReport(long Payments, long Invoices, long Proposed, long New, long Withdrawn, string? Incomplete);
