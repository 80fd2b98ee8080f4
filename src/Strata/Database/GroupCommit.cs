using System.Diagnostics;

namespace Strata.Database;

/// <summary>
/// Runs waiting writes in one transaction, so that they share one fsync. Never waits for a group to fill: takes the writes that are waiting
/// or arrive while it runs, up to a count and a time.
/// </summary>
internal sealed class GroupCommit(Func<PendingWrite, Task<GroupTransaction>> begin)
{
    public const int MaxWrites = 256;
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(100);
    private static readonly AsyncLocal<bool> Inside = new();

    /// <summary>Throws inside a write: a nested write would wait for itself.</summary>
    public static void RefuseNested()
    {
        if (Inside.Value)
        {
            throw new InvalidOperationException("A write must not start another write: it would wait for itself.");
        }
    }

    /// <param name="next">Returns the next waiting write, or null.</param>
    public async Task RunAsync(Func<PendingWrite?> next)
    {
        Inside.Value = true;
        var members = new List<PendingWrite>();
        if (!await TryRunAsync(next, members).ConfigureAwait(false))
        {
            foreach (var member in members)
            {
                PendingWrite? alone = member;
                await TryRunAsync(() => Interlocked.Exchange(ref alone, null), []).ConfigureAwait(false);
            }
        }
        Inside.Value = false;
    }

    /// <summary>Returns false if the group was rolled back with no member answered, so that each must be rerun alone.</summary>
    private async Task<bool> TryRunAsync(Func<PendingWrite?> next, List<PendingWrite> members)
    {
        var write = Take(next);
        if (write is null)
        {
            return true;
        }
        members.Add(write);
        var committing = false;
        try
        {
            await using var transaction = await begin(write).ConfigureAwait(false);
            try
            {
                var started = Stopwatch.GetTimestamp();
                while (true)
                {
                    var (ran, spoilt) = await RunMemberAsync(transaction, write).ConfigureAwait(false);
                    if (spoilt)
                    {
                        await transaction.RollbackAsync().ConfigureAwait(false);
                        return Finish(members, alone: members.Count > 1);
                    }
                    write = members.Count < MaxWrites && Stopwatch.GetElapsedTime(started) < MaxTime ? Take(next) : null;
                    if (write is null)
                    {
                        break;
                    }
                    members.Add(write);
                }
                foreach (var scope in transaction.Scopes)
                {
                    await scope.FlushAsync().ConfigureAwait(false);
                }
                committing = true;
                await transaction.CommitAsync().ConfigureAwait(false);
                Tell(transaction);
            }
            catch
            {
                await transaction.RollbackAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception error)
        {
            // The outcome of a failed commit is unknown, so nothing may be rerun.
            if (members.Count > 1 && !committing)
            {
                return false;
            }
            members.ForEach(m => m.Keep(error));
        }
        return Finish(members, alone: false);
    }

    /// <summary>Counts and logs the committed writes; an error here does not fail them.</summary>
    private static void Tell(GroupTransaction transaction)
    {
        foreach (var scope in transaction.Scopes)
        {
            try
            {
                scope.Committed();
            }
            catch (Exception)
            {
                // A broken log or meter listener must not fail writes that are already committed.
            }
        }
    }

    private static bool Finish(List<PendingWrite> members, bool alone)
    {
        if (!alone)
        {
            members.ForEach(m => m.Answer());
        }
        return !alone;
    }

    private static PendingWrite? Take(Func<PendingWrite?> next)
    {
        while (next() is { } write)
        {
            if (write.TryTake())
            {
                return write;
            }
            write.Keep(new OperationCanceledException(write.Cancellation));
            write.Answer();
        }
        return null;
    }

    /// <summary>
    /// Returns whether the write succeeded and, if not, whether it touched the transaction, which must then be rolled back.
    /// </summary>
    private static async Task<(bool Ran, bool Spoilt)> RunMemberAsync(GroupTransaction transaction, PendingWrite write)
    {
        UserScope scope;
        try
        {
            scope = await transaction.ScopeAsync(write.User).ConfigureAwait(false);
        }
        catch (StrataException unknownUser)
        {
            write.Keep(unknownUser);
            return (false, false);
        }
        var (touched, changes) = (scope.Touched, scope.Changes);
        var scoped = transaction.For(scope, write.Cancellation);
        var ran = await write.RunAsync(scoped.Transaction).ConfigureAwait(false);
        scoped.Close();
        return (ran, !ran && (scope.Touched != touched || scope.Changes != changes));
    }
}
