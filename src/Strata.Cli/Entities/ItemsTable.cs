using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>Prints a list of objects, such as the lines of an invoice, as a table.</summary>
internal static class ItemsTable
{
    private const int MaxRows = 200;
    private const int MaxColumns = 10;

    public static bool IsTable(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.GetArrayLength() > 0
        && value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object);

    public static void Show(IAnsiConsole console, JsonElement items)
    {
        var names = items.EnumerateArray().SelectMany(e => e.EnumerateObject().Select(p => p.Name)).Distinct().ToList();
        // Words before numbers, as on paper.
        var columns = names.OrderBy(IsNumber).Take(MaxColumns).ToList();
        var table = new ConsoleTable(console, ["   ", .. columns.Select(c => (IsNumber(c) ? "#" : "~") + Terminal.Safe(c))]);
        foreach (var item in items.EnumerateArray().Take(MaxRows))
        {
            table.Row(["", .. columns.Select(c => item.TryGetProperty(c, out var value) ? Values.Show(value, 60) : "")]);
        }
        table.Write("");
        if (items.GetArrayLength() > MaxRows || names.Count > MaxColumns)
        {
            console.WriteLine($"     … {items.GetArrayLength()} items with {names.Count} fields; --json shows all.");
        }

        bool IsNumber(string name) =>
            items.EnumerateArray().Any(e => e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number);
    }
}
