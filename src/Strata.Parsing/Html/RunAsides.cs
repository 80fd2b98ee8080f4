namespace Strata.Parsing.Html;

/// <summary>A text being read, and its hidden or struck-out parts, which are kept apart from it.</summary>
internal sealed class RunAsides(HtmlRun run)
{
    private readonly List<(HtmlRun Run, bool IsStruck)> _asides = [];
    private HtmlRun? _open;
    private bool _isStruck;

    /// <summary>The run that receives what is read now.</summary>
    public HtmlRun Current => _open ?? run;

    /// <summary>Sets apart what is read until <see cref="Close"/>. Returns false if already inside such a part.</summary>
    public bool Open(bool isStruck)
    {
        if (_open is not null)
        {
            return false;
        }
        (_open, _isStruck) = (new(), isStruck);
        return true;
    }

    public void Close()
    {
        if (_open is { } aside)
        {
            _open = null;
            aside.TrimEnd();
            if (aside.HasText)
            {
                _asides.Add((aside, _isStruck));
            }
        }
    }

    /// <summary>Returns true if a part set apart is between the tokens of a text.</summary>
    public bool IsIn((int First, int Last)? tokens) =>
        tokens is { } text && _asides.Exists(aside => aside.Run.Tokens is { } inner && inner.Last > text.First && inner.First < text.Last);

    /// <summary>Returns the parts set apart, in order, and removes them.</summary>
    public IReadOnlyList<(HtmlRun Run, bool IsStruck)> Take()
    {
        if (_asides.Count == 0)
        {
            return [];
        }
        var taken = _asides.ToArray();
        _asides.Clear();
        return taken;
    }

    /// <summary>Puts back taken parts, in order.</summary>
    public void Keep(IReadOnlyList<(HtmlRun Run, bool IsStruck)> asides) => _asides.AddRange(asides);

    /// <summary>
    /// Turns a text with only struck-out parts into their text. Returns false if there is other text, or nothing; trim spaces first.
    /// </summary>
    public bool TakeStruck()
    {
        if (!run.IsEmpty || _asides.Count == 0 || !_asides.TrueForAll(aside => aside.IsStruck))
        {
            return false;
        }
        run.Clear();
        foreach (var (struck, _) in _asides)
        {
            run.Follow(struck);
        }
        _asides.Clear();
        return true;
    }
}
