using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Ledger;
using Strata.Operations;
using Strata.Payments.Recurring;

namespace Strata.Payments;

public sealed record ListRecurring : PastRequest
{
    [Description("Only those whose name contains this.")]
    public string? Counterparty { get; init; }

    [Description("Also those that have ended.")]
    public bool IncludeEnded { get; init; }

    [Description("The caller's date: what is expected next depends on it. Default: today in UTC.")]
    public string? Today { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 200;
}

/// <param name="Incomplete">What was not looked at, or left out; null if nothing was.</param>
public sealed record RecurringList(IReadOnlyList<RecurringPayment> Items, string? Incomplete) : IPastAnswer<RecurringList>
{
    public ReadPoints? ReadAt { get; init; }

    RecurringList IPastAnswer<RecurringList>.At(ReadPoints? points) => this with { ReadAt = points };
}

public sealed record RecurringPayment
{
    public required string Counterparty { get; init; }
    public required RecurrencePeriod Period { get; init; }

    /// <summary>The last one; negative: money out.</summary>
    public required decimal Amount { get; init; }
    public string? Currency { get; init; }

    /// <summary>Whether amounts differ too often to tell changes; then the smallest and the largest are given.</summary>
    public bool Variable { get; init; }
    public decimal? Least { get; init; }
    public decimal? Most { get; init; }
    public required DateOnly Since { get; init; }
    public required DateOnly Last { get; init; }

    /// <summary>When the next is expected; null if it has ended.</summary>
    public DateOnly? Next { get; init; }
    public required IReadOnlyList<AmountChange> Changes { get; init; }

    /// <summary>When one was expected and did not come.</summary>
    public required IReadOnlyList<DateOnly> Missed { get; init; }
    public required int Count { get; init; }

    /// <summary>The payments, the latest first; at most 24.</summary>
    public required IReadOnlyList<string> EntityIds { get; init; }
}

[JsonSerializable(typeof(ListRecurring))]
[JsonSerializable(typeof(RecurringList))]
internal sealed partial class ListRecurringShapes : JsonSerializerContext;

public static partial class PaymentsModule
{
    public static readonly Operation<ListRecurring, RecurringList> Recurring = new Operation<
        RecurringPayments,
        ListRecurring,
        RecurringList
    >(
        "list_recurring",
        "Payments that recur: counterparty, period, amount, next date, changes of amount, missed ones.",
        (recurring, request, context) =>
            context.ReadAsync(request, (connection, point) => recurring.ListAsync(connection, request, point, context.Cancellation))
    )
    {
        Cost = Cost.Expensive,
        Route = OperationRoute.Get("/payments/recurring"),
        Tool = new() { Profile = ToolProfile.Admin },
        Examples = ["{}", """{"include_ended":true,"today":"2026-11-24"}"""],
        Shapes = () => ListRecurringShapes.Default,
    };
}

public partial record struct PaymentsArea
{
    public Task<RecurringList> ListRecurringAsync(ListRecurring request, CancellationToken ct) =>
        Strata.InvokeAsync(PaymentsModule.Recurring, request, progress: null, ct);
}
