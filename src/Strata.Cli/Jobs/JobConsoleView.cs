using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Jobs;

/// <summary>Prints jobs as a table, or one job with its attempts.</summary>
internal static class JobConsoleView
{
    private static readonly string[] Columns = ["id", "kind", "state", "#attempt", "run at", "worker", "remarks"];

    public static void Show(IAnsiConsole console, IReadOnlyList<JobView> jobs)
    {
        var listing = new ConsoleTable(console, Columns);
        foreach (var job in jobs)
        {
            listing.Row(Row(job));
        }
        listing.Write("No jobs.");
    }

    public static void Show(IAnsiConsole console, IReadOnlyList<UserJob> jobs)
    {
        var listing = new ConsoleTable(console, ["user", .. Columns]);
        foreach (var job in jobs)
        {
            listing.Row([job.UserId, .. Row(job.Job)]);
        }
        listing.Write("No jobs.");
    }

    public static void Show(IAnsiConsole console, JobsRetried retried)
    {
        console.WriteLine($"{retried.Retried} {(retried.Retried == 1 ? "job is" : "jobs are")} enqueued again.");
        if (retried.Left > 0)
        {
            console.WriteLine(
                $"{retried.Left} {(retried.Left == 1 ? "stays" : "stay")} dead: another job did or does the same work, or a quota is used up. strata jobs retry JOB shows the reason; strata jobs cancel JOB cancels one."
            );
        }
    }

    public static void Show(IAnsiConsole console, JobView job)
    {
        console.WriteLine(
            $"{job.JobId}  {Terminal.Safe(job.Kind)}, {job.State.Name()}, attempt {job.Attempt}{(job.Attempt > job.MaxAttempts ? "" : $" of {job.MaxAttempts}")}"
        );
        console.WriteLine($"  enqueued  {Values.Show(job.EnqueuedAt)}{(job.Actor is { } actor ? " by " + Terminal.Safe(actor) : "")}");
        console.WriteLine($"  run at    {Values.Show(job.RunAt)}{(job.FinishedAt is { } end ? ", finished " + Values.Show(end) : "")}");
        if (job.Worker is { } worker)
        {
            console.WriteLine($"  worker    {Terminal.Safe(worker)}{(job.LeaseUntil is { } until ? ", until " + Values.Show(until) : "")}");
        }
        foreach (var error in job.Errors)
        {
            console.WriteLine(
                $"  ! attempt {error.Attempt}, {Values.Show(error.At)}, {error.Class.Name()}: {Terminal.Safe(error.Message)}"
            );
        }
        console.WriteLine($"  payload   {Terminal.Safe(job.Payload.GetRawText())}");
        if (job.Result is { } result)
        {
            console.WriteLine($"  result    {Terminal.Safe(result.GetRawText())}");
        }
    }

    private static string[] Row(JobView job) =>
        [
            job.JobId,
            job.Kind,
            job.State.Name(),
            job.Attempt > job.MaxAttempts ? $"{job.Attempt}" : $"{job.Attempt}/{job.MaxAttempts}",
            Values.Show(job.RunAt),
            job.Worker ?? "",
            job.Errors is [.., var last] ? Terminal.Short(last.Message, 60) : "",
        ];

    /// <param name="resumed">The kind that was resumed.</param>
    public static void Show(IAnsiConsole console, JobPauses pauses, string? resumed = null) =>
        console.WriteLine(
            pauses.Kinds.Count == 0 ? "Nothing is paused."
            : pauses.Kinds.Contains("*") && resumed is not null
                ? $"All jobs are paused, {Terminal.Safe(resumed)} included. Run strata jobs resume without a kind to resume them."
            : pauses.Kinds.Contains("*") ? "All jobs are paused."
            : "Paused: " + string.Join(", ", pauses.Kinds.Select(Terminal.Safe))
        );

    public static void Show(IAnsiConsole console, IReadOnlyList<JobScheduleView> schedules)
    {
        var listing = new ConsoleTable(console, "name", "cron", "zone", "kind", "next", "last", "last job");
        foreach (var s in schedules)
        {
            listing.Row(
                s.Name,
                s.Cron,
                s.TimeZone,
                s.Kind,
                Values.Show(s.NextAt),
                s.LastAt is { } last ? Values.Show(last) : "",
                s.LastJobId
            );
        }
        listing.Write("No schedules.");
    }
}
