using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Erasure;

/// <summary>Removes sources or a span of time for good, after showing what goes.</summary>
internal static class EraseVerb
{
    private const int MaxNamed = 20;

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
            call.Out.One(preview, Show);
            return;
        }
        foreach (var line in Lines(preview))
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
        call.Out.One(receipt, Show);
    }

    private static async Task ListAsync(CommandContext call, CancellationToken ct) =>
        await call.Out.ManyAsync(
            (await (await call.StrataAsync(ct)).Erasures.ListAsync(ct)),
            (console, receipts) =>
            {
                var table = new ConsoleTable(console, "id", "at", "what", "#rows", "#bytes");
                foreach (var r in receipts)
                {
                    table.Row(
                        r.ErasureId,
                        Values.Show(r.FinishedAt),
                        Terminal.Safe(What(r.Scope)),
                        Values.Count(r.Rows.Values.Sum()),
                        Values.Size(r.Bytes)
                    );
                }
                table.Write("Nothing was erased.");
            }
        );

    private static async Task LiftAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        call.Out.One(
            await strata.Erasures.LiftAsync(call.Get(Erasure), call.Get(SharedOptions.Reason), ct),
            (console, lifted) => console.WriteLine($"{lifted.ErasureId} lifted by {lifted.DecisionId}: the same bytes may come in again")
        );
    }

    private static void Show(IAnsiConsole console, ErasurePreview preview)
    {
        foreach (var line in Lines(preview))
        {
            console.WriteLine(line);
        }
    }

    private static IEnumerable<string> Lines(ErasurePreview preview)
    {
        foreach (var source in preview.Sources.Take(MaxNamed))
        {
            var why = source.Why == "asked" ? "" : $", {source.Why}";
            yield return $"{source.SourceId}  {Terminal.Safe(source.FileName ?? "")}  {Values.Size(source.ByteSize)}{why}";
        }
        if (preview.SourceCount > MaxNamed)
        {
            yield return $"… {Values.Count(preview.SourceCount)} sources in all";
        }
        yield return $"Removes {Values.Count(preview.Documents, "document", "documents")}, {Values.Count(preview.Runs, "run", "runs")}, "
            + $"{Values.Count(preview.Observations, "observation", "observations")}; "
            + $"{Values.Count(preview.EntitiesRemoved, "entity goes", "entities go")}, {Values.Count(preview.EntitiesChanged, "changes", "change")}.";
        yield return $"Frees {Values.Size(preview.BytesFreed)}; deleting the entities instead would free {Values.Size(preview.BytesFreedByDeleting)}.";
        yield return $"Afterwards: {preview.Afterwards}";
    }

    private static void Show(IAnsiConsole console, PartErasureReceipt receipt)
    {
        console.WriteLine(
            $"{receipt.ErasureId}: {Values.Count(receipt.Rows.Values.Sum(), "row", "rows")} removed, {Values.Size(receipt.Bytes)} freed (receipt: strata erasures list --json)"
        );
        if (receipt.LastBackup is { } backup)
        {
            console.WriteLine($"A backup of {Values.Show(backup)} still holds it.");
        }
    }

    private static string What(ErasureScope scope) =>
        scope.SourceId ?? scope.Project ?? $"{(scope.From is { } f ? Values.Show(f) : "")} to {(scope.To is { } t ? Values.Show(t) : "")}";
}
