namespace Strata.Testing.LabelledSets;

/// <summary>
/// Recordings out of several catalogues in one list, up to five of each: track numbers as letters, lengths in seconds, minutes or
/// milliseconds, artists put into the title, albums with bonus remarks, languages by name or by code.
/// </summary>
public static class Songs
{
    private static readonly string[] Words =
    [
        "Love",
        "Night",
        "Heart",
        "Dance",
        "Blue",
        "River",
        "Fire",
        "Rain",
        "Sun",
        "Moon",
        "Home",
        "Road",
        "Time",
        "Dream",
        "Girl",
        "Boy",
        "Baby",
        "World",
        "Light",
        "Dark",
        "Angel",
        "Star",
        "Sky",
        "Sea",
        "Wind",
        "Summer",
        "Winter",
        "Song",
        "Blues",
        "Rock",
        "Soul",
        "City",
        "Street",
        "Train",
        "Golden",
        "Silver",
        "Broken",
        "Lonely",
        "Sweet",
        "Wild",
    ];
    private static readonly (string Name, string Code)[] Languages =
    [
        ("English", "Eng."),
        ("German", "Ger."),
        ("French", "Fre."),
        ("Japanese", "Jap."),
        ("Spanish", "Spa."),
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var artists = People.Names(new Chance(77), [], 400, 2);
        var (rows, truth) = (new List<string?[]>(), new List<(int, int)>());
        while (rows.Count < count)
        {
            var artist = chance.Is(0.3)
                ? "The " + artists[chance.Zipf(400, 0.8)] + "s"
                : $"{chance.One(artists)} {artists[chance.Zipf(400, 0.8)]}";
            var album = Title(chance, 3);
            var year = 1960 + chance.Below(50);
            var language = Languages[chance.Zipf(Languages.Length)];
            for (var track = 1; track <= 1 + chance.Below(6); track++)
            {
                var song = new Song(track, Title(chance, 4), 120 + chance.Below(240), artist, album, year, language);
                var first = rows.Count;
                for (var copies = chance.Is(0.5) ? 1 : 2 + chance.Below(4); copies > 0; copies--)
                {
                    for (var other = first; other < rows.Count; other++)
                    {
                        truth.Add((other, rows.Count));
                    }
                    rows.Add(Of(chance, song));
                }
            }
        }
        return People.Shuffled("songs", ["number", "title", "length", "artist", "album", "year", "language"], rows, truth, chance);
    }

    private static string?[] Of(Chance chance, Song s)
    {
        var number = s.Track.ToString("00", CultureInfo.InvariantCulture);
        var title = chance.Typo(s.Title, 0.15);
        var (year, language) = (s.Year.ToString(CultureInfo.InvariantCulture), s.Language);
        return chance.Below(5) switch
        {
            0 =>
            [
                s.Track.ToString(CultureInfo.InvariantCulture),
                title,
                (s.Seconds * 1000 + chance.Below(1000)).ToString(CultureInfo.InvariantCulture),
                s.Artist,
                s.Album,
                year,
                language.Name,
            ],
            1 => [number, $"{s.Artist} - {title}", $"{s.Seconds / 60}m {s.Seconds % 60}sec", null, s.Album, "'" + year[2..], language.Code],
            2 =>
            [
                "A" + s.Track,
                $"{number}-{title}",
                s.Seconds.ToString(CultureInfo.InvariantCulture),
                chance.Typo(s.Artist, 0.1),
                s.Album + (chance.Is(0.3) ? " (Bonus Disc)" : ""),
                chance.Is(0.3) ? null : year,
                language.Name,
            ],
            3 =>
            [
                s.Track.ToString(CultureInfo.InvariantCulture),
                $"{title} - {s.Album}",
                (s.Seconds / 60.0).ToString("0.000", CultureInfo.InvariantCulture),
                chance.Typo(s.Artist, 0.1),
                s.Album,
                null,
                null,
            ],
            _ =>
            [
                number,
                title,
                s.Seconds.ToString(CultureInfo.InvariantCulture),
                s.Artist,
                chance.Is(0.2) ? null : chance.Typo(s.Album, 0.15),
                year,
                language.Name,
            ],
        };
    }

    private static string Title(Chance chance, int most) =>
        string.Join(
            ' ',
            Enumerable.Range(0, 1 + chance.Below(most)).Select(_ => chance.Is(0.25) ? Big(chance.Word(2)) : chance.One(Words))
        );

    private static string Big(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private sealed record Song(
        int Track,
        string Title,
        int Seconds,
        string Artist,
        string Album,
        int Year,
        (string Name, string Code) Language
    );
}
