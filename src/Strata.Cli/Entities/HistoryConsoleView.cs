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
                entry.Kind.Name() + ((entry.Other ?? entry.Target) is { } other ? " " + other : ""),
                entry.Id,
                entry.Actor ?? entry.RunId ?? entry.SourceId,
                string.Join("  ", entry.Changes.Select(Change)) + (entry.Reason is null ? "" : $"  “{Terminal.Short(entry.Reason, 60)}”")
            );
        }
        listing.Write("Nothing happened.");
    }

    /// <summary>Beyond so many characters, only what changed of a text is shown.</summary>
    private const int Long = 40;

    private static string Change(FieldChange change) =>
        change is { Before: { ValueKind: JsonValueKind.String } before, After: { ValueKind: JsonValueKind.String } after }
        && (before.GetString() ?? "") is var old
        && (after.GetString() ?? "") is var now
        && (old.Length > Long || now.Length > Long)
            ? $"{change.Field}: {Terminal.Safe(TextDiff.Of(old, now))}"
        : change.Before is null ? $"{change.Field}: {Values.Show(change.After, 40)}"
        : $"{change.Field}: {Values.Show(change.Before, 40)} → {Values.Show(change.After, 40)}";
}
