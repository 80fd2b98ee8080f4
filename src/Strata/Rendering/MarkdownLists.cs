namespace Strata.Rendering;

/// <summary>
/// Marks and indentation of list items: an item is indented under the text of its parent, however wide the parent's mark is (CommonMark
/// 0.31.2, section 5.2).
/// </summary>
internal sealed class MarkdownLists
{
    private const int Deepest = 20;

    /// <summary>Nine digits (CommonMark 0.31.2, section 5.2).</summary>
    private const int MaxNumber = 999_999_999;

    private readonly List<(int Width, int Number)> _levels = [];

    /// <summary>Returns an item with its mark; its further lines are indented under the first.</summary>
    /// <param name="first">Its number; null for the next one.</param>
    public string Item(int level, bool isOrdered, int? first, string text)
    {
        level = Math.Clamp(level, 0, Deepest);
        if (_levels.Count > level + 1)
        {
            _levels.RemoveRange(level + 1, _levels.Count - level - 1);
        }
        while (_levels.Count <= level)
        {
            _levels.Add((2, 0));
        }
        var number = isOrdered ? (first is >= 0 and <= MaxNumber ? first.Value : _levels[level].Number + 1) : 0;
        var mark = isOrdered ? number.ToString(CultureInfo.InvariantCulture) + ". " : "- ";
        var indent = new string(' ', _levels.Take(level).Sum(l => l.Width));
        _levels[level] = (mark.Length, number);
        return indent + mark + text.Replace("\n", "\n" + indent + new string(' ', mark.Length), StringComparison.Ordinal);
    }

    public void End() => _levels.Clear();
}
