namespace Strata.Verification;

/// <summary>
/// Faults of a verification. Each check names a bounded number and counts the others, so that no kind of fault hides another; a check that
/// fails is a fault itself.
/// </summary>
internal sealed class FaultList
{
    public const int NamedPerCheck = 250;

    private readonly List<Fault> _faults = [];
    private readonly Dictionary<string, long> _more = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _named = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    public IReadOnlyList<Fault> Named =>
        [
            .. _faults,
            .. _more.Select(m => new Fault(m.Key, string.Create(CultureInfo.InvariantCulture, $"{m.Value} more faults of this check"))),
        ];

    public void Add(string check, string path, string reason)
    {
        Count++;
        var named = _named.GetValueOrDefault(check);
        if (named < NamedPerCheck)
        {
            _named[check] = named + 1;
            _faults.Add(new Fault(path, reason));
        }
        else
        {
            _more[check] = _more.GetValueOrDefault(check) + 1;
        }
    }

    /// <summary>Runs a check to its end, or to what keeps it from it. That the store can't be reached now is thrown.</summary>
    /// <param name="otherwise">The result of a check that fails.</param>
    public async Task<T> CheckedAsync<T>(string check, T otherwise, Func<Action<string, string>, Task<T>> run)
    {
        try
        {
            return await run((path, reason) => Add(check, path, reason));
        }
        catch (Exception e) when (IsFault(e))
        {
            Add(check, check, $"could not be checked to its end: {e.Message}");
            return otherwise;
        }
    }

    /// <summary>Whether an exception tells about what is stored, not about the store's being away or the caller's giving up.</summary>
    public static bool IsFault(Exception e) => e is not OperationCanceledException && !Verifier.IsForNow(e);
}
