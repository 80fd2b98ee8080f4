using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Strata.Database.Sqlite;

/// <summary>
/// Polls for commits of any process and signals if jobs are ready then. Runs on its own thread: a pool thread spins for more work each time
/// it is woken, which costs many times the poll itself.
/// </summary>
internal sealed class SqliteCommitNotifier(Func<SqliteSession> open)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(25);

    /// <summary>Interval after a while without commits: waking the thread is most of a poll's cost.</summary>
    private static readonly TimeSpan Seldom = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    /// <summary>Misses no commit from the first item on.</summary>
    public async IAsyncEnumerable<string> ListenAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var rung = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var session = open();
        var seen = Version(session);
        rung.Writer.TryWrite("");
        var thread = new Thread(() =>
        {
            using (session)
            {
                rung.Writer.TryComplete(Watch(session, seen, rung.Writer, stop.Token));
            }
            ended.SetResult();
        })
        {
            IsBackground = true,
            Name = "strata bell",
        };
        thread.Start();
        try
        {
            await foreach (var line in rung.Reader.ReadAllAsync(ct).ConfigureAwait(false))
            {
                yield return line;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ended.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Returns the error that ended the watch; null if it was stopped.</summary>
    private static Exception? Watch(SqliteSession session, long seen, ChannelWriter<string> rung, CancellationToken stop)
    {
        try
        {
            var changed = Stopwatch.GetTimestamp();
            while (!stop.WaitHandle.WaitOne(Stopwatch.GetElapsedTime(changed) < While ? Often : Seldom))
            {
                var version = Version(session);
                if (version != seen)
                {
                    (seen, changed) = (version, Stopwatch.GetTimestamp());
                    if (AnyReady(session))
                    {
                        rung.TryWrite("");
                    }
                }
            }
            return null;
        }
        catch (Exception e)
        {
            return e; // perhaps a failing disk; passed to the listener
        }
    }

    /// <summary>Returns a number that changes when another session, of any process, commits: a read of shared memory.</summary>
    private static long Version(SqliteSession session)
    {
        using var version = session.Prepare("pragma data_version");
        version.Step();
        return version.Integer(0);
    }

    private static bool AnyReady(SqliteSession session)
    {
        using var ready = session.Prepare("select 1 from jobs indexed by jobs_ready where state = 0 limit 1");
        return ready.Step();
    }
}
