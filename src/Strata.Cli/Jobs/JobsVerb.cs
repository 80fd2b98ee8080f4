using System.CommandLine;

namespace Strata.Cli.Jobs;

/// <summary>Lists and controls background jobs.</summary>
internal static class JobsVerb
{
    private static readonly Argument<string> Id = new("JOB") { Description = "Job id: job_…" };
    private static readonly Argument<string?> Retried = new("JOB")
    {
        Description = "Job id: job_… (or --all-users)",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> AllUsers = new("--all-users") { Description = "For all users of the store; not with --server" };
    private static readonly Option<string> Dead = new("--state")
    {
        HelpName = "STATE",
        Description = "With --all-users: state of the jobs to retry; only dead",
        DefaultValueFactory = _ => "dead",
    };
    private static readonly Argument<string?> Kind = new("KIND")
    {
        Description = "Kind of job (default: all)",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Argument<string> Name = new("NAME") { Description = "Schedule name" };
    private static readonly Option<string?> State = new("--state")
    {
        HelpName = "STATE",
        Description = "ready, running, waiting, done, dead or cancelled (default: unfinished and dead jobs)",
    };
    private static readonly Option<string?> OfKind = new("--kind") { HelpName = "KIND", Description = "Only this kind" };
    private static readonly Option<string?> Text = new("--text")
    {
        HelpName = "TEXT",
        Description = "Part of the kind, key or payload, such as a source's id",
    };
    private static readonly Option<string?> Sort = SharedOptions.Sort("recorded");
    private static readonly Option<string> Cron = new("--cron")
    {
        HelpName = "CRON",
        Description = "minute hour day month weekday, such as \"0 3 * * *\", or @daily",
        Required = true,
    };
    private static readonly Option<string> Work = new("--kind")
    {
        HelpName = "KIND",
        Description = "Kind of job: verify, archive, duplicates or sweep",
        Required = true,
    };
    private static readonly Argument<string> Asked = new("KIND") { Description = "Kind of job: verify, archive, duplicates or sweep" };
    private static readonly Option<string?> Options = new("--options")
    {
        HelpName = "JSON",
        Description = "Such as {\"grace_hours\":48} of a sweep, {\"entity_type\":\"contact\"} of duplicates",
    };
    private static readonly Option<string> Zone = new("--time-zone")
    {
        HelpName = "ZONE",
        Description = "Time zone of the cron expression, e.g. Europe/Berlin",
        DefaultValueFactory = _ => "UTC",
    };

    public static Command Create() =>
        new Command("jobs", "List and control background jobs, which strata serve and strata worker run")
        {
            new Command("list", "List jobs, newest first") { State, OfKind, Text, Sort, AllUsers }
                .Pages()
                .Runs(ListAsync),
            new Command("start", "Enqueue a job for a worker") { Asked, Options }.Runs(StartAsync),
            new Command("show", "Show a job and its attempts") { Id }.Runs(ShowAsync),
            new Command("retry", "Retry a dead, cancelled or waiting job, or all dead jobs") { Retried, AllUsers, Dead, OfKind }.Runs(
                RetryAsync
            ),
            new Command("cancel", "Cancel an unfinished job") { Id }.Runs(CancelAsync),
            new Command("pause", "Start no more jobs; running jobs continue") { Kind }.Runs(PauseAsync),
            new Command("resume", "Resume paused jobs") { Kind }.Runs(ResumeAsync),
            new Command("schedules", "List schedules").Runs(SchedulesAsync),
            new Command("schedule", "Add a recurring job") { Name, Cron, Work, Zone, Options }.Runs(ScheduleAsync),
            new Command("unschedule", "Remove a schedule; jobs it has created stay") { Name }.Runs(UnscheduleAsync),
        };

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var query = new JobQuery
        {
            State = SharedOptions.Choice<JobState>(call.Get(State)),
            Kind = call.Get(OfKind),
            Text = call.Get(Text),
            Sort = call.Get(Sort),
        };
        if (call.Get(AllUsers))
        {
            var store = await call.LocalAsync(ct);
            await call.Out.ManyAsync(
                call.FollowAsync(page => store.ListJobsAsync(query with { Limit = page.Limit, Cursor = page.Cursor }, ct)),
                JobConsoleView.Show
            );
            return;
        }
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Jobs.ListAsync(query with { Limit = page.Limit, Cursor = page.Cursor }, ct)),
            JobConsoleView.Show
        );
    }

    private static async Task StartAsync(CommandContext call, CancellationToken ct)
    {
        var request = new JobRequest { Kind = call.Get(Asked), Options = OptionsOf(call) };
        call.Out.One(await (await call.StrataAsync(ct)).Jobs.StartAsync(request, ct), JobConsoleView.Show);
    }

    private static System.Text.Json.JsonElement? OptionsOf(CommandContext call) =>
        call.Get(Options) is not { } text
            ? null
            : SharedOptions.TryJson(text) ?? throw new UsageException($"--options: '{text}' is not JSON.");

    private static async Task ShowAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).Jobs.GetAsync(call.Get(Id), ct), JobConsoleView.Show);

    private static async Task RetryAsync(CommandContext call, CancellationToken ct)
    {
        switch (call.Find(Retried), call.Get(AllUsers))
        {
            case ({ } id, false):
                call.Out.One(await (await call.StrataAsync(ct)).Jobs.RetryAsync(id, ct), JobConsoleView.Show);
                return;
            case (null, true) when call.Get(Dead) == "dead":
                call.Out.One(await (await call.LocalAsync(ct)).RetryDeadJobsAsync(call.Get(OfKind), ct), JobConsoleView.Show);
                return;
            default:
                throw new UsageException("Name a JOB, or use --all-users to retry all dead jobs (--state dead), optionally of one --kind.");
        }
    }

    private static async Task CancelAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).Jobs.CancelAsync(call.Get(Id), ct), JobConsoleView.Show);

    private static async Task PauseAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(
            await (await call.StrataAsync(ct)).Jobs.PauseAsync(call.Find(Kind), ct),
            (console, pauses) => JobConsoleView.Show(console, pauses)
        );

    private static async Task ResumeAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(
            await (await call.StrataAsync(ct)).Jobs.ResumeAsync(call.Find(Kind), ct),
            (console, pauses) => JobConsoleView.Show(console, pauses, call.Find(Kind))
        );

    private static async Task SchedulesAsync(CommandContext call, CancellationToken ct) =>
        await call.Out.ManyAsync(await (await call.StrataAsync(ct)).Schedules.ListAsync(ct), JobConsoleView.Show);

    private static async Task ScheduleAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new JobScheduleRequest
        {
            Cron = call.Get(Cron) ?? "",
            Kind = call.Get(Work) ?? "",
            TimeZone = call.Get(Zone) ?? "UTC",
            Options = OptionsOf(call),
        };
        call.Out.One(await strata.Schedules.PutAsync(call.Get(Name), request, ct), (console, s) => JobConsoleView.Show(console, [s]));
    }

    private static async Task UnscheduleAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(
            await (await call.StrataAsync(ct)).Schedules.RemoveAsync(call.Get(Name), ct),
            (console, s) => JobConsoleView.Show(console, [s])
        );
}
