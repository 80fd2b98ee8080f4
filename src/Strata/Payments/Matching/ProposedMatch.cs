using System.Text.Json.Serialization;

namespace Strata.Payments.Matching;

[JsonConverter(typeof(SnakeCaseEnum<MatchReason>))]
public enum MatchReason
{
    /// <summary>The payment's text has the invoice's number.</summary>
    Number,

    /// <summary>The amounts are equal.</summary>
    Amount,

    /// <summary>With other invoices the amounts add up to the payment.</summary>
    Sum,

    /// <summary>The payment is less than the total.</summary>
    Part,

    /// <summary>The payment went to, or came from, the party of the invoice.</summary>
    Party,

    /// <summary>The payment went to the account on the invoice.</summary>
    Iban,

    /// <summary>It was paid when the invoice was to be paid.</summary>
    Date,
}

/// <param name="Score">0 to 1, by which evidence there is.</param>
/// <param name="Days">Between payment and due date; what decides between equals.</param>
internal sealed record ProposedMatch(long PaymentNo, long InvoiceNo, double Score, int Days, IReadOnlyList<MatchReason> Reasons)
{
    public bool IsNamed => Reasons.Contains(MatchReason.Number);
}
