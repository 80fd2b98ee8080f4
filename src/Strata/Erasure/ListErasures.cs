using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Erasure;

public sealed record ListErasures { }

[JsonSerializable(typeof(ListErasures))]
[JsonSerializable(typeof(IReadOnlyList<PartErasureReceipt>))]
internal sealed partial class ListErasuresShapes : JsonSerializerContext;

public static partial class ErasureModule
{
    public static readonly Operation<ListErasures, IReadOnlyList<PartErasureReceipt>> List = new Operation<
        PartErasure,
        ListErasures,
        IReadOnlyList<PartErasureReceipt>
    >("list_erasures", "The receipts of what was erased.", (erasure, _, context) => erasure.ListAsync(context.User, context.Cancellation))
    {
        Access = Access.Admin,
        Route = OperationRoute.Get("/erasures"),
        Examples = ["{}"],
        Shapes = () => ListErasuresShapes.Default,
    };
}

public partial record struct ErasureArea
{
    public Task<IReadOnlyList<PartErasureReceipt>> ListAsync(CancellationToken ct) =>
        Strata.InvokeAsync(ErasureModule.List, new(), progress: null, ct);
}
