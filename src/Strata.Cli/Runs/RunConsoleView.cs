using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Runs;

/// <summary>Prints runs as a table, or one run with its configuration.</summary>
internal static class RunConsoleView
{
    public static void Show(IAnsiConsole console, IReadOnlyList<RunView> runs)
    {
        var listing = new ConsoleTable(
            console,
            "id",
            "source",
            "interpreter",
            "status",
            "#blocks",
            "#observations",
            "#entities",
            "started",
            "archived",
            "remarks"
        );
        foreach (var run in runs)
        {
            listing.Row(
                run.RunId,
                run.SourceId,
                run.Interpreter,
                run.Status.Name(),
                Values.Count(run.BlockCount),
                Values.Count(run.ObservationCount),
                Values.Count(run.EntityCount),
                Values.Show(run.StartedAt),
                run.ArchivedAt is { } archived ? Values.Show(archived) : "",
                run.Errors is [var first, ..] ? Terminal.Short(first, 60) : ""
            );
        }
        listing.Write("No runs.");
    }

    public static void Show(IAnsiConsole console, RunView run)
    {
        console.WriteLine($"{run.RunId}  {run.Status.Name()}, extraction {run.ExtractionCompleteness.Name()}, attempt {run.Attempt}");
        console.WriteLine($"  source        {run.SourceId}");
        console.WriteLine($"  interpreter   {Terminal.Safe(run.Interpreter)}, provider {Terminal.Safe(run.Provider)}");
        if (run.Model is not null || run.Temperature is not null)
        {
            console.WriteLine(
                $"  model         {Terminal.Safe(run.Model ?? "–")}{(run.Temperature is { } t ? ", temperature " + t.ToString(CultureInfo.InvariantCulture) : "")}"
            );
        }
        if (run.PromptHash is { } prompt)
        {
            console.WriteLine($"  prompt        {Values.Short(prompt)}");
        }
        if (run.CodeCommit is { } commit)
        {
            console.WriteLine($"  program       {Values.Short(commit)}");
        }
        console.WriteLine(
            $"  started       {Values.Show(run.StartedAt)}{(run.FinishedAt is { } end ? ", finished " + Values.Show(end) : "")}"
        );
        if (run.ArchivedAt is { } archived)
        {
            console.WriteLine($"  archived      {Values.Show(archived)}");
        }
        if (run.DeletedBy is { } deletion)
        {
            console.WriteLine($"  deleted       by {deletion} (undo with strata retract {deletion})");
        }
        if (run.HeartbeatAt is { } at)
        {
            console.WriteLine($"  sign of life  {Values.Show(at)}");
        }
        console.WriteLine(
            $"  blocks        {Values.Count(run.BlockCount)}, {Values.Count(run.SkippedCount)} skipped, {Values.Count(run.UnknownFieldCount)} fields in no schema"
        );
        console.WriteLine(
            $"  observations  {Values.Count(run.ObservationCount)} on {Values.Count(run.EntityCount, "entity", "entities")},"
                + $" confidence {run.Confidence.ToString("0.00", CultureInfo.InvariantCulture)}"
        );
        if (run.StagedCount is { } staged)
        {
            console.WriteLine($"  staged        {Values.Count(staged)} (strata review list --run {run.RunId})");
        }
        foreach (var error in run.Errors)
        {
            console.WriteLine("  ! " + Terminal.Safe(error));
        }
        console.WriteLine($"  configuration {Terminal.Safe(run.Configuration.GetRawText())}");
    }

    /// <summary>Prints a run's state in one line, or its outcome with all errors once it has ended.</summary>
    public static void Show(IAnsiConsole console, RunState state)
    {
        var beat = state.HeartbeatAt is { } at ? $", last sign of life {Values.Show(at)}" : "";
        console.WriteLine(
            $"{state.RunId}  {state.Status.Name()}, attempt {state.Attempt}: {Values.Count(state.BlockCount)} blocks,"
                + $" {Values.Count(state.ObservationCount)} observations on {Values.Count(state.EntityCount, "entity", "entities")}{beat}"
        );
        foreach (var error in state.FinishedAt is null ? [] : state.Errors)
        {
            console.WriteLine("  ! " + Terminal.Safe(error));
        }
    }
}
