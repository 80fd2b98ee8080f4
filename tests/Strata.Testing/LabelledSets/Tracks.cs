namespace Strata.Testing.LabelledSets;

/// <summary>
/// Songs of two shops: guests in the title or not, explicit and clean versions, lengths as minutes, dates in words, deluxe albums that hold
/// the same songs again.
/// </summary>
public static class Tracks
{
    private static readonly (string A, string B)[] Genres =
    [
        ("Country,Music", "Country"),
        ("Hip-Hop/Rap,Music,Rap", "Rap & Hip-Hop"),
        ("Pop,Music,Rock", "Pop"),
        ("Dance,Music,Electronic", "Dance & Electronic"),
        ("Rock,Music", "Rock"),
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var words = People.Names(
            new Chance(51),
            ["Love", "Night", "Heart", "Home", "Road", "Girl", "Time", "Dance", "Fire", "Rain", "World", "Baby"],
            500,
            2
        );
        var names = People.Names(new Chance(52), [], 700, 2);
        string Title() => string.Join(' ', Enumerable.Range(0, 1 + chance.Below(4)).Select(_ => words[chance.Zipf(words.Count, 0.6)]));
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        while (a.Count < count)
        {
            var (artist, album, genre) = ($"{names[chance.Zipf(names.Count, 0.6)]} {chance.One(names)}", Title(), chance.One(Genres));
            var (released, label) = (new DateOnly(2000, 1, 1).AddDays(chance.Below(5_500)), chance.One(names) + " Records");
            for (var track = 3 + chance.Below(10); track > 0; track--)
            {
                var title = Title() + (chance.Is(0.12) ? $" (feat. {chance.One(names)} {chance.One(names)})" : "");
                var (seconds, price) = (150 + chance.Below(150), chance.One<string>(["$0.99", "$1.29"]));
                var (inA, inB) = (chance.Is(0.6), chance.Is(0.5));
                if (inA)
                {
                    a.Add([
                        title,
                        artist,
                        album + (chance.Is(0.15) ? " (Deluxe Version)" : ""),
                        genre.A,
                        price,
                        $"℗ {released.Year} {label}, a division of {chance.One(names)} Music Group",
                        Length(seconds),
                        released.ToString("d-MMM-yy", CultureInfo.InvariantCulture),
                    ]);
                }
                for (var editions = inB ? 1 + (chance.Is(0.12) ? 1 : 0) : 0; editions > 0; editions--)
                {
                    // The same recording on the plain and on the deluxe album.
                    if (inA)
                    {
                        truth.Add((a.Count - 1, b.Count));
                    }
                    var other = chance.Is(0.2) && title.Contains('(', StringComparison.Ordinal) ? title.Split(" (")[0] : title;
                    b.Add([
                        other + (chance.Is(0.08) ? " [Explicit]" : ""),
                        artist,
                        album
                            + (
                                editions == 2 ? " [Deluxe Edition]"
                                : chance.Is(0.05) ? " [Explicit]"
                                : ""
                            ),
                        genre.B,
                        chance.Is(0.7) ? price : "$0.89",
                        chance.Is(0.8) ? $"(C) {released.Year} {label}" : null,
                        Length(seconds + chance.Below(3) - 1),
                        released.AddDays(chance.Is(0.2) ? chance.Below(30) : 0).ToString("MMMM d, yyyy", CultureInfo.InvariantCulture),
                    ]);
                }
            }
        }
        string[] columns = ["Song_Name", "Artist_Name", "Album_Name", "Genre", "Price", "CopyRight", "Time", "Released"];
        return new LabelledSet("tracks", new LabelledFile("", columns, a), new LabelledFile("", columns, b), truth);
    }

    private static string Length(int seconds) => $"{seconds / 60}:{seconds % 60:D2}";
}
