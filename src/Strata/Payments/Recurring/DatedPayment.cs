namespace Strata.Payments.Recurring;

/// <summary>A payment as recurrences are told from.</summary>
/// <param name="Party">What groups the payments of one counterparty.</param>
internal sealed record DatedPayment(string EntityId, DateOnly Date, decimal Amount, string? Currency, string Party, string Name);
