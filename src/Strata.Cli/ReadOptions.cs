using System.CommandLine;

namespace Strata.Cli;

/// <summary>Options for the point in time to read and for paging.</summary>
internal static class ReadOptions
{
    private static readonly Option<string?> KnownAt = new("--known-at")
    {
        HelpName = "TIME|SEQ",
        Description = "Use only what Strata knew at this time or ledger seq",
    };
    private static readonly Option<string?> ValidAt = new("--valid-at")
    {
        HelpName = "TIME",
        Description = "Use only what had been observed by this time",
    };
    private static readonly Option<int> Limit = new("--limit")
    {
        HelpName = "N",
        Description = "Maximum number of results",
        DefaultValueFactory = _ => 50,
    };
    private static readonly Option<bool> All = new("--all") { Description = "List all results" };
    private static readonly Option<string?> Cursor = new("--cursor") { HelpName = "CURSOR", Description = "Continue an earlier list" };
    private const int PageSize = 200;

    public static Command ReadsPast(this Command verb)
    {
        verb.Add(KnownAt);
        verb.Add(ValidAt);
        return verb;
    }

    public static Command Pages(this Command verb)
    {
        verb.Add(Limit);
        verb.Add(All);
        verb.Add(Cursor);
        return verb;
    }

    public static ReadAt At(this CommandContext call) => new(call.Get(KnownAt), call.Get(ValidAt));

    /// <summary>Follows the pages up to the limit; if there are more, prints to standard error how to continue.</summary>
    public static async IAsyncEnumerable<T> FollowAsync<T>(this CommandContext call, Func<PageRequest, Task<Page<T>>> read)
    {
        var left = call.Get(All) ? int.MaxValue : call.Get(Limit);
        if (left < 1)
        {
            throw new UsageException("--limit must be at least 1.");
        }
        var cursor = call.Get(Cursor);
        do
        {
            var page = await read(new PageRequest(Math.Min(left, PageSize), cursor));
            foreach (var item in page.Items)
            {
                yield return item;
            }
            left -= page.Items.Count;
            cursor = page.NextCursor;
        } while (cursor is not null && left > 0);
        if (cursor is not null)
        {
            call.Out.More(cursor);
        }
    }
}
