using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Erasure;

/// <summary>Removes sources or a span of time for good, after showing what goes.</summary>
internal static class EraseVerb
{
    private static readonly Argument<string?> Source = new("SOURCE")
    {
        Description = "Source id (src_…), file name or path",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> From = new("--from")
    {
        HelpName = "TIME",
        Description = "Instead of a source: what was observed at or after this date or time",
    };
    private static readonly Option<string?> To = new("--to") { HelpName = "TIME", Description = "And before this date or time" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show what would go, and remove nothing" };
    private static readonly Argument<string> Erasure = new("ERASURE") { Description = "Erasure id (dec_…), of its receipt" };

    public static Command Create() =>
        new Command("erase", "Remove a source, or what was observed in a span of time, for good; shows first what goes and what it frees")
        {
            Source,
            From,
            To,
            DryRun,
            SharedOptions.Reason,
            Yes.Option,
        }.Runs(EraseAsync);

    public static Command CreateList() =>
        new Command("erasures", "List what was erased; let the same bytes in again")
        {
            new Command("list", "List receipts").Runs(ListAsync),
            new Command("lift", "Let the bytes of an erasure come in again; brings nothing back") { Erasure, SharedOptions.Reason }.Runs(
                LiftAsync
            ),
        };

    private static async Task EraseAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var scope = new ErasureScope
        {
            SourceId = call.Find(Source),
            From = SharedOptions.Time("--from", call.Get(From)),
            To = SharedOptions.Time("--to", call.Get(To)),
        };
        var preview = await strata.Erasures.PreviewAsync(scope, ct);
        if (call.Get(DryRun))
        {
            call.Out.One(preview, ErasureConsoleView.Show);
            return;
        }
        foreach (var line in ErasureConsoleView.Lines(preview))
        {
            call.Out.Note(line);
        }
        call.Confirm("This can't be undone.");
        var request = new ErasePart
        {
            SourceId = scope.SourceId,
            From = scope.From,
            To = scope.To,
            Confirm = preview.Confirm,
            Reason = call.Get(SharedOptions.Reason),
        };
        var receipt = await ProgressLine.RunAsync(call.Environment, "erase", progress => strata.Erasures.EraseAsync(request, progress, ct));
        call.Out.One(receipt, ErasureConsoleView.Show);
    }

    private static async Task ListAsync(CommandContext call, CancellationToken ct) =>
        await call.Out.ManyAsync((await (await call.StrataAsync(ct)).Erasures.ListAsync(ct)), ErasureConsoleView.Show);

    private static async Task LiftAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(
            await strata.Erasures.LiftAsync(call.Get(Erasure), call.Get(SharedOptions.Reason), ct),
            (console, lifted) => console.WriteLine($"{lifted.ErasureId} lifted by {lifted.DecisionId}: the same bytes may come in again")
        );
    }
}
