namespace Strata.Testing.LabelledSets;

/// <summary>
/// A stock of screws and nuts, some there twice in other words: "Hex Bolt M6x20 zinc", "M6 x 20 mm hex bolt, zinc plated". Sizes tell all
/// of them apart.
/// </summary>
public static class Screws
{
    private static readonly string[] Kinds =
    [
        "Hex Bolt",
        "Machine Screw",
        "Flat Washer",
        "Wood Screw",
        "Lock Nut",
        "Threaded Rod",
        "Set Screw",
        "Carriage Bolt",
    ];
    private static readonly (string Short, string Long)[] Finishes =
    [
        ("stainless", "A2 stainless steel"),
        ("zinc", "zinc plated"),
        ("brass", "solid brass"),
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var all =
            from kind in Kinds
            from width in new[] { 3, 4, 5, 6, 8, 10, 12 }
            from length in new[] { 10, 12, 16, 20, 25, 30, 40, 50, 60 }
            from finish in Finishes
            select (kind, width, length, finish);
        var left = all.ToList();
        var (rows, truth) = (new List<string?[]>(), new List<(int, int)>());
        while (rows.Count < count && left.Count > 0)
        {
            var at = chance.Below(left.Count);
            var (kind, width, length, finish) = left[at];
            left.RemoveAt(at);
            var price = 0.05 + (chance.Below(300) / 100.0);
            rows.Add([$"{kind} M{width}x{length} {finish.Short}", Price(price), "Fasteners"]);
            if (chance.Is(0.3))
            {
                truth.Add((rows.Count - 1, rows.Count));
                rows.Add([
                    $"M{width} x {length} mm {kind.ToLowerInvariant()}, {(chance.Is(0.7) ? finish.Short : finish.Long)}",
                    Price(price * (0.9 + (chance.Part() / 5))),
                    "fasteners",
                ]);
            }
        }
        return People.Shuffled("screws", ["description", "unit_price", "category"], rows, truth, chance);
    }

    private static string Price(double price) => price.ToString("0.00", CultureInfo.InvariantCulture);
}
