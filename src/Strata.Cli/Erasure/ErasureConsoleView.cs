using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Erasure;

/// <summary>Prints what an erasure would remove, and what it has removed.</summary>
internal static class ErasureConsoleView
{
    private const int MaxNamed = 20;

    public static void Show(IAnsiConsole console, ErasurePreview preview)
    {
        foreach (var line in Lines(preview))
        {
            console.WriteLine(line);
        }
    }

    public static IEnumerable<string> Lines(ErasurePreview preview)
    {
        foreach (var source in preview.Sources.Take(MaxNamed))
        {
            var why = source.Why == "asked" ? "" : $", {source.Why}";
            yield return $"{source.SourceId}  {Terminal.Safe(source.FileName ?? "")}  {ByteSize.Show(source.ByteSize)}{why}";
        }
        if (preview.SourceCount > MaxNamed)
        {
            yield return $"… {Values.Count(preview.SourceCount)} sources in all";
        }
        yield return $"Removes {Values.Count(preview.Documents, "document", "documents")}, {Values.Count(preview.Runs, "run", "runs")}, "
            + $"{Values.Count(preview.Observations, "observation", "observations")}; "
            + $"{Values.Count(preview.EntitiesRemoved, "entity goes", "entities go")}, {Values.Count(preview.EntitiesChanged, "changes", "change")}.";
        yield return $"Frees {ByteSize.Show(preview.BytesFreed)}; deleting the entities instead would free {ByteSize.Show(preview.BytesFreedByDeleting)}.";
        yield return $"Afterwards: {preview.Afterwards}";
    }

    public static void Show(IAnsiConsole console, PartErasureReceipt receipt)
    {
        console.WriteLine(
            $"{receipt.ErasureId}: {Values.Count(receipt.Rows.Values.Sum(), "row", "rows")} removed, {ByteSize.Show(receipt.Bytes)} freed (receipt: strata erasures list --json)"
        );
        if (receipt.LastBackup is { } backup)
        {
            console.WriteLine($"A backup of {Values.Show(backup)} still holds it.");
        }
    }

    public static void Show(IAnsiConsole console, IReadOnlyList<PartErasureReceipt> receipts)
    {
        var table = new ConsoleTable(console, "id", "at", "what", "#rows", "#bytes");
        foreach (var r in receipts)
        {
            table.Row(
                r.ErasureId,
                Values.Show(r.FinishedAt),
                Terminal.Safe(What(r.Scope)),
                Values.Count(r.Rows.Values.Sum()),
                ByteSize.Show(r.Bytes)
            );
        }
        table.Write("Nothing was erased.");
    }

    private static string What(ErasureScope scope) =>
        scope.SourceId ?? scope.Project ?? $"{(scope.From is { } f ? Values.Show(f) : "")} to {(scope.To is { } t ? Values.Show(t) : "")}";
}
