using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Strata.Database.Sqlite;

/// <summary>
/// Hears soon that any process has committed, and tells where jobs are ready then. It looks on a thread of its own: each time that a thread
/// of the pool is woken it spins for more work, which costs many times what the look does.
/// </summary>
internal sealed class SqliteCommitNotifier(Func<SqliteSession> open)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(25);

    /// <summary>Where nobody has committed for a while: to wake a thread is most of what a look costs.</summary>
    private static readonly TimeSpan Seldom = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    /// <summary>Nothing is missed from the first on.</summary>
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

    /// <summary>Why it watches no more; null: it was told to stop.</summary>
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
            return e; // the disk fails, perhaps: for who listens
        }
    }

    /// <summary>Another number each time that another session, of whichever process, has committed: a read of shared memory.</summary>
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
