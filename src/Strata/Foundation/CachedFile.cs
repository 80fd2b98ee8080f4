namespace Strata.Foundation;

/// <summary>Files of caches, which are evicted by the time of their last use.</summary>
internal static class CachedFile
{
    /// <summary>Opens a file and notes its use; null if it was never made, or is evicted.</summary>
    public static FileStream? TryOpen(string path, TimeProvider time)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }
            File.SetLastAccessTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
