using System.Globalization;

namespace Strata.Jobs.Schedules;

/// <summary>One field of a cron expression: the values it allows, as bits.</summary>
internal readonly record struct CronField(ulong Bits, bool IsAny)
{
    public bool Allows(int value) => (Bits >> value & 1) != 0;

    /// <exception cref="FormatException">Says what is wrong with it.</exception>
    public static CronField Parse(string text, string name, int least, int most, params IReadOnlyList<string> names)
    {
        ulong bits = 0;
        foreach (var part in text.Split(','))
        {
            bits |= Range(part, name, least, most, names);
        }
        return new CronField(bits, text[0] is '*' or '?');
    }

    private static ulong Range(string part, string name, int least, int most, IReadOnlyList<string> names)
    {
        var slash = part.Split('/');
        var step = slash.Length == 1 ? 1 : Number(slash[1], name, 1, most, []);
        if (slash.Length > 2 || slash[0].Length == 0)
        {
            throw Wrong(part, name, least, most);
        }
        var (from, to) = (least, most);
        if (slash[0] is not ("*" or "?"))
        {
            var ends = slash[0].Split('-');
            from = Number(ends[0], name, least, most, names);
            to =
                ends.Length == 2 ? Number(ends[1], name, least, most, names)
                : slash.Length == 2 ? most // "5/10": from 5 on
                : from;
            if (ends.Length > 2 || to < from)
            {
                throw Wrong(part, name, least, most);
            }
        }
        ulong bits = 0;
        for (var value = from; value <= to; value += step)
        {
            bits |= 1UL << value;
        }
        return bits;
    }

    private static int Number(string text, string name, int least, int most, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], text, StringComparison.OrdinalIgnoreCase))
            {
                return least + i;
            }
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(text, name, least, most);
    }

    private static FormatException Wrong(string text, string name, int least, int most) =>
        new($"'{text}' is not a {name}: {least} to {most}, *, lists (1,15), ranges (1-5) and steps (*/10).");
}
