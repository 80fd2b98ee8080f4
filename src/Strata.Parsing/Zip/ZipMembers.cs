namespace Strata.Parsing.Zip;

/// <summary>The members of a ZIP that may become sources, and why the others are refused.</summary>
internal sealed class ZipMembers
{
    /// <summary>Deflate reaches 1,032 : 1, but real files rarely a fifth of it.</summary>
    public const int MaxRatio = 250;

    /// <summary>Expanded bytes above which the ratio counts.</summary>
    public const long RatioCounts = 16 * 1024 * 1024;

    public List<ZipEntry> Accepted { get; } = [];
    public List<string> Refused { get; } = [];

    /// <summary>Whether the directory was read to its end.</summary>
    public bool IsWhole { get; private set; } = true;

    public static ZipMembers Of(Stream source, ParseBudget budget)
    {
        var members = new ZipMembers();
        try
        {
            members.Read(source, budget);
        }
        catch (InvalidDataException e)
        {
            members.Refused.Add(e.Message);
            members.IsWhole = false;
        }
        return members;
    }

    private void Read(Stream source, ParseBudget budget)
    {
        var ends = new SortedList<long, long>();
        var total = 0L;
        foreach (var entry in ZipDirectory.Read(source))
        {
            if (entry.IsFolder || IsLitter(entry.Name))
            {
                continue;
            }
            if (Accepted.Count >= budget.MaxMembers)
            {
                Refused.Add($"the ZIP has more than {budget.MaxMembers} members (MaxMembers)");
                IsWhole = false;
                return;
            }
            if (Reason(entry, source.Length, budget.MaxExpandedBytes - total, budget) is { } reason)
            {
                Refuse($"{Shown(entry.Name)}: {reason}");
            }
            else if (!Reserve(ends, entry))
            {
                Refuse($"{Shown(entry.Name)}: it overlaps another member");
            }
            else
            {
                total += entry.ExpandedBytes;
                Accepted.Add(entry);
            }
            if (Refused.Count > budget.MaxMembers)
            {
                IsWhole = false;
                return;
            }
        }
    }

    private void Refuse(string reason) => Refused.Add(reason);

    private static string? Reason(ZipEntry entry, long sourceLength, long left, ParseBudget budget) =>
        entry.IsEncrypted ? "it is encrypted"
        : entry.IsLink ? "it is a symbolic link"
        : !IsSafe(entry.Name) ? "its path leads out of the ZIP"
        : entry.Method is not (ZipEntry.Stored or ZipEntry.Deflated) ? $"it is compressed by method {entry.Method}, which is not read"
        : entry.CompressedBytes < 0
        || entry.ExpandedBytes < 0
        || entry.HeaderOffset < 0
        || entry.CompressedBytes > sourceLength - entry.HeaderOffset
            ? "it lies outside of the ZIP"
        : entry.ExpandedBytes > left ? $"the ZIP would expand to more than {budget.MaxExpandedBytes} bytes (MaxExpandedBytes)"
        : entry.ExpandedBytes > RatioCounts && entry.ExpandedBytes / MaxRatio > entry.CompressedBytes
            ? $"it would expand to more than {MaxRatio} times its size"
        : null;

    /// <summary>Whether a path is relative, without "..", drive or NUL; with / or \.</summary>
    private static bool IsSafe(string name) =>
        name.Length > 0
        && name[0] is not ('/' or '\\')
        && !(name.Length > 1 && name[1] == ':')
        && !name.Contains('\0', StringComparison.Ordinal)
        && Array.TrueForAll(name.Split('/', '\\'), segment => segment != "..");

    private static bool IsLitter(string name) =>
        name.StartsWith("__MACOSX/", StringComparison.Ordinal)
        || name.EndsWith(".DS_Store", StringComparison.Ordinal)
        || name.EndsWith("Thumbs.db", StringComparison.Ordinal);

    /// <summary>Fails for members that share bytes: they let a small ZIP expand without end (overlapped bombs).</summary>
    private static bool Reserve(SortedList<long, long> ends, ZipEntry entry)
    {
        if (!ends.TryAdd(entry.HeaderOffset, entry.HeaderOffset + entry.CompressedBytes + 30))
        {
            return false;
        }
        var at = ends.IndexOfKey(entry.HeaderOffset);
        var isFree =
            (at == 0 || ends.GetValueAtIndex(at - 1) <= entry.HeaderOffset)
            && (at == ends.Count - 1 || ends.GetKeyAtIndex(at + 1) >= ends.GetValueAtIndex(at));
        if (!isFree)
        {
            ends.RemoveAt(at);
        }
        return isFree;
    }

    private static string Shown(string name) => name.Length <= 200 ? name.Replace('\0', '?') : name[..200] + "…";
}
