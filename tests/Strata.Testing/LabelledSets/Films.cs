namespace Strata.Testing.LabelledSets;

/// <summary>
/// Films in two catalogues: titles with and without articles and years, remakes and sequels, casts cut short, running times in other words.
/// </summary>
public static class Films
{
    private static readonly string[] Nouns =
    [
        "Night",
        "River",
        "King",
        "Shadow",
        "Garden",
        "Heart",
        "Road",
        "City",
        "House",
        "Dream",
        "Storm",
        "Winter",
        "Island",
        "Stranger",
        "Mirror",
        "Train",
        "Daughter",
        "Soldier",
        "Ghost",
        "Summer",
        "Blood",
        "Fire",
        "Secret",
        "Promise",
        "Return",
        "Game",
        "Hunter",
        "Wedding",
        "Letter",
        "Sea",
    ];
    private static readonly string[] Marks =
    [
        "Dark",
        "Last",
        "Lost",
        "Silent",
        "Red",
        "Golden",
        "Broken",
        "Long",
        "Little",
        "Wild",
        "Second",
        "Perfect",
        "Dead",
        "True",
        "Great",
        "Blue",
        "Hidden",
        "Burning",
        "Final",
        "Lonely",
    ];
    private static readonly string[] Genres =
    [
        "Drama",
        "Comedy",
        "Action",
        "Thriller",
        "Horror",
        "Romance",
        "Animation",
        "Science Fiction",
        "Documentary",
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var people = People.Names(new Chance(77), [], 2500, 3);
        var names = People.Names(new Chance(78), ["Tom", "Julia", "Robert", "Meryl", "Denzel"], 300, 2);
        string Person() => $"{names[chance.Zipf(names.Count, 0.8)]} {people[chance.Zipf(people.Count, 0.6)]}";

        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        var title = "";
        for (var i = 0; i < count; i++)
        {
            title =
                i > 0 && chance.Is(0.08)
                    ? title + (chance.Is(0.5) ? "" : " " + (2 + chance.Below(3)))
                    : chance.Below(4) switch
                    {
                        0 => $"The {chance.One(Marks)} {chance.One(Nouns)}",
                        1 => $"{chance.One(Nouns)} of the {chance.One(Nouns)}",
                        2 => $"{chance.One(Marks)} {chance.One(Nouns)}: {chance.One(Nouns)}s of {people[chance.Below(people.Count)]}",
                        _ => $"{people[chance.Below(people.Count)]} {chance.One(Nouns)}",
                    };
            var (year, minutes, director, genre) = (1950 + chance.Below(70), 75 + chance.Below(90), Person(), chance.One(Genres));
            var cast = Enumerable.Range(0, 5).Select(_ => Person()).ToArray();
            var (inA, inB) = (chance.Is(0.8), chance.Is(0.7));
            if (inA && inB)
            {
                truth.Add((a.Count, b.Count));
            }
            if (inA)
            {
                a.Add([title, year.ToString(CultureInfo.InvariantCulture), director, string.Join(',', cast), genre, $"{minutes} min"]);
            }
            if (inB)
            {
                var other =
                    title.StartsWith("The ", StringComparison.Ordinal) && chance.Is(0.3) ? title[4..] + ", The" : chance.Typo(title, 0.05);
                other = chance.Is(0.15) ? $"{other} ({year})" : other;
                var stars = string.Join(", ", cast.Where(_ => chance.Is(0.7)));
                var length = minutes + chance.Below(3) - 1;
                b.Add([
                    other,
                    chance.Is(0.1) ? null : (year + (chance.Is(0.15) ? 1 : 0)).ToString(CultureInfo.InvariantCulture),
                    chance.Is(0.1) ? null : chance.Typo(director, 0.05),
                    stars,
                    chance.Is(0.5) ? $"{genre}, {chance.One(Genres)}" : genre,
                    chance.Is(0.2) ? null : $"{length / 60} hr. {length % 60} min.",
                ]);
            }
        }
        return new LabelledSet(
            "films",
            new LabelledFile("a", ["name", "year", "director", "cast", "genre", "duration"], a),
            new LabelledFile("b", ["title", "release_year", "directed_by", "stars", "genres", "runtime"], b),
            truth
        );
    }
}
