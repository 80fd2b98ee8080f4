using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Strata.Database.PostgreSql;
using Strata.Database.Sqlite;
using Strata.Jobs.Workers;

namespace Strata.Bench;

/// <summary>How much more several worker processes get done than one: jobs that wait for 20 ms, as for a disk or another machine.</summary>
internal static class QueueProcesses
{
    private const int Slots = 8;
    private const int Many = 4;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(20);
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>--size jobs, lined up before the processes may begin.</summary>
    public static async Task<string> CompareAsync(BenchStore store, int size)
    {
        var one = await TimeAsync(store, size, 1);
        var many = await TimeAsync(store, size, Many);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{size} jobs of 20 ms, {Slots} slots each: one process {size / one:F0}/s, {Many} processes {size / many:F0}/s: {one / many:F2}x"
        );
    }

    /// <summary>One worker process: says that it is ready, and works until its input ends.</summary>
    public static async Task WorkAsync(string location, int slots)
    {
        await using IDatabase database = location.StartsWith("postgres", StringComparison.Ordinal)
            ? new PostgreSqlDatabase(location)
            : new SqliteDatabase(location);
        using var room = new JobServices(database, TimeProvider.System, Random.Shared.NextDouble);
        room.Handle(new Waiting());
        using var stop = new CancellationTokenSource();
        var worker = new JobWorker(room, new WorkerOptions { Slots = slots }, NullLogger.Instance).RunAsync(stop.Token);
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadToEndAsync(None);
        await stop.CancelAsync();
        await worker;
    }

    private static async Task<double> TimeAsync(BenchStore store, int size, int processes)
    {
        var jobs = store.Store.Jobs;
        await jobs.Service.PauseAsync(UserId.Local, "bench", null, None);
        await store.Store.Database.WriteAsync(
            UserId.Local,
            async tx =>
            {
                for (var i = 0; i < size; i++)
                {
                    await jobs.Queue.EnqueueAsync(tx, new NewJob(Waiting.Name));
                }
                return 0;
            },
            None
        );
        var workers = Enumerable.Range(0, processes).Select(_ => Start(store)).ToList();
        foreach (var worker in workers)
        {
            await worker.StandardOutput.ReadLineAsync(None);
        }
        await Task.Delay(TimeSpan.FromSeconds(2), None); // all listen by now
        var watch = Stopwatch.StartNew();
        await jobs.Service.ResumeAsync(UserId.Local, "bench", null, None);
        while (await LeftAsync(store) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), None);
        }
        var taken = watch.Elapsed.TotalSeconds;
        foreach (var worker in workers)
        {
            worker.StandardInput.Close();
            await worker.WaitForExitAsync(None);
            worker.Dispose();
        }
        return taken;
    }

    private static Task<long> LeftAsync(BenchStore store) =>
        store.Store.Database.ReadAsync(
            UserId.Local,
            connection => connection.QueryFirstOrDefaultAsync<long>("select count(*) from jobs where user_id = @user"),
            None
        );

    private static Process Start(BenchStore store)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? throw new InvalidOperationException("This process has no file."))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])["queue-worker", store.Location, Slots.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }
        return Process.Start(start) ?? throw new InvalidOperationException("The worker did not start.");
    }

    private sealed class Waiting : IJobHandler
    {
        public const string Name = "waiting";

        public JobKind Kind { get; } = new(Name);

        public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
        {
            await Task.Delay(Wait, ct);
            return new JobOutcome.Done();
        }
    }
}
