using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Entities;
using Strata.Cli.Output;

namespace Strata.Cli.Review;

/// <summary>Decides about what staged runs have found.</summary>
internal static class ReviewVerb
{
    private static readonly Argument<string> One = new("FINDING") { Description = "Finding id: fnd_…" };
    private static readonly Argument<string[]> Some = new("FINDING")
    {
        Description = "Finding ids (fnd_…); none with a filter: all that match",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private static readonly Argument<string> Undone = new("FINDING|DECISION") { Description = "Finding (fnd_…) or decision (dec_…)" };
    private static readonly Argument<string> Value = new("VALUE") { Description = "The right value: JSON, or text" };
    private static readonly Argument<string> Comment = new("TEXT") { Description = "What to say" };
    private static readonly Argument<string> Decision = new("DECISION") { Description = "Decision of a bulk change: dec_…" };
    private static readonly Option<long?> Revision = new("--revision")
    {
        HelpName = "N",
        Description = "Only if it has not changed since this revision",
    };
    private static readonly Option<string?> To = new("--to") { HelpName = "NAME", Description = "Whom to; left out: nobody" };
    private static readonly Option<string?> KnownAt = new("--known-at") { HelpName = "TIME|SEQ", Description = "The states of then" };

    private static readonly Argument<string> Document = new("DOCUMENT") { Description = "Document id: doc_…" };
    private static readonly Option<bool> SignOff = new("--sign-off") { Description = "Also with flagged findings that are open" };
    private static readonly Option<int> Most = new("--limit")
    {
        HelpName = "N",
        Description = "How many",
        DefaultValueFactory = _ => 10,
    };
    private static readonly Option<bool> Rejected = new("--rejected")
    {
        Description = "What was rejected, which is all that can be asked again",
    };
    private static readonly Option<string?> Run = new("--run") { HelpName = "RUN", Description = "Of this run (run_…)" };
    private static readonly Option<string?> Source = new("--source") { HelpName = "SOURCE", Description = "Of this source (src_…)" };
    private static readonly Option<bool> NoLease = new("--no-lease") { Description = "Do not keep them from other reviewers" };

    public static Command Create() =>
        new Command("review", "Decide about what staged runs have found (strata ingest --stage)")
        {
            new Command("list", "List findings") { KnownAt }
                .WithFindingFilter()
                .Pages()
                .Runs(ListAsync),
            new Command("show", "Show a finding with the text around its quote and its history") { One }.Runs(ShowAsync),
            Decides("confirm", "Confirm findings: their values become part of their entities", ReviewAction.Confirm),
            Decides("reject", "Reject findings", ReviewAction.Reject),
            Decides("clear", "State that there is no value", ReviewAction.Clear),
            Decides("reset", "Stage findings again", ReviewAction.Reset),
            new Command("correct", "State the right value of a finding")
            {
                One,
                Value,
                Revision,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(CorrectAsync),
            new Command("undo", "Undo the latest decision about a finding, or any decision about findings")
            {
                Undone,
                SharedOptions.Reason,
            }.Runs(UndoAsync),
            new Command("next", "Show what to look at next: the riskiest of a document first, near-duplicates together") { Most, NoLease }
                .WithFindingFilter()
                .Runs(NextAsync),
            new Command("progress", "Show how far a bulk change is applied") { Decision }.Runs(ProgressAsync),
            new Command("assign", "Assign findings to a reviewer") { Some, To }.Runs(AssignAsync),
            new Command("comment", "Comment on a finding") { One, Comment }.Runs(CommentAsync),
            new Command("approve", "Record that a document's findings are reviewed")
            {
                Document,
                SignOff,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(ApproveAsync),
            new Command("retry", "Ask an interpreter again about what was rejected, with each refused value and its reason")
            {
                Rejected,
                Run,
                Source,
                SharedOptions.Project,
                SharedOptions.Type,
                SharedOptions.IdempotencyKey,
            }.Runs(RetryAsync),
            new Command("stats", "Count what is decided and what is left").WithFindingFilter().Runs(StatsAsync),
        };

    private static Command Decides(string name, string description, ReviewAction action) =>
        new Command(name, description) { Some, Revision, SharedOptions.Reason, SharedOptions.IdempotencyKey }
            .WithFindingFilter()
            .Runs((call, ct) => DecideAsync(call, action, ct));

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var query = call.FindingFilter();
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            call.FollowAsync(page =>
                strata.Review.ListAsync(
                    FindingFilterOption.Listing(query) with
                    {
                        KnownAt = call.Get(KnownAt),
                        Limit = page.Limit,
                        Cursor = page.Cursor,
                    },
                    ct
                )
            ),
            FindingConsoleView.Show
        );
    }

    private static async Task ShowAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).Review.GetAsync(call.Get(One), ct), FindingConsoleView.Show);

    private static async Task DecideAsync(CommandContext call, ReviewAction action, CancellationToken ct)
    {
        var ids = call.Get(Some);
        var filter = call.FindingFilter();
        var strata = await call.StrataAsync(ct);
        if (ids.Length > 0)
        {
            await ReviewAsync(call, strata, [.. ids.Select(id => Change(call, id, action, null))], ct);
            return;
        }
        if (filter == new FindingFilter())
        {
            throw new UsageException("Name findings (fnd_…), or those that match a filter, such as --run RUN or --project PROJECT.");
        }
        var request = new ReviewMatching
        {
            Filter = action == ReviewAction.Reset || filter.State is not null ? filter : filter with { State = ReviewState.Staged },
            Action = action,
            Reason = call.Get(SharedOptions.Reason),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        call.Out.One(await strata.Review.ReviewMatchingAsync(request, ct), FindingConsoleView.Show);
    }

    private static async Task CorrectAsync(CommandContext call, CancellationToken ct)
    {
        var text = call.Get(Value);
        var strata = await call.StrataAsync(ct);
        var finding = await strata.Review.GetAsync(call.Get(One), ct);
        // Text need not be quoted where the value found is text as well.
        var isText = finding.Value is { ValueKind: JsonValueKind.String } && !text.StartsWith('"');
        var value = isText ? SharedOptions.Text(text) : SharedOptions.TryJson(text) ?? SharedOptions.Text(text);
        await ReviewAsync(call, strata, [Change(call, call.Get(One), ReviewAction.Correct, value)], ct);
    }

    private static FindingChange Change(CommandContext call, string id, ReviewAction action, JsonElement? value) =>
        new()
        {
            FindingId = id,
            Action = action,
            Value = value,
            Revision = call.Get(Revision),
        };

    private static async Task ReviewAsync(CommandContext call, IStrata strata, IReadOnlyList<FindingChange> changes, CancellationToken ct)
    {
        var request = new ReviewFindings
        {
            Changes = changes,
            Reason = call.Get(SharedOptions.Reason),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        call.Out.One(await strata.Review.ReviewAsync(request, ct), FindingConsoleView.Show);
    }

    private static async Task RetryAsync(CommandContext call, CancellationToken ct)
    {
        if (!call.Get(Rejected))
        {
            throw new UsageException("Say what is asked again: --rejected.");
        }
        var request = new RetryRejected
        {
            RunId = call.Get(Run),
            SourceId = call.Get(Source),
            Project = call.Get(SharedOptions.Project),
            EntityType = call.Get(SharedOptions.Type),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        call.Out.One(
            await (await call.StrataAsync(ct)).Review.RetryAsync(request, ct),
            (console, retried) =>
            {
                foreach (var run in retried.Runs)
                {
                    console.WriteLine(
                        $"{run.RunId} asks again about {Values.Count(run.Rejected, "value", "values")} of {run.RetryOf} (strata worker runs it; strata runs watch {run.RunId})"
                    );
                }
                if (retried.Skipped > 0)
                {
                    console.WriteLine($"{Values.Count(retried.Skipped, "value", "values")} of rules: they would find the same again");
                }
            }
        );
    }

    private static async Task UndoAsync(CommandContext call, CancellationToken ct)
    {
        var id = call.Get(Undone);
        var strata = await call.StrataAsync(ct);
        if (id.StartsWith("fnd_", StringComparison.Ordinal))
        {
            var finding = await strata.Review.GetAsync(id, ct);
            id = finding.Details?.History is [var latest, ..]
                ? latest.DecisionId
                : throw new StrataException(ErrorCode.Conflict, $"Nobody has decided about '{id}': there is nothing to undo.");
        }
        call.Out.One(
            await strata.Review.UndoAsync(new UndoReview { DecisionId = id, Reason = call.Get(SharedOptions.Reason) }, ct),
            DecisionConsoleView.Show
        );
    }

    private static async Task NextAsync(CommandContext call, CancellationToken ct)
    {
        var filter = FindingFilterOption.Next(call.FindingFilter()) with { Limit = call.Get(Most), Lease = !call.Get(NoLease) };
        call.Out.One(await (await call.StrataAsync(ct)).Review.NextAsync(filter, ct), FindingConsoleView.Show);
    }

    private static async Task ApproveAsync(CommandContext call, CancellationToken ct)
    {
        var request = new ApproveDocument
        {
            DocumentId = call.Get(Document),
            SignOff = call.Get(SignOff),
            Reason = call.Get(SharedOptions.Reason),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        call.Out.One(
            await (await call.StrataAsync(ct)).Review.ApproveAsync(request, ct),
            (console, review) =>
                console.WriteLine(
                    $"{review.DocumentId} approved by {review.DecisionId}, {Values.Count(review.Staged)} staged, {Values.Count(review.OpenFlags)} flags open (undo: strata retract {review.DecisionId})"
                )
        );
    }

    private static async Task ProgressAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).Review.GetBulkAsync(call.Get(Decision), ct), FindingConsoleView.Show);

    private static async Task AssignAsync(CommandContext call, CancellationToken ct)
    {
        var request = new AssignFindings { FindingIds = call.Get(Some), Assignee = call.Get(To) };
        call.Out.One(
            await (await call.StrataAsync(ct)).Review.AssignAsync(request, ct),
            (console, answer) => console.WriteLine($"{Values.Count(answer.Findings, "finding", "findings")} assigned")
        );
    }

    private static async Task CommentAsync(CommandContext call, CancellationToken ct)
    {
        var request = new CommentFinding { FindingId = call.Get(One), Text = call.Get(Comment) };
        call.Out.One(
            await (await call.StrataAsync(ct)).Review.CommentAsync(request, ct),
            (console, answer) => console.WriteLine(answer.DecisionId ?? "")
        );
    }

    private static async Task StatsAsync(CommandContext call, CancellationToken ct)
    {
        var filter = call.FindingFilter();
        call.Out.One(await (await call.StrataAsync(ct)).Review.GetStatsAsync(filter, ct), FindingConsoleView.Show);
    }
}
