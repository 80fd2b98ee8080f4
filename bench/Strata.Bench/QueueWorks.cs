using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Jobs.Workers;

namespace Strata.Bench;

/// <summary>The queue: jobs that do nothing, claimed and completed durably by one worker in batches of 50.</summary>
internal static class QueueWorks
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("queue", (store, options) => QueueAsync(store, options.Size)),
        ("queue-held", (store, options) => HeldAsync(store, options.Size)),
        ("queue-processes", (store, options) => QueueProcesses.CompareAsync(store, options.Size)),
    ];

    /// <summary>--size jobs, all enqueued before.</summary>
    private static async Task<string> QueueAsync(BenchStore store, int size)
    {
        await EnqueueAsync(store, size);
        var rate = await WorkAsync(store, size);
        return string.Create(CultureInfo.InvariantCulture, $"{size} jobs in batches of 50: {rate:F0}/s");
    }

    /// <summary>The same while another connection holds a snapshot open, so that no dead row can be removed; at least 60 s of it.</summary>
    private static async Task<string> HeldAsync(BenchStore store, int size)
    {
        if (store.Engine == Engine.Sqlite)
        {
            return "SQLite keeps no dead rows in its tables: nothing to measure";
        }
        await EnqueueAsync(store, size);
        var free = await WorkAsync(store, size);
        await EnqueueAsync(store, size);
        var login = PostgreSqlUrl.Parse(store.Location);
        await using var holder = new NpgsqlConnection(login.ToString());
        await holder.OpenAsync(None);
        await using var transaction = await holder.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, None);
        await using (var command = new NpgsqlCommand("select count(*) from strata.job_numbers", holder))
        {
            await command.ExecuteScalarAsync(None);
        }
        var watch = Stopwatch.StartNew();
        var rates = new List<double>();
        while (watch.Elapsed < TimeSpan.FromSeconds(60))
        {
            rates.Add(await WorkAsync(store, size));
            await EnqueueAsync(store, size);
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{size} jobs: {free:F0}/s; with a snapshot held for {watch.Elapsed.TotalSeconds:F0} s: {string.Join(", ", rates.Select(r => r.ToString("F0", CultureInfo.InvariantCulture)))}/s, the last {rates[^1] / free:P0}"
        );
    }

    private static async Task EnqueueAsync(BenchStore store, int count)
    {
        var queue = store.Store.Jobs.Queue;
        for (var left = count; left > 0; left -= 5_000)
        {
            await store.Store.Database.WriteAsync(
                UserId.Local,
                async tx =>
                {
                    for (var i = 0; i < Math.Min(left, 5_000); i++)
                    {
                        await queue.EnqueueAsync(tx, new NewJob(Nothing.Name));
                    }
                    return 0;
                },
                None
            );
        }
    }

    private static async Task<double> WorkAsync(BenchStore store, int count)
    {
        using var room = new JobServices(store.Store.Database, TimeProvider.System, Random.Shared.NextDouble);
        var handler = new Nothing(count);
        room.Handle(handler);
        using var stop = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var worker = new JobWorker(room, new WorkerOptions { Batch = 50 }, NullLogger.Instance).RunAsync(stop.Token);
        await handler.Done;
        await stop.CancelAsync();
        await worker; // with what it had settled
        return count / watch.Elapsed.TotalSeconds;
    }

    private sealed class Nothing(int count) : IJobHandler
    {
        public const string Name = "nothing";

        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = count;

        public JobKind Kind { get; } = new(Name);
        public Task Done => _done.Task;

        public Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _done.TrySetResult();
            }
            return Task.FromResult<JobOutcome>(new JobOutcome.Done());
        }
    }
}
