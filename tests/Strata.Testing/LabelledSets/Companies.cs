namespace Strata.Testing.LabelledSets;

/// <summary>
/// Companies in two registers: legal forms left out or spelt out, abbreviations, head offices and branches, groups whose companies differ
/// in a word.
/// </summary>
public static class Companies
{
    private static readonly (string Short, string Long)[] Forms =
    [
        ("Inc.", "Incorporated"),
        ("Ltd", "Limited"),
        ("Corp.", "Corporation"),
        ("Co.", "Company"),
        ("GmbH", "Gesellschaft mbH"),
        ("S.A.", "Société Anonyme"),
        ("LLC", "L.L.C."),
        ("AG", "Aktiengesellschaft"),
    ];
    private static readonly (string Short, string Long)[] Trades =
    [
        ("Intl", "International"),
        ("Mfg", "Manufacturing"),
        ("Svcs", "Services"),
        ("Tech", "Technologies"),
        ("Pharma", "Pharmaceuticals"),
        ("Eng", "Engineering"),
        ("Bros", "Brothers"),
        ("Log", "Logistics"),
        ("Holdings", "Holdings"),
        ("Energy", "Energy"),
        ("Capital", "Capital"),
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var words = People.Names(new Chance(71), ["Global", "United", "First", "National", "Pacific", "Northern"], 2_500, 3);
        var towns = People.Names(new Chance(72), ["New York", "London", "Berlin", "Paris"], 300, 2);
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        while (a.Count < count)
        {
            var stem = words[chance.Zipf(words.Count, 0.5)] + (chance.Is(0.5) ? " " + chance.One(words) : "");
            var (town, site) = (
                towns[chance.Zipf(towns.Count, 0.8)],
                stem.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() + chance.One<string>([".com", ".net", ".de"])
            );
            for (var group = chance.Is(0.2) ? 2 + chance.Below(3) : 1; group > 0; group--)
            {
                var (trade, form, street, staff) = (
                    chance.One(Trades),
                    chance.One(Forms),
                    $"{1 + chance.Below(900)} {chance.One(words)} {chance.One<string>(["Street", "Avenue", "Square"])}",
                    (int)(5 * Math.Exp(chance.Part() * 8))
                );
                var (inA, inB) = (chance.Is(0.75), chance.Is(0.65));
                if (inA && inB)
                {
                    truth.Add((a.Count, b.Count));
                }
                if (inA)
                {
                    a.Add([
                        $"{stem} {trade.Long} {form.Short}",
                        street,
                        town,
                        chance.Is(0.6) ? "https://www." + site : null,
                        chance.Is(0.5) ? staff.ToString(CultureInfo.InvariantCulture) : null,
                    ]);
                }
                if (inB)
                {
                    var name =
                        $"{(chance.Is(0.1) ? "The " : "")}{chance.Typo(stem, 0.06)} {(chance.Is(0.3) ? trade.Short : trade.Long)} {(chance.Is(0.3) ? "" : chance.Is(0.3) ? form.Long : form.Short.Replace(".", "", StringComparison.Ordinal))}".Trim();
                    b.Add([
                        chance.Is(0.3) ? name.ToUpperInvariant() : name,
                        chance.Is(0.25) ? null
                        : chance.Is(0.1) ? $"P.O. Box {chance.Below(900)}"
                        : chance.Typo(street, 0.1),
                        chance.Is(0.05) ? null : town,
                        chance.Is(0.5) ? "http://" + site + "/" : null,
                        chance.Is(0.5) ? (staff * (70 + chance.Below(60)) / 100).ToString(CultureInfo.InvariantCulture) : null,
                    ]);
                }
            }
        }
        return new LabelledSet(
            "companies",
            new LabelledFile("a", ["company", "address", "city", "website", "employees"], a),
            new LabelledFile("b", ["name", "street", "town", "url", "staff"], b),
            truth
        );
    }
}
