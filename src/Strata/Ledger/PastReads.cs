using Strata.Database;
using Strata.Operations;

namespace Strata.Ledger;

internal static class PastReads
{
    extension(OperationContext context)
    {
        /// <summary>Reads in one transaction at the point in the past that the request names.</summary>
        public Task<T> ReadAsync<T>(PastRequest request, Func<UserConnection, ReadPoint, Task<T>> read) =>
            context.ReadAsync(async connection =>
                await read(connection, await ReadPoint.AtAsync(connection, request.At, context.Service<LedgerServices>().Schemas))
            );
    }
}
