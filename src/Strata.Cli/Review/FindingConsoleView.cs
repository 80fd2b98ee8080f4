using Spectre.Console;
using Strata.Cli.Entities;
using Strata.Cli.Output;
using Strata.Review.Calibrating;

namespace Strata.Cli.Review;

/// <summary>Prints findings, decisions about them, and counts.</summary>
internal static class FindingConsoleView
{
    private const int FullWidth = 4_000;

    public static void Show(IAnsiConsole console, IReadOnlyList<FindingView> findings)
    {
        var listing = new ConsoleTable(console, "id", "type", "field", "value", "quote", "state", "#confidence", "joins", "remark");
        foreach (var f in findings)
        {
            listing.Row(
                f.FindingId,
                f.EntityType,
                f.Field,
                Shown(f),
                Terminal.Short(f.Quote ?? "", 40),
                f.Admission == Admission.Admitted ? f.State.Name() : $"{f.State.Name()}, {f.Admission.Name()}",
                (f.Calibrated?.Confidence ?? f.Confidence).ToString("0.00", CultureInfo.InvariantCulture),
                f.Joins is { } joins ? joins.Title ?? joins.EntityId : "new",
                Terminal.Short(f.Remark ?? Earlier(f) ?? f.Reason ?? "", 60)
            );
        }
        listing.Write("No findings. strata ingest PATH --stage makes some.");
    }

