namespace Strata.Parsing.AsciiDoc;

/// <summary>Lists open around an item, known by their markers: a marker that no open list has begins a nested list.</summary>
internal sealed class AsciiDocLists
{
    private readonly List<AsciiDocMarker> _open = [];

    public bool IsOpen => _open.Count > 0;

    /// <summary>Depth of the last item's content, from 0.</summary>
    public int Depth => Math.Max(0, _open.Count(list => !list.Term) - 1);

    public void Clear() => _open.Clear();

    /// <returns>Whether the item begins a list.</returns>
    public bool Begin(in AsciiDocMarker marker, int maxDepth)
    {
        var key = marker.Key;
        var at = _open.FindIndex(list => list.Key == key);
        if (at >= 0)
        {
            _open.RemoveRange(at + 1, _open.Count - at - 1);
            return false;
        }
        if (_open.Count >= maxDepth)
        {
            _open.RemoveAt(_open.Count - 1);
        }
        _open.Add(marker);
        return true;
    }
}
