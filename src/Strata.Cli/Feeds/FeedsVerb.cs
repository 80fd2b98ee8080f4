using System.CommandLine;
using Strata.Cli.Output;
using Strata.Feeds;

namespace Strata.Cli.Feeds;

/// <summary>Watched folders and mailboxes.</summary>
internal static class FeedsVerb
{
    private const int MaxPassword = 1_000;

    private static readonly Argument<string> Name = new("NAME") { Description = "Name of the feed: a-z, 0-9 and '-'" };
    private static readonly Argument<string> Place = new("PLACE")
    {
        Description = "A folder, or a mailbox: imaps://USER@HOST[:PORT][/MAILBOX]; USER@ may have an @ of its own as %40",
    };
    private static readonly Option<bool> StartTls = new("--starttls") { Description = "Begin TLS by STARTTLS, at port 143" };
    private static readonly Option<bool> NoTls = new("--no-tls")
    {
        Description = "Without TLS; only to this machine, where STRATA_ALLOW_PRIVATE_ADDRESSES names it",
    };
    private static readonly Option<bool> PasswordInput = new("--password-stdin")
    {
        Description = "Read the password from standard input; it is kept encrypted",
    };
    private static readonly Option<string?> PasswordFile = new("--password-file")
    {
        HelpName = "FILE",
        Description = "Read the password from this file at every run, instead of keeping it",
    };
    private static readonly Option<string?> PasswordEnv = new("--password-env")
    {
        HelpName = "NAME",
        Description = "Read the password from this environment variable at every run",
    };
    private static readonly Option<string?> Cron = new("--cron")
    {
        HelpName = "CRON",
        Description = "When workers fetch it: minute hour day month weekday (default: \"*/15 * * * *\")",
    };
    private static readonly Option<string?> Zone = new("--time-zone")
    {
        HelpName = "ZONE",
        Description = "Of the cron expression (default: UTC)",
    };
    private static readonly Option<bool> Retry = new("--retry") { Description = "Also try again what failed or was refused" };

    public static Command Create() =>
        new Command("feeds", "Watch folders and mailboxes: what is new there is taken in by a worker; nothing is changed there")
        {
            new Command("add", "Add a folder or a mailbox, or change the schedule or password of one")
            {
                Name,
                Place,
                PasswordInput,
                PasswordFile,
                PasswordEnv,
                StartTls,
                NoTls,
                Cron,
                Zone,
                SharedOptions.Origin,
            }
                .CreatesStore()
                .Runs(AddAsync),
            new Command("list", "List feeds").Runs(ListAsync),
            new Command("show", "Show a feed, and what failed or was refused") { Name }.Runs(ShowAsync),
            new Command("run", "Take in now what is new in a feed") { Name, Retry }.Runs(RunAsync),
            new Command("pause", "Have workers leave a feed alone") { Name }.Runs(
                (call, ct) => ChangeAsync(call, (f, n) => f.PauseAsync(n, ct), ct)
            ),
            new Command("resume", "Have workers fetch a paused feed again") { Name }.Runs(
                (call, ct) => ChangeAsync(call, (f, n) => f.ResumeAsync(n, ct), ct)
            ),
            new Command("remove", "End a feed and forget what it has seen; its sources stay") { Name }.Runs(
                (call, ct) => ChangeAsync(call, (f, n) => f.RemoveAsync(n, ct), ct)
            ),
        };

    private static async Task AddAsync(CommandContext call, CancellationToken ct)
    {
        var request = RequestOf(call, call.Get(Place)) with
        {
            Password = call.Get(PasswordInput) ? await ReadPasswordAsync(call.Environment, ct) : null,
            PasswordFile = call.Get(PasswordFile) is { } file ? Path.GetFullPath(file) : null,
            PasswordEnv = call.Get(PasswordEnv),
            Cron = call.Get(Cron),
            TimeZone = call.Get(Zone),
            Origin = call.Get(SharedOptions.Origin),
        };
        var feed = await (await call.StrataAsync(ct)).Feeds.PutAsync(call.Get(Name), request, ct);
        call.Out.One(feed, FeedConsoleView.Show);
        call.Out.Note($"Workers fetch it (strata serve or strata worker); now: strata feeds run {feed.Name}.");
    }

    private static FeedRequest RequestOf(CommandContext call, string place)
    {
        if (!place.Contains("://", StringComparison.Ordinal))
        {
            return new() { Path = Path.GetFullPath(place) };
        }
        if (!Uri.TryCreate(place, UriKind.Absolute, out var url) || url.Scheme is not ("imaps" or "imap") || url.Query.Length > 0)
        {
            throw new UsageException($"'{place}' is neither a folder nor a mailbox such as imaps://anna@mail.example.org/INBOX.");
        }
        if (url.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            throw new UsageException("A password in the address would stay in your shell's history: use --password-stdin, -file or -env.");
        }
        return new()
        {
            Host = url.Host,
            Port = url.Port > 0 ? url.Port : null,
            Security =
                call.Get(NoTls) ? MailSecurity.None
                : call.Get(StartTls) || url.Scheme == "imap" ? MailSecurity.Starttls
                : MailSecurity.Tls,
            UserName = url.UserInfo.Length > 0 ? Uri.UnescapeDataString(url.UserInfo) : null,
            Mailbox = Uri.UnescapeDataString(url.AbsolutePath.Trim('/')) is { Length: > 0 } mailbox ? mailbox : null,
        };
    }

    private static async Task<string> ReadPasswordAsync(ICommandEnvironment environment, CancellationToken ct)
    {
        await using var input = environment.OpenInput();
        using var reader = new StreamReader(input);
        var text = new char[MaxPassword + 2];
        var length = await reader.ReadBlockAsync(text, ct);
        return new string(text, 0, length).TrimEnd('\r', '\n');
    }

    private static async Task ListAsync(CommandContext call, CancellationToken ct) =>
        await call.Out.ManyAsync(await (await call.StrataAsync(ct)).Feeds.ListAsync(ct), FeedConsoleView.Show);

    private static async Task ShowAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(await (await call.StrataAsync(ct)).Feeds.GetAsync(call.Get(Name), ct), FeedConsoleView.Show);

    private static async Task<int> RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var (name, retry) = (call.Get(Name), call.Get(Retry));
        var report = await ProgressLine.RunAsync(call.Environment, name, progress => strata.Feeds.RunAsync(name, retry, progress, ct));
        call.Out.One(report, FeedConsoleView.Show);
        return report.Error is not null || report.Failed + report.Refused > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private static async Task ChangeAsync(CommandContext call, Func<FeedsArea, string, Task<FeedView>> change, CancellationToken ct) =>
        call.Out.One(await change((await call.StrataAsync(ct)).Feeds, call.Get(Name)), FeedConsoleView.Show);
}
