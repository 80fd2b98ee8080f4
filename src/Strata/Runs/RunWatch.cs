using System.Runtime.CompilerServices;
using Strata.Database;
using Strata.Operations;

namespace Strata.Runs;

/// <summary>Reports the state of a run until it ends. Reads its row, so it works for runs of any process.</summary>
internal sealed class RunWatch(IDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Polls after which an unchanged state is sent again, as a keep-alive.</summary>
    private const int LooksBetween = 30;

    private readonly ConcurrencyLimit _turns = new("Watching runs", ofUser: 20, inAll: 500);

    /// <summary>Yields the current state, then each change, and finally the end state.</summary>
    /// <exception cref="StrataException">RUN_NOT_FOUND. RATE_LIMITED: the user watches too many runs.</exception>
    public async IAsyncEnumerable<IWatchedState> WatchAsync(UserId user, string runId, [EnumeratorCancellation] CancellationToken ct)
    {
        using var turn = _turns.Take(user);
        string? told = null;
        for (var looks = 0; ; looks++)
        {
            var state = await database.ReadAsync(user, connection => RunQueries.StateAsync(connection, runId), ct);
            if (state.Version != told || looks >= LooksBetween)
            {
                (told, looks) = (state.Version, 0);
                yield return state;
            }
            if (state.FinishedAt is not null)
            {
                yield break;
            }
            await Task.Delay(Every, time, ct);
        }
    }
}
