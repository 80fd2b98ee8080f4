using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>Prints the history of an entity.</summary>
internal static class HistoryConsoleView
{
    public static void Show(IAnsiConsole console, IReadOnlyList<HistoryEntry> entries)
    {
        var listing = new ConsoleTable(console, "#seq", "recorded", "what", "id", "by", "changes");
        foreach (var entry in entries)
        {
            listing.Row(
                Values.Count(entry.Seq),
                Values.Show(entry.RecordedAt),
                entry.Kind.Name() + (entry.Other is null ? "" : " " + entry.Other),
                entry.Id,
                entry.Actor ?? entry.RunId ?? entry.SourceId,
                string.Join("  ", entry.Changes.Select(Change)) + (entry.Reason is null ? "" : $"  “{Terminal.Short(entry.Reason, 60)}”")
            );
        }
        listing.Write("Nothing happened.");
    }

    private static string Change(FieldChange change) =>
        change.Before is null
            ? $"{change.Field}: {Values.Show(change.After, 40)}"
            : $"{change.Field}: {Values.Show(change.Before, 40)} → {Values.Show(change.After, 40)}";
}
