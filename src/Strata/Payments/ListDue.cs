using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Payments;

public sealed record ListDue
{
    [Description("Due by then.")]
    public string? Until { get; init; }

    public bool Overdue { get; init; }

    [Description("The user's date; default: UTC.")]
    public string? Today { get; init; }

    [Range(1, 1000)]
    public int Limit { get; set; } = 100;
}

[JsonConverter(typeof(SnakeCaseEnum<DueKind>))]
public enum DueKind
{
    Invoice,

    /// <summary>The last day to give notice of a contract.</summary>
    Notice,
    Task,
}

/// <param name="Today">The date that it was computed for.</param>
/// <param name="Incomplete">What was left out; null if nothing was.</param>
public sealed record DueList(IReadOnlyList<DueItem> Items, DateOnly Today, string? Incomplete);

public sealed record DueItem
{
    public required DateOnly Date { get; init; }

    /// <summary>Days until then; negative if it is overdue.</summary>
    public required int Days { get; init; }
    public required DueKind Kind { get; init; }
    public required string EntityId { get; init; }
    public required string EntityType { get; init; }
    public string? Title { get; init; }

    /// <summary>What is left to pay of an invoice, or the amount of a contract.</summary>
    public decimal? Amount { get; init; }
    public string? Currency { get; init; }
    public required string Why { get; init; }
}

[JsonSerializable(typeof(ListDue))]
[JsonSerializable(typeof(DueList))]
internal sealed partial class ListDueShapes : JsonSerializerContext;

public static partial class PaymentsModule
{
    public static readonly Operation<ListDue, DueList> Due = new Operation<DueDates, ListDue, DueList>(
        "list_due",
        "What is due: invoices that are not paid, last days to give notice, tasks that are not done; overdue ones first.",
        (due, request, context) => context.ReadAsync(connection => due.ListAsync(connection, request, context.Cancellation))
    )
    {
        Cost = Cost.Expensive,
        Route = OperationRoute.Get("/due"),
        Tool = new()
        {
            Description = "What is due: open invoices, contracts' notice dates, tasks; overdue first.",
            Shows = ["items", "incomplete"],
        },
        Examples = ["{}", """{"until":"2026-12-31","today":"2026-11-24"}""", """{"overdue":true}"""],
        Shapes = () => ListDueShapes.Default,
    };
}

public partial record struct PaymentsArea
{
    public Task<DueList> ListDueAsync(ListDue request, CancellationToken ct) =>
        Strata.InvokeAsync(PaymentsModule.Due, request, progress: null, ct);
}
