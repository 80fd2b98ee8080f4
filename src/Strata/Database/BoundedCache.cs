using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Strata.Database;

/// <summary>
/// Bounded cache in two generations: when the young one fills up, it replaces the old one; a hit in the old one moves to the young one.
/// Lookups take a lock only to move an entry.
/// </summary>
/// <param name="most">Entries per generation; the cache holds at most twice as many.</param>
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
            // Recheck: another thread may have moved or removed the entry.
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
