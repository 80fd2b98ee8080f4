using System.Runtime.CompilerServices;
using Strata.Database;
using Strata.Operations;
using Strata.Uploads;

namespace Strata.Events;

/// <summary>
/// Reports what changes of a user (docs/adr/0060-events.md). Reads rows, so it tells of the work of any process. It reads only when the
/// caller asks for the next event: one that is slow is told less often, and then the state as it is.
/// </summary>
internal sealed class EventWatch(IDatabase database, UploadService uploads, TimeProvider time)
{
    private readonly ConcurrencyLimit _turns = new("Streams of events", EventLimits.StreamsOfUser, EventLimits.Streams);

    /// <exception cref="StrataException">RATE_LIMITED: the user has too many streams. INVALID_CONTENT: no such position.</exception>
    public async IAsyncEnumerable<IWatchedState> WatchAsync(UserId user, WatchEvents request, [EnumeratorCancellation] CancellationToken ct)
    {
        if (request.Seconds is < 0 or > EventLimits.MaxSeconds)
        {
            throw OperationField.Refused("seconds", $"must be from 0 to {EventLimits.MaxSeconds}.");
        }
        using var turn = _turns.Take(user);
        var started = time.GetTimestamp();
        var (changed, told) = (started, started);
        var changes = new UserChanges(
            request.After is { } after ? EventPosition.Parse(after) : null,
            since => uploads.Recent(user, UnixTime.Time(since))
        );
        for (var isFirst = true; ; isFirst = false)
        {
            var now = UnixTime.Microseconds(time.GetUtcNow());
            var events = await database.ReadAsync(user, connection => changes.NextAsync(connection, now), ct);
            foreach (var one in events)
            {
                yield return one;
                changed = told = time.GetTimestamp();
            }
            if (events.Count == 0 && (isFirst || time.GetElapsedTime(told) >= EventLimits.Quiet))
            {
                yield return new QuietEvent { Version = changes.Position.ToString() };
                told = time.GetTimestamp();
            }
            if (time.GetElapsedTime(started) >= TimeSpan.FromSeconds(request.Seconds ?? EventLimits.MaxSeconds))
            {
                yield return new EndEvent { Version = changes.Position.ToString() };
                yield break;
            }
            await Task.Delay(time.GetElapsedTime(changed) < EventLimits.OftenFor ? EventLimits.Often : EventLimits.Seldom, time, ct);
        }
    }
}
