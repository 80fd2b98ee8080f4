namespace Strata.Testing.LabelledSets;

/// <summary>Repeatable chance, and the mistakes that come of it.</summary>
public sealed class Chance(int seed)
{
    private const string Rows = "qwertyuiopasdfghjklzxcvbnm";
    private ulong _state = (ulong)seed * 0x9e3779b97f4a7c15;

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public double Part() => (Next() >> 11) / (double)(1UL << 53);

    public bool Is(double chance) => Part() < chance;

    public T One<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    /// <summary>Position under Zipf's law: the first of <paramref name="count"/> is the most common by far.</summary>
    public int Zipf(int count, double skew = 1)
    {
        // Inverse of the integral of x^-skew over 1..count.
        var u = Part();
        var x =
            Math.Abs(skew - 1) < 1e-9 ? Math.Exp(u * Math.Log(count)) : Math.Pow((u * (Math.Pow(count, 1 - skew) - 1)) + 1, 1 / (1 - skew));
        return Math.Min(count - 1, (int)x - 1);
    }

    /// <summary>A slip of the keyboard, so often per text as the chance says (more than one in a third of those).</summary>
    public string Typo(string text, double chance)
    {
        while (text.Length > 2 && Is(chance))
        {
            var at = Below(text.Length - 1);
            var c = text[at];
            text = Below(5) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, c.ToString()),
                2 => text[..at] + text[at + 1] + c + text[(at + 2)..],
                3 when char.IsAsciiDigit(c) => text[..at] + (char)('0' + Below(10)) + text[(at + 1)..],
                _ when char.IsAsciiLetter(c) => text[..at] + Rows[Below(Rows.Length)] + text[(at + 1)..],
                _ => text,
            };
            chance = 0.33;
        }
        return text;
    }

    /// <summary>The words without some of them.</summary>
    public string Drop(string text, double chance)
    {
        var kept = text.Split(' ').Where((_, i) => i == 0 || !Is(chance));
        return string.Join(' ', kept);
    }

    /// <summary>A word that sounds as if it were one.</summary>
    public string Word(int syllables)
    {
        string[] starts =
        [
            "b",
            "br",
            "c",
            "ch",
            "d",
            "f",
            "g",
            "gr",
            "h",
            "j",
            "k",
            "kr",
            "l",
            "m",
            "n",
            "p",
            "r",
            "s",
            "st",
            "sch",
            "t",
            "tr",
            "v",
            "w",
            "z",
        ];
        string[] vowels = ["a", "e", "i", "o", "u", "ai", "ee", "ou"];
        string[] ends = ["", "", "", "n", "r", "s", "l", "ck", "nd", "rt", "m"];
        var word = new StringBuilder();
        for (var i = 0; i < syllables; i++)
        {
            word.Append(One(starts)).Append(One(vowels)).Append(i == syllables - 1 || Is(0.3) ? One(ends) : "");
        }
        return word.ToString();
    }

    private ulong Next()
    {
        var x = _state += 0x9e3779b97f4a7c15;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
}
