using Strata.Database;

namespace Strata.Feeds;

/// <summary>What was seen of a feed's files or messages.</summary>
internal sealed record FeedItem(
    string ItemKey,
    long State,
    string? Label,
    long ByteSize,
    long ChangedAt,
    string? Message,
    string? Digest,
    long Attempts,
    long? RetryAt,
    string? Code,
    string? Reason,
    long SeenAt
)
{
    public FeedItemState Status => (FeedItemState)State;

    public FeedItemView View() => new(Label ?? ItemKey, Status, Code, Reason, Attempts, UnixTime.Time(RetryAt), UnixTime.Time(SeenAt));
}
