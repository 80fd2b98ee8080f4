namespace Strata.Cli.Output;

/// <summary>Shows what changed between two texts, word by word, as <c>git diff --word-diff</c> does: <c>[-old-]{+new+}</c>.</summary>
internal static class TextDiff
{
    /// <summary>Words beside a change that are shown.</summary>
    private const int Around = 3;

    /// <summary>Beyond so many words between the first and the last change, they are shown as one change.</summary>
    private const int MaxWords = 1_000;

    public static string Of(string before, string after)
    {
        var (old, now) = (Words(before), Words(after));
        var start = 0;
        while (start < old.Count && start < now.Count && old[start] == now[start])
        {
            start++;
        }
        var end = 0;
        while (end < old.Count - start && end < now.Count - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }
        var text = new StringBuilder();
        Kept(text, old[..start], isFirst: true, isLast: false);
        Changes(text, old[start..^end], now[start..^end]);
        Kept(text, old[^end..], isFirst: false, isLast: true);
        return text.ToString().Trim();
    }

    private static List<string> Words(string text) => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private static void Changes(StringBuilder text, List<string> old, List<string> now)
    {
        if (old.Count > MaxWords || now.Count > MaxWords)
        {
            Changed(text, old, now);
            return;
        }
        // Lengths of the longest common subsequences of the rests (Wagner and Fischer, 1974).
        var common = new int[old.Count + 1, now.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }
        var (removed, added, kept) = (new List<string>(), new List<string>(), new List<string>());
        for (int i = 0, j = 0; i < old.Count || j < now.Count; )
        {
            if (i < old.Count && j < now.Count && old[i] == now[j])
            {
                Changed(text, removed, added);
                kept.Add(old[i++]);
                j++;
                continue;
            }
            Kept(text, kept, isFirst: false, isLast: false);
            if (j == now.Count || (i < old.Count && common[i + 1, j] >= common[i, j + 1]))
            {
                removed.Add(old[i++]);
            }
            else
            {
                added.Add(now[j++]);
            }
        }
        Changed(text, removed, added);
        Kept(text, kept, isFirst: false, isLast: false);
    }

    private static void Changed(StringBuilder text, List<string> removed, List<string> added)
    {
        if (removed.Count > 0)
        {
            text.Append("[-").AppendJoin(' ', removed).Append("-] ");
        }
        if (added.Count > 0)
        {
            text.Append("{+").AppendJoin(' ', added).Append("+} ");
        }
        removed.Clear();
        added.Clear();
    }

    private static void Kept(StringBuilder text, List<string> words, bool isFirst, bool isLast)
    {
        var most = isFirst || isLast ? Around : 2 * Around;
        if (words.Count <= most)
        {
            text.AppendJoin(' ', words).Append(words.Count > 0 ? " " : "");
        }
        else
        {
            text.AppendJoin(' ', isFirst ? [] : words[..Around])
                .Append(isFirst ? "… " : " … ")
                .AppendJoin(' ', isLast ? [] : words[^Around..])
                .Append(' ');
        }
        words.Clear();
    }
}
