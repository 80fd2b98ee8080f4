namespace Strata.Archive;

/// <summary>
/// Cache of the last unpacked pieces, by user and SHA-256. Not by SHA-256 alone: read times would tell one user what another has read.
/// </summary>
/// <param name="most">Most bytes kept.</param>
internal sealed class ArchivePieceCache(long most = ArchivePieceCache.DefaultBytes)
{
    private const long DefaultBytes = 16 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, byte[] Plain)>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, byte[] Plain)> _latest = new();
    private long _bytes;

    public byte[]? Find(UserId user, byte[] digest)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(KeyOf(user, digest), out var node))
            {
                return null;
            }
            _latest.Remove(node);
            _latest.AddFirst(node);
            return node.Value.Plain;
        }
    }

    public void Keep(UserId user, byte[] digest, byte[] plain)
    {
        var key = KeyOf(user, digest);
        lock (_lock)
        {
            if (plain.Length > most || _known.ContainsKey(key))
            {
                return;
            }
            _known[key] = _latest.AddFirst((key, plain));
            _bytes += plain.Length;
            while (_bytes > most && _latest.Last is { } oldest)
            {
                _latest.RemoveLast();
                _known.Remove(oldest.Value.Key);
                _bytes -= oldest.Value.Plain.Length;
            }
        }
    }

    private static string KeyOf(UserId user, byte[] digest) => $"{Convert.ToHexStringLower(digest)}/{user.Value}";
}
