using Strata.Operations;

namespace Strata.Feeds;

/// <summary>Places that sources are fetched from: watched folders and mailboxes.</summary>
public static partial class FeedsModule
{
    internal static readonly Type[] Jobs = [typeof(FeedJob)];

    internal static readonly StoredTable[] Tables =
    [
        new(
            46,
            "feeds",
            "name",
            """
            name text, kind text, settings text, origin text, cron text, time_zone text, paused_at integer, claim integer,
            claimed_until integer, began_at integer, ended_at integer, failures integer, error text, created_at integer
            """
        )
        {
            Since = 27,
        },
        new(
            47,
            "feed_items",
            "feed, item_key",
            """
            feed text, item_key text, state integer, label text, byte_size integer, changed_at integer, message text, digest text,
            attempts integer, retry_at integer, code text, reason text, seen_at integer
            """
        )
        {
            Since = 27,
        },
        StoredTable.LeftOut("feed_seals", "passwords, and what was allowed on that machine"),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="FeedsModule"/>
        public FeedsArea Feeds => new(strata);
    }
}

/// <inheritdoc cref="FeedsModule"/>
public readonly partial record struct FeedsArea(IStrata Strata);
