using Strata.Operations;

namespace Strata.Payments;

/// <summary>Which payments pay which invoices, what is paid again and again, and what is due.</summary>
public static partial class PaymentsModule
{
    internal static readonly Type[] Jobs = [typeof(PaymentsJob)];

    internal static readonly StoredTable[] Tables =
    [
        new(
            48,
            "payment_matches",
            "payment_no, invoice_no",
            "payment_no integer, invoice_no integer, seq integer, state text, score real, evidence text"
        )
        {
            Since = 32,
        },
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="PaymentsModule"/>
        public PaymentsArea Payments => new(strata);
    }
}

/// <inheritdoc cref="PaymentsModule"/>
public readonly partial record struct PaymentsArea(IStrata Strata);
