namespace Strata.Blobs;

/// <summary>Limits the size of a cache folder: least recently used files go first.</summary>
internal sealed class FolderLimit(long limit)
{
    /// <summary>Checks per filling of the limit.</summary>
    private const int LooksPerFill = 16;

    private readonly Lock _trimming = new();
    private long _unseen = long.MaxValue / 2; // the first file checks

    /// <param name="added">Size of the new file.</param>
    /// <param name="keep">Its name: it stays.</param>
    public void Added(long added, string keep, Func<IEnumerable<FileInfo>> files)
    {
        if (Interlocked.Add(ref _unseen, added) < limit / LooksPerFill || !_trimming.TryEnter())
        {
            return;
        }
        try
        {
            Interlocked.Exchange(ref _unseen, 0);
            var kept = files().OrderBy(f => f.LastAccessTimeUtc).ToList();
            var size = kept.Sum(f => f.Length);
            foreach (var file in kept.Where(f => f.Name != keep))
            {
                if (size <= limit)
                {
                    break;
                }
                size -= file.Length;
                file.Delete();
            }
        }
        catch (IOException)
        {
            // Another process trims too; the rest stays until the next check.
        }
        finally
        {
            _trimming.Exit();
        }
    }
}
