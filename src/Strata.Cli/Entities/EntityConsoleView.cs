using Spectre.Console;
using Strata.Cli.Output;
using Strata.Cli.Payments;

namespace Strata.Cli.Entities;

/// <summary>Prints one entity as a card with the origin of each value, or several as a table.</summary>
internal static class EntityConsoleView
{
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    public static void Show(IAnsiConsole console, EntityView entity)
    {
        console.Write(new Text(Terminal.Safe(entity.Title ?? entity.EntityId), Strong));
        console.Write(new Text($"  {entity.EntityType}  {entity.EntityId}{State(entity)}\n", Faint));
        var width = entity.Fields.Keys.Select(k => k.Length).DefaultIfEmpty(0).Max();
        foreach (var (field, value) in entity.Fields)
        {
            console.Write(new Text($"  {Terminal.Safe(field).PadRight(width)}  "));
            var isTable = ItemsTable.IsTable(value);
            console.Write(new Text(isTable ? Values.Count(value.GetArrayLength(), "item", "items") : Values.Show(value), Strong));
            if (entity.Provenance?.GetValueOrDefault(field) is { } from)
            {
                console.Write(new Text("  ← " + ProvenanceText.Line(from), Faint));
            }
            console.WriteLine();
            if (entity.Doubtful?.GetValueOrDefault(field) is { } doubt)
            {
                console.Write(new Text($"  {"".PadRight(width)}  doubtful: {Terminal.Safe(doubt)}\n", Faint));
            }
            if (isTable)
            {
                ItemsTable.Show(console, value);
            }
        }
        foreach (var (field, value) in entity.Fragments ?? new Dictionary<string, System.Text.Json.JsonElement>(0))
        {
            var origin = entity.FragmentProvenance?.GetValueOrDefault(field) is { } from ? "  ← " + ProvenanceText.Line(from) : "";
            console.Write(new Text($"  ({Terminal.Safe(field)}  {Values.Show(value)}, not declared){origin}\n", Faint));
        }
        if (entity.Settlement is { } settlement)
        {
            Show(console, settlement);
        }
        if (entity.MergedFrom.Count > 0)
        {
            console.WriteLine($"  merged from {string.Join(", ", entity.MergedFrom)}");
        }
        foreach (var conflict in entity.Conflicts ?? [])
        {
            var others = string.Join("; ", conflict.Candidates.Select(c => $"{Values.Show(c.Value)} ← {ProvenanceText.Line(c)}"));
            console.WriteLine($"  conflict on {Terminal.Safe(conflict.Field)}: {others}");
        }
        console.Write(
            new Text(
                $"  {Values.Count(entity.ObservationCount, "observation", "observations")} · schema {entity.EntityType} v{entity.SchemaVersion}"
                    + $" · seq {entity.Seq} · updated {Values.Show(entity.UpdatedAt)} · hash {Values.Short(entity.Hash)}\n",
                Faint
            )
        );
    }

    private static void Show(IAnsiConsole console, SettlementView settlement)
    {
        var open = settlement.State == SettlementState.PartlyPaid ? $", {Money.Show(settlement.Open, settlement.Currency)} open" : "";
        var stated = settlement.Stated is { } says ? $", but says itself: {Terminal.Safe(says)}" : "";
        console.WriteLine($"  {settlement.State.Name().Replace('_', ' ')}{open}{stated}");
        foreach (var payment in settlement.Payments)
        {
            var basis =
                payment.Basis == SettlementBasis.Confirmed
                    ? $"confirmed by {payment.RelationshipId}"
                    : "by number and amount, not confirmed";
            console.WriteLine($"    {payment.Date}  {Money.Show(payment.Amount, settlement.Currency)}  {payment.EntityId}  {basis}");
        }
    }

    public static void Show(IAnsiConsole console, IReadOnlyList<EntityView> entities) => Show(console, entities, []);

    /// <param name="first">Fields to show before the others, such as filtered ones.</param>
    public static void Show(IAnsiConsole console, IReadOnlyList<EntityView> entities, IReadOnlyList<string> first)
    {
        var listing = new ConsoleTable(console, "id", "type", "title", "fields", "updated");
        foreach (var entity in entities)
        {
            // raw_data repeats the whole record.
            var kept = (entity.Fragments ?? new Dictionary<string, System.Text.Json.JsonElement>(0)).Where(f => f.Key != "raw_data");
            var all = entity.Fields.OrderByDescending(f => first.Contains(f.Key)).Concat(kept);
            var fields = string.Join("  ", all.Select(f => $"{f.Key}={Values.Show(f.Value, 40)}"));
            listing.Row(
                entity.EntityId,
                entity.EntityType + State(entity),
                Values.Show(Title(entity), 40),
                Values.Show(SharedOptions.Text(fields), 90),
                Values.Show(entity.UpdatedAt)
            );
        }
        listing.Write("No entities.");
    }

    private static System.Text.Json.JsonElement? Title(EntityView entity) => entity.Title is { } title ? SharedOptions.Text(title) : null;

    private static string State(EntityView entity) =>
        entity.State switch
        {
            EntityStatus.Active => "",
            EntityStatus.Merged => $" (merged into {entity.MergedInto})",
            _ => $" ({entity.State.Name()})",
        };
}
