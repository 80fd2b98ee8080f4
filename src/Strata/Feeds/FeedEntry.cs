namespace Strata.Feeds;

/// <summary>A file or message that a feed has, before its bytes are read.</summary>
/// <param name="Key">Names it within its feed, for good.</param>
/// <param name="Label">For people: a path, a message's UID.</param>
/// <param name="ChangedAt">When it was last written, or a message arrived, in microseconds of Unix time.</param>
internal abstract record FeedEntry(string Key, string Label, string FileName, long ByteSize, long ChangedAt)
{
    /// <summary>Identifies a message whatever its UID; null for files and for messages without Message-ID.</summary>
    public string? Message { get; init; }

    public string? MediaType { get; init; }

    /// <summary>Whether it can still be written, so that bytes may be missing while it looks new.</summary>
    public virtual bool IsWritten => false;

    /// <summary>Opens its bytes; reading them fails where they change meanwhile.</summary>
    public abstract Task<Stream> OpenAsync(CancellationToken ct);

    /// <summary>Looks at it again; null if it is gone.</summary>
    public virtual FeedEntry? Again() => this;
}

/// <summary>An open connection to where a feed's entries are. Nothing there is changed.</summary>
internal interface IFeedPlace : IAsyncDisposable
{
    /// <summary>Lists what may have to be taken, in pages.</summary>
    IAsyncEnumerable<IReadOnlyList<FeedEntry>> ListAsync(CancellationToken ct);

    /// <summary>What could not be looked at: path and reason.</summary>
    IReadOnlyList<string> Unseen { get; }

    /// <summary>Whether an item that was not taken is there no more, once everything was listed.</summary>
    bool IsGone(FeedItem item);
}

/// <summary>The place can't be reached any more: what is left has to wait for another run.</summary>
internal sealed class FeedPlaceLostException(string message, Exception inner) : Exception(message, inner);
