using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>
/// Queue transactions as <c>strata_queue</c>, and the notifications by which processes wake each other (LISTEN and NOTIFY).
/// </summary>
internal sealed class PostgreSqlQueue : IAsyncDisposable
{
    private const string Bell = "strata_jobs";

    private readonly NpgsqlDataSource _pool;
    private readonly string _alone;
    private readonly Channel<string> _rung = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly Lock _starting = new();
    private Task? _ringing;

    /// <param name="login">As <c>strata_queue</c>.</param>
    public PostgreSqlQueue(NpgsqlConnectionStringBuilder login)
    {
        _pool = NpgsqlDataSource.Create(login.ToString());
        _alone = new NpgsqlConnectionStringBuilder(login.ToString()) { Pooling = false, KeepAlive = 30 }.ToString();
    }

    public async Task<T> RunAsync<T>(QueueUse use, Func<QueueConnection, Task<T>> work, CancellationToken ct)
    {
        var connection = await _pool.ConnectAsync(ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false)) // returned to the pool, which rolls back what was not committed
        {
            var queue = new PostgreSqlQueueConnection(connection, use, ct);
            var result = await work(queue).ConfigureAwait(false);
            await queue.CommitAsync().ConfigureAwait(false);
            return result;
        }
    }

    /// <summary>Notifies other processes shortly; partitions rung for meanwhile are sent together, each once.</summary>
    public void Ring(string line)
    {
        if (_rung.Writer.TryWrite(line) && _ringing is null)
        {
            lock (_starting)
            {
                _ringing ??= Task.Run(RingAsync);
            }
        }
    }

    public async IAsyncEnumerable<string> ListenAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var connection = new NpgsqlConnection(_alone);
        await using (connection.ConfigureAwait(false))
        {
            var heard = new Queue<string>();
            connection.Notification += (_, note) => heard.Enqueue(note.Payload);
            await connection.OpenAsync(ct).ConfigureAwait(false);
            await connection.RunAsync("listen " + Bell, ct).ConfigureAwait(false);
            yield return ""; // from here on nothing is missed
            while (true)
            {
                while (heard.TryDequeue(out var line))
                {
                    yield return line;
                }
                await connection.WaitAsync(ct).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _rung.Writer.TryComplete();
        if (_ringing is { } ringing)
        {
            await ringing.ConfigureAwait(false);
        }
        await _pool.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RingAsync()
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        while (await _rung.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            lines.Clear();
            while (_rung.Reader.TryRead(out var line))
            {
                lines.Add(line);
            }
            try
            {
                var connection = await _pool.ConnectAsync(CancellationToken.None).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    await connection
                        .RunAsync($"select pg_notify('{Bell}', line) from unnest($1) as line", CancellationToken.None, [lines.ToArray()])
                        .ConfigureAwait(false);
                }
            }
            catch (Exception)
            {
                // Other processes also poll now and then; later notifications must still be sent.
            }
        }
    }
}
