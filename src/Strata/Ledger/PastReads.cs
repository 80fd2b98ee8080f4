using Strata.Database;
using Strata.Operations;

namespace Strata.Ledger;

internal static class PastReads
{
    extension(OperationContext context)
    {
        /// <summary>Reads in one transaction at the point in the past that the request names; the answer says which that was.</summary>
        public Task<T> ReadAsync<T>(PastRequest request, Func<UserConnection, ReadPoint, Task<T>> read)
            where T : IPastAnswer<T> =>
            context.ReadAsync(async connection =>
            {
                var head = connection.Ask<long>("select seq from ledger_heads where user_id = @user");
                var point = await ReadPoint.AtAsync(connection, request.At, context.Service<LedgerServices>().Schemas);
                var answer = await read(connection, point);
                var known = Math.Min(point.Seq, (await head.RowsAsync())[0]);
                return answer.At(new ReadPoints(known, point.ObservedBy == long.MaxValue ? null : UnixTime.Time(point.ObservedBy)));
            });
    }
}
