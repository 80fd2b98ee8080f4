using Spectre.Console;
using Strata.Cli.Accounts;
using Strata.Cli.Output;

namespace Strata.Cli.Sources;

/// <summary>Prints the results of an ingest.</summary>
internal static class IngestConsoleView
{
    private const int Shown = 10;

    /// <summary>Of the longest status, completed.</summary>
    private const int StatusWidth = 9;

    public static void Show(IAnsiConsole console, IngestResult result)
    {
        console.WriteLine(
            $"{Terminal.Safe(result.FileName ?? result.SourceId)}  {result.SourceId}  {result.MediaType}, {ByteSize.Show(result.ByteSize)}, {result.StorageStatus.Name()}"
                + (result.Deduplicated ? " (already stored)" : "")
        );
        if (result.Members is { } members)
        {
            console.WriteLine(
                $"  {Values.Count(members.Count, "member", "members")} ingested as separate sources, {Values.Count(members.EntityCount, "entity", "entities")} in them"
            );
            foreach (var member in members.Items.Where(m => m.Error is not null && !IsTold(result.Run, m)).Take(Shown))
            {
                console.WriteLine($"  ! {Terminal.Short(member.Label, 60)}: {Terminal.Short(member.Error ?? "", 160)}");
            }
        }
        foreach (var warning in result.Warnings ?? [])
        {
            console.WriteLine("  ! " + UsageConsoleView.Warning(warning));
        }
        if (result.Run is not { } run)
        {
            return;
        }
        console.WriteLine($"  {run.RunId} {run.Status.Name()}: {(run.Status == RunStatus.Queued ? "waiting for a worker" : Outcome(run))}");
        if (run.StagedCount is { } staged)
        {
            console.WriteLine($"  {Values.Count(staged, "record is", "records are")} staged: strata review list --run {run.RunId}");
        }
        foreach (var entity in run.Entities.Take(Shown))
        {
            var fields = string.Join("  ", entity.Fields.Select(f => $"{f.Key}={Values.Show(f.Value, 40)}"));
            console.WriteLine($"  {(entity.Created ? "+" : "~")} {entity.EntityId}  {entity.EntityType}  {Terminal.Short(fields, 120)}");
        }
        if (run.EntityCount > Shown)
        {
            console.WriteLine($"  … and {Values.Count(run.EntityCount - Math.Min(Shown, run.Entities.Count))} more");
        }
        foreach (var error in run.Errors)
        {
            console.WriteLine("  ! " + Terminal.Safe(error));
        }
    }

    /// <summary>One line for one of many files, as it ends.</summary>
    public static void Line(IAnsiConsole console, string name, IngestResult result)
    {
        var status = (result.Run?.Status.Name() ?? "kept").PadRight(StatusWidth);
        var found =
            result.Run is not { } run ? ""
            : run.StagedCount is { } staged ? $", {Values.Count(staged, "record", "records")} staged"
            : $", {Values.Count(run.EntityCount, "entity", "entities")}";
        var held = result.Deduplicated ? ", already stored" : "";
        var remark = Remark(result) is { Length: > 0 } text ? $"  ! {text}" : "";
        console.Profile.Out.Writer.WriteLine($"{status}  {Terminal.Safe(name)}  {ByteSize.Show(result.ByteSize)}{found}{held}{remark}");
    }

    /// <summary>The last line after many files: how many ended how, and how many members could not be read.</summary>
    public static string Summary(int files, IReadOnlyList<(string How, int Count)> ended, long unread) =>
        files == 0
            ? "Nothing was ingested: there are no files."
            : $"{Values.Count(files, "file", "files")}: {string.Join(", ", ended.Select(e => $"{Values.Count(e.Count)} {e.How}"))}"
                + (unread > 0 ? $"; {Values.Count(unread, "member", "members")} inside them could not be read." : ".");

    /// <summary>Shows a failed member before the run's errors, because nothing else in the row reports it.</summary>
    private static string Remark(IngestResult result)
    {
        if (result.Members is { FailedCount: > 0, Items: [var member, ..] } members)
        {
            var others = members.FailedCount > 1 ? $" (and {Values.Count(members.FailedCount - 1)} more)" : "";
            return Terminal.Short($"{Terminal.Short(member.Label, 60)}{others}: {member.Error}", 120);
        }
        return result.Run?.Errors is [var first, ..] ? Terminal.Short(first, 80) : "";
    }

    /// <summary>Whether the run's errors, which are also shown, name the member.</summary>
    private static bool IsTold(RunResult? run, MemberResult member) =>
        run?.Errors.Any(e => e.StartsWith($"members: {member.Label}: ", StringComparison.Ordinal)) is true;

    private static string Outcome(RunResult run)
    {
        var text = $"{Values.Count(run.EntityCount, "entity", "entities")} from {Values.Count(run.BlockCount, "block", "blocks")}";
        text += run.SkippedCount > 0 ? $", {Values.Count(run.SkippedCount)} skipped" : "";
        return text
            + (
                run.UnknownFieldCount > 0
                    ? $", {Values.Count(run.UnknownFieldCount, "field", "fields")} not in the schema, kept as fragments"
                    : ""
            );
    }
}