    public static void Show(IAnsiConsole console, FindingView finding)
    {
        var value = finding.Reviewed ?? finding.Value;
        var isTable = value is { } items && ItemsTable.IsTable(items);
        console.WriteLine(
            $"{finding.FindingId}  {Terminal.Safe(finding.EntityType)}.{Terminal.Safe(finding.Field)} = {(isTable ? Values.Count(value!.Value.GetArrayLength(), "item", "items") : Shown(finding, FullWidth))}"
        );
        if (isTable)
        {
            ItemsTable.Show(console, value!.Value);
        }
        if (finding.Quote is { } quote)
        {
            var shown = $"{finding.Details?.Before}[{quote}]{finding.Details?.After}";
            foreach (var line in shown.ReplaceLineEndings("\n").Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)))
            {
                console.WriteLine($"  | {Terminal.Safe(line)}");
            }
        }
        console.WriteLine(
            $"  {finding.State.Name()}, {finding.Admission.Name()}, confidence {Share(finding.Confidence)} ({Calibrated(finding)})"
                + (finding.Remark is { } remark ? $": {Terminal.Safe(remark)}" : "")
        );
        if (Earlier(finding) is { } earlier)
        {
            console.WriteLine($"  {Terminal.Safe(earlier)} ({finding.Earlier?.FindingId}, {finding.Earlier?.DecisionId})");
        }
        console.WriteLine(
            $"  of {finding.SubjectId}, block {finding.Block} of {finding.DocumentId}, {Terminal.Safe(finding.FileName ?? finding.SourceId)}, {finding.RunId}"
        );
        console.WriteLine(
            finding.Joins is { } joins ? $"  joins {joins.EntityId}  {Terminal.Safe(joins.Title ?? "")}" : "  would be a new entity"
        );
        foreach (var step in finding.Details?.History ?? [])
        {
            console.WriteLine(
                $"  {Values.Show(step.At)}  {step.State.Name()}{(step.Reviewed is { } then ? " " + Values.Show(then, 60) : "")} by {Terminal.Safe(step.Actor ?? "–")}"
                    + $"{(step.Reason is { } reason ? $": {Terminal.Safe(reason)}" : "")} (undo: strata retract {step.DecisionId})"
            );
        }
        foreach (var comment in finding.Details?.Comments ?? [])
        {
            console.WriteLine($"  {Values.Show(comment.At)}  {Terminal.Safe(comment.Actor ?? "–")}: {Terminal.Safe(comment.Text)}");
        }
    }

    public static void Show(IAnsiConsole console, NextResult next)
    {
        foreach (var paper in next.Items.Select(i => i.Finding).GroupBy(f => f.DocumentId))
        {
            console.WriteLine($"{Terminal.Safe(paper.First().FileName ?? paper.First().SourceId)}  {paper.Key}");
            Show(console, [.. paper]);
            console.WriteLine("");
        }
        foreach (var item in next.Items.Where(i => i.Alike.Count > 0))
        {
            console.WriteLine($"{item.Finding.FindingId} is like {string.Join(' ', item.Alike.Take(10))}");
        }
        foreach (var item in next.Items.Where(i => i.Finding.Blind == true))
        {
            console.WriteLine(
                $"{item.Finding.FindingId} is blind: read it in {Terminal.Safe(item.Finding.FileName ?? item.Finding.SourceId)}, block {item.Finding.Block}, and state it with strata review correct"
            );
        }
        console.WriteLine($"{Values.Count(next.Left)} staged in all that match");
    }

    public static void Show(IAnsiConsole console, ReviewResult result)
    {
        console.WriteLine($"{result.DecisionId} (undo: strata retract {result.DecisionId})");
        Show(console, result.Findings);
    }

    public static void Show(IAnsiConsole console, BulkReview bulk)
    {
        console.WriteLine(
            bulk.State == ApplyState.Applied
                ? $"{bulk.DecisionId}: {Values.Count(bulk.Changed)} of {Values.Count(bulk.Total)} changed (undo: strata retract {bulk.DecisionId})"
                : $"{bulk.DecisionId}: applying {Values.Count(bulk.Changed)} of {Values.Count(bulk.Total)}; strata worker applies it, strata review progress {bulk.DecisionId} follows it"
        );
        foreach (var (reason, count) in bulk.Skipped)
        {
            console.WriteLine($"  {Values.Count(count)} left as they are: {Terminal.Safe(reason)}");
        }
    }

    public static void Show(IAnsiConsole console, ReviewStats stats)
    {
        var listing = new ConsoleTable(
            console,
            "type",
            "field",
            "interpreter",
            "#staged",
            "#confirmed",
            "#corrected",
            "#rejected",
            "#accepted",
            "#flagged",
            "#quarantined"
        );
        foreach (var f in stats.Fields)
        {
            listing.Row(
                f.EntityType,
                f.Field,
                f.Interpreter,
                Values.Count(f.Counts.Staged),
                Values.Count(f.Counts.Confirmed),
                Values.Count(f.Counts.Corrected),
                Values.Count(f.Counts.Rejected),
                Share(f.Counts),
                Values.Count(f.Flagged),
                Values.Count(f.Quarantined)
            );
        }
        listing.Write("No findings.");
        foreach (var (reviewer, counts) in stats.Reviewers)
        {
            console.WriteLine(
                $"{Terminal.Safe(reviewer)}: {counts.Confirmed} confirmed, {counts.Corrected} corrected, {counts.Rejected} rejected"
            );
        }
        if (stats.Followed is { } followed && followed.Confirmed + followed.Corrected + followed.Rejected > 0)
        {
            console.WriteLine(
                $"followed from an earlier version: {followed.Confirmed} confirmed, {followed.Corrected} corrected, {followed.Rejected} rejected"
            );
        }
        foreach (var (reason, count) in stats.Reasons)
        {
            console.WriteLine($"rejected {count}: {Terminal.Safe(reason.Length > 0 ? reason : "no reason given")}");
        }
    }

    private static string? Earlier(FindingView finding) =>
        finding.Earlier is { } earlier
            ? $"earlier: {earlier.State.Name()} {Values.Show(earlier.Value, 30)} by {earlier.By ?? "–"}{(earlier.Unchanged ? "" : ", text changed since")}"
            : null;

    private static string Share(double share) => share.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Calibrated(FindingView finding) =>
        finding.Calibrated is { } c
            ? $"{Share(c.Confidence)} were right, {Share(c.Low)}–{Share(c.High)}, of {Values.Count(c.Count)} decided about {c.On switch { CalibrationScope.Field => "this field", CalibrationScope.Schema => "this type", _ => "all" }}"
            : "not calibrated";

    private static string Share(ReviewCounts counts) =>
        counts.Acceptance is { } accepted ? (accepted * 100).ToString("0", CultureInfo.InvariantCulture) + " %" : "";

    private static string Shown(FindingView finding, int width = 40) =>
        finding.Reviewed is { } reviewed
            ? $"{(reviewed.ValueKind == JsonValueKind.Null ? "none" : Values.Show(reviewed, width))} (was {Values.Show(finding.Value, width)})"
            : Values.Show(finding.Value, width);
}
