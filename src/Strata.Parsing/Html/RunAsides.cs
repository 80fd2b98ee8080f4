namespace Strata.Parsing.Html;

/// <summary>
/// A text that is being read, and what stands inside of it and is no part of what it says: hidden from its readers, or struck out.
/// </summary>
internal sealed class RunAsides(HtmlRun run)
{
    private readonly List<(HtmlRun Run, bool IsStruck)> _asides = [];
    private HtmlRun? _open;
    private bool _isStruck;

    /// <summary>Takes what is read now.</summary>
    public HtmlRun Current => _open ?? run;

    /// <summary>
    /// Sets apart what is read until <see cref="Close"/>. False where it is inside of something that is set apart already.
    /// </summary>
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

    /// <summary>Whether something is set apart that stands between the tokens of a text.</summary>
    public bool IsIn((int First, int Last)? tokens) =>
        tokens is { } text && _asides.Exists(aside => aside.Run.Tokens is { } inner && inner.Last > text.First && inner.First < text.Last);

    /// <summary>What was set apart of the text, in order; it is given once.</summary>
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

    /// <summary>Gives back what was taken, in its order.</summary>
    public void Keep(IReadOnlyList<(HtmlRun Run, bool IsStruck)> asides) => _asides.AddRange(asides);

    /// <summary>
    /// A text of which nothing is there but what is struck out becomes that. False where there is other text, or none; the spaces between
    /// have to be trimmed before.
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
