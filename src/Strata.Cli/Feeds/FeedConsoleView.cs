using Spectre.Console;
using Strata.Cli.Output;
using Strata.Feeds;

namespace Strata.Cli.Feeds;

/// <summary>Prints feeds and what came of them.</summary>
internal static class FeedConsoleView
{
    public static void Show(IAnsiConsole console, IReadOnlyList<FeedView> feeds)
    {
        var table = new ConsoleTable(console, "feed", "what", "state", "#taken", "#failed", "#refused", "next", "remarks");
        foreach (var feed in feeds)
        {
            table.Row(
                feed.Name,
                PlaceOf(feed),
                feed.State.Name(),
                Values.Count(feed.Taken),
                Values.Count(feed.Failed),
                Values.Count(feed.Refused),
                feed.NextAt is { } next ? Values.Show(next) : "",
                feed.Error
            );
        }
        table.Write("No feeds. Add one: strata feeds add NAME FOLDER");
    }

    public static void Show(IAnsiConsole console, FeedView feed)
    {
        console.WriteLine($"{feed.Name}  {Terminal.Safe(PlaceOf(feed))}  {feed.State.Name()}");
        if (feed.Password is { } password)
        {
            console.WriteLine($"  password: {Terminal.Safe(password)}");
        }
        console.WriteLine(
            $"  fetched at {feed.Cron} ({feed.TimeZone}), as origin {Terminal.Safe(feed.Origin)}"
                + (feed.NextAt is { } next ? $"; next {Values.Show(next)}" : "")
        );
        console.WriteLine(
            $"  {Values.Count(feed.Taken)} taken, {Values.Count(feed.Waiting)} waiting, {Values.Count(feed.Failed)} failed, {Values.Count(feed.Refused)} refused"
                + (feed.EndedAt is { } ended ? $"; last run ended {Values.Show(ended)}" : "")
        );
        if (feed.Error is { } error)
        {
            console.WriteLine("  ! " + Terminal.Safe(error));
        }
        Show(console, feed.Problems ?? []);
    }

    public static void Show(IAnsiConsole console, FeedReport report)
    {
        console.WriteLine(
            $"{report.Name}: {Values.Count(report.Taken, "source", "sources")} taken"
                + (report.Known > 0 ? $", {Values.Count(report.Known)} already held" : "")
                + (report.Unread > 0 ? $", {Values.Count(report.Unread)} of these not read in full (strata runs list)" : "")
                + (report.Waiting > 0 ? $", {Values.Count(report.Waiting)} still being written" : "")
                + (report.Failed > 0 ? $", {Values.Count(report.Failed)} failed" : "")
                + (report.Refused > 0 ? $", {Values.Count(report.Refused)} refused" : "")
                + "."
        );
        if (report.Error is { } error)
        {
            console.WriteLine("  ! " + Terminal.Safe(error));
        }
        Show(console, report.Problems);
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<FeedItemView> problems)
    {
        foreach (var item in problems)
        {
            var again = item.RetryAt is { } at ? $"; again at {Values.Show(at)}" : "";
            console.WriteLine($"  {item.State.Name()}: {Terminal.Short(item.Item, 80)}: {Terminal.Short(item.Reason ?? "", 200)}{again}");
        }
    }

    private static string PlaceOf(FeedView feed) =>
        feed.Kind == FeedKind.Folder
            ? feed.Path ?? ""
            : $"{feed.UserName} at {feed.Host}:{feed.Port}/{feed.Mailbox}{(feed.Security == MailSecurity.None ? " without TLS" : "")}";
}
