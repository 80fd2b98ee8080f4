using Strata.Accounts;
using Strata.Operations;
using static Strata.OperationMeters;

namespace Strata;

/// <summary>The store as one user sees it: each operation is passed on to its service.</summary>
internal sealed class UserStore(StoreServices services, UserId user, string actor, bool isLocal, bool isOperator) : IStrata
{
    public Task<TResult> InvokeAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation,
        TRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
        where TRequest : notnull
        where TResult : notnull =>
        MeasureAsync(
            operation.Name,
            async () =>
            {
                if (operation.ForOperators && !isOperator)
                {
                    throw Operator.Refused();
                }
                using var turn = services.TurnOf(operation)?.Take(user);
                if (operation.Records)
                {
                    await RecordAsync(operation.Name, "{}");
                }
                return await operation.RunAsync(
                    request,
                    new OperationContext(services, services.Database, user, actor, progress, ct, RecordAsync, isLocal)
                );

                Task RecordAsync(string action, string detail) => services.RecordAsync(user, actor, action, detail, ct);
            }
        );
}
