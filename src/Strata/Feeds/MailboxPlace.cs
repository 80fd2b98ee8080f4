using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using MailKit;
using MimeKit;
using Strata.Database;

namespace Strata.Feeds;

/// <summary>The messages of a mailbox: those that came after the last one that was seen, and those to try again.</summary>
/// <param name="lastAsync">Returns the greatest key seen that begins with a prefix.</param>
/// <param name="untakenAsync">Returns items to try again, in pages: those after a key.</param>
internal sealed class MailboxPlace(
    MailboxConnection connection,
    Func<string, Task<string?>> lastAsync,
    Func<string, Task<IReadOnlyList<FeedItem>>> untakenAsync
) : IFeedPlace
{
    private const int Page = 100;

    /// <summary>Of one message, what is asked for before its bytes.</summary>
    private const int SummaryBytes = 16 << 10;

    private static readonly FetchRequest Summary = new(
        MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate,
        [HeaderId.MessageId]
    );
    private static readonly FetchRequest Number = new(MessageSummaryItems.UniqueId);

    /// <summary>Number of the next message in the mailbox; null once messages before it may have been deleted.</summary>
    private int? _next;

    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Unseen => [];

    private string Prefix => string.Create(CultureInfo.InvariantCulture, $"{connection.Folder.UidValidity:D10}/");

    public async IAsyncEnumerable<IReadOnlyList<FeedEntry>> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        connection.Folder.MessageExpunged += (_, _) => _next = null;
        // By UIDs, which no later message has; numbers in the mailbox move when something is deleted there.
        var last = await lastAsync(Prefix) is { } key ? UidOf(key) : 0;
        var after = "";
        while (await untakenAsync(after) is [.., { ItemKey: var end }] again)
        {
            after = end;
            var due = again.Select(i => i.ItemKey).Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
            if (due.Count > 0)
            {
                var uids = due.ConvertAll(k => new UniqueId(UidOf(k)));
                var found = await connection.AskAsync(due.Count * SummaryBytes, (f, c) => f.FetchAsync(uids, Summary, c), ct);
                var entries = Entries(found, after: 0);
                _gone.UnionWith(due.Except(entries.Select(e => e.Key), StringComparer.Ordinal));
                yield return entries;
            }
        }
        while (await AfterAsync(last, ct) is { Count: > 0 } page)
        {
            last = UidOf(page[^1].Key);
            yield return page;
        }
    }

    /// <summary>Messages have other UIDs once the UIDVALIDITY is another: they are new entries then.</summary>
    public bool IsGone(FeedItem item) => _gone.Contains(item.ItemKey) || !item.ItemKey.StartsWith(Prefix, StringComparison.Ordinal);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<List<FeedEntry>> AfterAsync(uint last, CancellationToken ct)
    {
        var first = _next ?? await FirstAfterAsync(last, ct);
        if (first >= connection.Folder.Count)
        {
            return [];
        }
        var end = Math.Min(first + Page, connection.Folder.Count) - 1; // numbers beyond are an error to some servers
        var found = await connection.AskAsync(Page * SummaryBytes, (f, c) => f.FetchAsync(first, end, Summary, c), ct);
        _next = first + found.Count;
        return Entries(found, last);
    }

    /// <summary>Finds the first message with a greater UID; UIDs ascend in a mailbox (RFC 9051, 2.3.1.1).</summary>
    private async Task<int> FirstAfterAsync(uint last, CancellationToken ct)
    {
        var (low, high) = (0, connection.Folder.Count);
        if (last == 0)
        {
            return 0;
        }
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var found = await connection.AskAsync(SummaryBytes, (f, c) => f.FetchAsync(middle, middle, Number, c), ct);
            (low, high) = found is [var one, ..] && one.UniqueId.Id <= last ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private List<FeedEntry> Entries(IList<IMessageSummary> found, uint after) =>
        [
            .. found
                .Where(m => m.UniqueId.IsValid && m.UniqueId.Id > after)
                .OrderBy(m => m.UniqueId.Id)
                .Select(m => new MessageEntry(
                    connection,
                    m.UniqueId,
                    Prefix + m.UniqueId.Id.ToString("D10", CultureInfo.InvariantCulture),
                    connection.Folder.Name,
                    m.Size ?? 0,
                    UnixTime.Microseconds(m.InternalDate ?? DateTimeOffset.UnixEpoch)
                )
                {
                    Message = Identity(m),
                    MediaType = MediaTypes.Mail,
                }),
        ];

    /// <summary>The Message-ID alone is whatever its sender says.</summary>
    private static string? Identity(IMessageSummary message) =>
        message.Headers?[HeaderId.MessageId] is { Length: > 0 } id
            ? Convert.ToHexStringLower(
                SHA256
                    .HashData(
                        Encoding.UTF8.GetBytes(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{id}\n{message.Size}\n{message.InternalDate?.ToUnixTimeSeconds()}"
                            )
                        )
                    )
                    .AsSpan(0, 16)
            )
            : null;

    private static uint UidOf(string key) => uint.Parse(key.AsSpan(key.IndexOf('/') + 1), CultureInfo.InvariantCulture);

    private sealed record MessageEntry(MailboxConnection Connection, UniqueId Uid, string Key, string Folder, long ByteSize, long ChangedAt)
        : FeedEntry(
            Key,
            string.Create(CultureInfo.InvariantCulture, $"UID {Uid.Id}"),
            string.Create(CultureInfo.InvariantCulture, $"{Folder}-{Uid.Id}.eml"),
            ByteSize,
            ChangedAt
        )
    {
        public override Task<Stream> OpenAsync(CancellationToken ct) => Task.FromResult<Stream>(new MessageContent(Connection, Uid));
    }
}
