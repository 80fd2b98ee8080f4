namespace Strata.Blobs;

/// <summary>Keeps a folder of what can be made again within a size: the least recently used files go first.</summary>
internal sealed class FolderLimit(long limit)
{
    /// <summary>How much of the limit is filled before the folder is looked at again.</summary>
    private const int LooksPerFill = 16;

    private readonly Lock _trimming = new();
    private long _unseen = long.MaxValue / 2; // the first file looks

    /// <param name="added">Bytes of the file that came.</param>
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
            // Another process trims too; what is too much stays until the next look.
        }
        finally
        {
            _trimming.Exit();
        }
    }
}
