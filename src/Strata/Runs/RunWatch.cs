using System.Runtime.CompilerServices;
using Strata.Database;

namespace Strata.Runs;

/// <summary>Tells how a run goes until it ends. Reads its row, so that it doesn't matter which process carries the run.</summary>
internal sealed class RunWatch(IDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Looks after which a state is told again though nothing has changed, so that the listener knows that we are here.</summary>
    private const int LooksBetween = 30;

    private readonly ConcurrencyLimit _turns = new("Watching runs", ofUser: 20, inAll: 500);

    /// <summary>Where it stands now, then whenever that has changed, at last how it ended.</summary>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND. RATE_LIMITED: the user watches too many already.</exception>
    public async IAsyncEnumerable<RunState> WatchAsync(UserId user, string runId, [EnumeratorCancellation] CancellationToken ct)
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
