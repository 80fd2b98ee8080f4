using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Strata.Database;

/// <summary>
/// What was asked for lately, in bounded room: two generations, of which the older is forgotten when the younger is full, and what is found
/// in the older moves to the younger. Finding takes no lock, but where something moves.
/// </summary>
/// <param name="most">Of one generation: twice as many are kept at most.</param>
internal sealed class BoundedCache<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly Lock _writing = new();
    private volatile ConcurrentDictionary<TKey, TValue> _young = new();
    private volatile ConcurrentDictionary<TKey, TValue> _old = new();

    public int Count => _young.Count + _old.Count;

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value))
        {
            return true;
        }
        if (!_old.ContainsKey(key))
        {
            return false;
        }
        lock (_writing)
        {
            // Again: it may have moved or been forgotten meanwhile.
            if (_young.TryGetValue(key, out value))
            {
                return true;
            }
            if (_old.TryRemove(key, out value))
            {
                Add(key, value);
                return true;
            }
            return false;
        }
    }

    public void Keep(TKey key, TValue value)
    {
        lock (_writing)
        {
            _old.TryRemove(key, out _);
            Add(key, value);
        }
    }

    public void Forget(TKey key)
    {
        lock (_writing)
        {
            _young.TryRemove(key, out _);
            _old.TryRemove(key, out _);
        }
    }

    private void Add(TKey key, TValue value)
    {
        if (_young.Count >= most && !_young.ContainsKey(key))
        {
            (_old, _young) = (_young, new ConcurrentDictionary<TKey, TValue>());
        }
        _young[key] = value;
    }
}
