using Strata.Sources;

namespace Strata.Feeds;

/// <param name="Sources">Limits of what is taken in, and the addresses that may be connected to.</param>
/// <param name="Settle">How long a file must not have changed.</param>
/// <param name="StoreFolder">The store's own folder, which no feed may contain.</param>
internal sealed record FeedOptions(SourceOptions Sources, TimeSpan Settle, string StoreFolder);
