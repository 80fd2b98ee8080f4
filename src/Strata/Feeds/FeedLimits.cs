using Strata.Sources;

namespace Strata.Feeds;

/// <summary>Limits of feeds and of what they take in.</summary>
internal static class FeedLimits
{
    public const int MaxFeeds = 50;
    public const int MaxNameLength = 40;

    /// <summary>Files of a folder that one run looks at.</summary>
    public const int MaxFiles = 200_000;

    /// <summary>Entries that a report names among those that were not taken in.</summary>
    public const int MaxProblems = 100;

    /// <summary>Refuses a file or a mail that is larger than a source may be; nothing of it is fetched.</summary>
    /// <exception cref="StrataException">FILE_TOO_LARGE.</exception>
    public static void CheckSize(FeedEntry entry, SourceOptions sources)
    {
        if (entry.ByteSize > sources.MaxBytes)
        {
            throw new StrataException(
                ErrorCode.FileTooLarge,
                $"It has {entry.ByteSize} bytes; the limit is {sources.MaxBytes} (STRATA_MAX_SOURCE_BYTES)."
            );
        }
    }
}
